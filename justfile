# Short names for what is done often. `just` lists them.

default:
    @just --list

# Read the sample reports and show what they say.
demo:
    cargo run --release -- demo

# Every test.
test:
    cargo test --workspace

# What CI runs.
ci:
    .ci/run

# Look at changed golden files and accept or reject them (cargo install cargo-insta).
review:
    cargo insta test --review

# Feed arbitrary bytes to the reader (cargo install cargo-fuzz).
fuzz seconds="60":
    cargo fuzz run --sanitizer none read -- -max_total_time={{seconds}} -max_len=4096

# The scores of BENCHMARKS.md, from a folder of corpora laid out like shared/data.
eval data="../shared/data":
    benches/eval.sh {{data}}

# Reading time per kilobyte from 10 KB to 10 MB.
flat:
    benches/flat.sh
