#!/usr/bin/env bash
# Processor time of reading, per kilobyte, from 10 KB up, for ordinary text and for hostile
# ones: benches/flat.sh [LARGEST KB]. Flat rows mean linear time.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --quiet
python3 - "${1:-10000}" <<'PY'
import os, pathlib, subprocess, sys, tempfile

samples = sorted(pathlib.Path("examples/reports").glob("*.txt"))
news = "\n\n".join(p.read_text() for p in samples)
kinds = {
    "news": news,
    "one line": news.replace("\n", " "),
    "one letter": "a",
    "quotation marks": '"',
    "open quotes": 'He said "we go. ',
    "no full stop": "the minister said that ",
    "names": "Anna Berg met ",
    "blank lines": "a\n\n",
}
sizes = [s for s in [10_000, 100_000, 1_000_000, 10_000_000] if s <= int(sys.argv[1]) * 1000]
print("| text | " + " | ".join(f"{s // 1000} KB" for s in sizes) + " |")
print("|---" * (len(sizes) + 1) + "|")

def seconds(path):
    # Noise only ever adds time; what takes long is steady.
    best = 1e9
    for _ in range(3 if path.stat().st_size < 500_000 else 1):
        program = subprocess.Popen(["target/release/dateline", "read", path, "--format", "json"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(program.pid, 0)
        assert status == 0, path
        best = min(best, used.ru_utime + used.ru_stime)
    return best

with tempfile.TemporaryDirectory() as folder:
    empty = pathlib.Path(folder, "empty.txt")
    empty.write_text("Nothing.")
    base = seconds(empty)
    print(f"start of the program: {base * 1000:.1f} ms, taken off below; microseconds per kilobyte",
          file=sys.stderr)
    for name, unit in kinds.items():
        cells = []
        for size in sizes:
            path = pathlib.Path(folder, "report.txt")
            path.write_text((unit * (size // len(unit) + 1))[:size])
            cells.append(f"{max(0, seconds(path) - base) / (size / 1000) * 1e6:.0f}")
        print(f"| {name} | " + " | ".join(cells) + " |")
PY
