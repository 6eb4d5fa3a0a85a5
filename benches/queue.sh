#!/usr/bin/env bash
# What the queue costs: the same reports by `dateline add`, and by submit and worker
# over a nats-server started here; processor time of each program.
#   benches/queue.sh [FILE.jsonl]   2,000 reports of two words without it
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --quiet --release -p dateline
dateline=$PWD/${CARGO_TARGET_DIR:-target}/release/dateline
folder=$(mktemp -d)
file=${1:-$folder/tiny.jsonl}
[ $# -gt 0 ] || for n in $(seq 2000); do echo "{\"text\": \"x$n y.\"}"; done > "$file"
nats-server -js -a 127.0.0.1 -p 14780 -sd "$folder/nats" > /dev/null 2>&1 &
nats=$!
trap 'kill $nats; rm -rf "$folder"' EXIT
sleep 1
export TIMEFORMAT='%U user, %S system' DATELINE_NATS=nats://127.0.0.1:14780
echo "add";    time "$dateline" add "$file" --ledger "$folder/a.db" > /dev/null
echo "submit"; time "$dateline" submit "$file"
echo "worker"; time "$dateline" worker --ledger "$folder/b.db" --once --threads 2 --log none
awk '{ print "nats-server, with its start\n" $14 / 100 " user, " $15 / 100 " system" }' "/proc/$nats/stat"
