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

# Feed arbitrary bytes to read, ingest_page, ingest_feed or ingest_warc (cargo install cargo-fuzz; a nightly toolchain).
fuzz target="read" seconds="60":
    cargo fuzz run --sanitizer none {{target}} -- -max_total_time={{seconds}} -max_len=65536

# The scores of BENCHMARKS.md, from a folder of corpora laid out like shared/data.
eval data="../shared/data":
    benches/eval.sh {{data}}

# Reading time per kilobyte from 10 KB to 10 MB.
flat:
    benches/flat.sh

# The kernels for ARM, on an emulator (rustup target add aarch64-unknown-linux-gnu; Debian: qemu-user gcc-aarch64-linux-gnu).
arm:
    CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=aarch64-linux-gnu-gcc \
    CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUNNER="qemu-aarch64 -L /usr/aarch64-linux-gnu -cpu max" \
    cargo test -p dateline-annotate --target aarch64-unknown-linux-gnu kernels

# The page over the sample reports.
serve:
    cargo run --release -- serve --demo

# Pictures of every page, at desktop and phone width, light and dark (Debian: chromium chromium-driver).
pictures folder="/tmp/dateline-pictures":
    DATELINE_REQUIRE_SERVICES=1 DATELINE_PICTURES={{folder}} cargo test -p dateline --test browser every_page

# Requests a second beside Datasette's (Debian: wrk; pip install datasette).
serve-bench ledger:
    benches/serve.sh {{ledger}}
