#!/usr/bin/env bash
# Every score of BENCHMARKS.md in one run: benches/eval.sh [FOLDER OF CORPORA].
# Prints one line a score: what, gold file, name, value.
set -euo pipefail
data=$(realpath "${1:-../shared/data}")
cd "$(dirname "$0")/.."
cargo build --release --quiet
# score WHAT GOLD [OPTION]
score() {
    local what=$1 gold=$2
    if [ ! -e "$data/$gold" ]; then
        echo "skipped: $gold is not in $data" >&2
        return
    fi
    target/release/dateline eval "$what" "$data/$gold" --format json "${@:3}" |
        python3 -c '
import json, sys
o = json.load(sys.stdin)
for name, value in o["scores"].items():
    print(o["what"], "'"$gold ${*:3}"'".strip(), name, f"{value:.4f}", sep="\t")
print(o["what"], "'"$gold"'", "words_per_second", round(o["words_per_second"]), sep="\t")'
}
score tokens parse/gum_dev.conllu.gz
score tokens parse/ewt_dev.conllu.gz
score parse parse/gum_dev.conllu.gz
score parse parse/ewt_dev.conllu.gz
score parse parse/gum_dev.conllu.gz --raw
score parse parse/ewt_dev.conllu.gz --raw
score entities parse/gum_dev.conllu.gz
score entities entities/uner_ewt_dev.iob2
score entities entities/re3d_dev.jsonl
for corpus in uw udsih2 meantime mv2 rp; do
    score certainty "factuality/fact_${corpus}_dev.jsonl"
done
score claims claims/polnear_dev.jsonl
score actors actors/actor_cases_dev.jsonl
score events events/plover_gsr_sample.json
score events events/plv_train.jsonl
score events events/cameo_quad_train.jsonl
score events events/no_event_dev.jsonl
score events events/cameo_roles_train.conll
