#!/usr/bin/env bash
# Pages through extraction and metadata, beside Python trafilatura over the same
# pages in the same run, one thread each, CPU time.
#   benches/extract.sh [FOLDER [GOLD [PYTHON]]]
# PYTHON has trafilatura and lxml_html_clean; the folder holds *.html.
set -euo pipefail
cd "$(dirname "$0")/.."
pages=${1:-crates/dateline-ingest/tests/pages}
gold=${2:-$pages/gold.json}
python=${3:-python3}
times=${TIMES_OVER:-10}

cargo build --quiet --release -p dateline -p dateline-ingest --example ingest
target=${CARGO_TARGET_DIR:-target}
"$python" benches/extract_peer.py "$pages" "$times" "$gold"
"$target/release/examples/ingest" "$times" "$pages"/*.html
"$target/release/dateline" eval extract "$pages" "$gold"
