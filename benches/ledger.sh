#!/usr/bin/env bash
# The tables of BENCHMARKS.md on the ledger: fills one with N made reports, asks
# it, and asks DuckDB and plain SQLite the same (needs duckdb and pandas in
# DATELINE_PYTHON), of each kind the first QUESTIONS.
# benches/ledger.sh [N] [FOLDER] [QUESTIONS]
set -euo pipefail
cd "$(dirname "$0")/.."
n=${1:-100000} folder=${2:-$(mktemp -d)} questions=${3:-100}
python=${DATELINE_PYTHON:-python3}
mkdir -p "$folder"
cargo build --release -q -p dateline-ledger --example fill --example ask
cargo build --release -q -p dateline
bin=${CARGO_TARGET_DIR:-target}/release
[ -e "$folder/$n.db" ] || "$bin/examples/fill" "$folder/$n.db" "$n"
"$bin/examples/ask" "$folder/$n.db" 100 "$folder/questions.jsonl"
time "$bin/dateline" export "$folder/events.parquet" --force --ledger "$folder/$n.db"
"$python" benches/ledger_peer.py "$folder/$n.db" "$folder/events.parquet" "$folder/questions.jsonl" \
  "$questions"
