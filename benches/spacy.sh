#!/usr/bin/env bash
# The model against a pipeline of the shape of spaCy's small one, in turns, on
# one thread, by CPU time: benches/spacy.sh FILE.jsonl [ARTICLES]. FILE holds records
# with `text`. Needs a Python with spaCy 3.8: set PYTHON, or one is made in a temporary folder.
set -euo pipefail
file=$(realpath "$1")
articles=${2:-40}
cd "$(dirname "$0")/.."
cargo build --release --quiet -p dateline-annotate --example speed
if [ -z "${PYTHON:-}" ]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    python3 -m venv "$folder"
    "$folder/bin/pip" install --quiet 'spacy==3.8.*'
    PYTHON=$folder/bin/python
fi
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 BLIS_NUM_THREADS=1 MKL_NUM_THREADS=1
ours=() theirs=()
for turn in 1 2 3; do
    ours+=("$(${CARGO_TARGET_DIR:-target}/release/examples/speed "$file" "$articles" 500 | grep -oE '[0-9.]+ articles/s' | cut -d' ' -f1)")
    theirs+=("$("$PYTHON" benches/spacy_peer.py "$file" "$articles" 500 | grep -oE '[0-9.]+ articles/s' | cut -d' ' -f1)")
    echo "turn $turn: model ${ours[-1]}, spaCy ${theirs[-1]} articles of 500 words per CPU second" >&2
done
python3 - "${ours[@]}" "${theirs[@]}" <<'PY'
import statistics, sys
numbers = list(map(float, sys.argv[1:]))
ours, theirs = numbers[: len(numbers) // 2], numbers[len(numbers) // 2 :]
ours, theirs = statistics.median(ours), statistics.median(theirs)
print(f"model {ours:.2f}, spaCy {theirs:.2f}: {ours / theirs:.2f} times; the other way {theirs / ours:.2f}")
PY
