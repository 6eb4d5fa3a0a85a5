#!/usr/bin/env bash
# Reading time per kilobyte from 10 KB to 10 MB, for ordinary text and for
# hostile ones. Flat columns mean linear time.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --quiet
python3 - <<'PY'
import pathlib, subprocess, tempfile, time

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
sizes = [10_000, 100_000, 1_000_000, 10_000_000]
print("| text | " + " | ".join(f"{s // 1000} KB" for s in sizes) + " |")
print("|---" * (len(sizes) + 1) + "|")

def seconds(path):
    best = 1e9
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run(["target/release/dateline", "read", path, "--format", "json"],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        best = min(best, time.perf_counter() - start)
    return best

with tempfile.TemporaryDirectory() as folder:
    empty = pathlib.Path(folder, "empty.txt")
    empty.write_text("Nothing.")
    base = seconds(empty)
    print(f"start of the program: {base * 1000:.1f} ms, taken off below; microseconds per kilobyte",
          file=__import__("sys").stderr)
    for name, unit in kinds.items():
        cells = []
        for size in sizes:
            path = pathlib.Path(folder, "report.txt")
            path.write_text((unit * (size // len(unit) + 1))[:size])
            cells.append(f"{max(0, seconds(path) - base) / (size / 1000) * 1e6:.0f}")
        print(f"| {name} | " + " | ".join(cells) + " |")
PY
