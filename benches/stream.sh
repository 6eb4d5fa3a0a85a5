#!/usr/bin/env bash
# Memory and rate of long inputs: a WARC of many pages, a million JSON lines, a
# million items of a feed. Made here, read by examples/ingest on one thread.
#   benches/stream.sh [FOLDER [PAGES]]
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-$(mktemp -d)}
times=${2:-200}
mkdir -p "$folder"
cargo build --quiet --release -p dateline-ingest --example ingest
ingest=${CARGO_TARGET_DIR:-target}/release/examples/ingest

python3 - "$folder" "$times" << 'END'
import gzip, json, pathlib, sys
folder, times = pathlib.Path(sys.argv[1]), int(sys.argv[2])
pages = [p.read_bytes() for p in sorted(pathlib.Path("crates/dateline-ingest/tests/pages").glob("*.html"))]
with open(folder / "pages.warc.gz", "wb") as out:
    for time in range(times):
        for n, page in enumerate(pages):
            answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
            head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://h.example/{time}/{n}\r\n"
            head += f"WARC-Date: 2026-11-25T10:00:00Z\r\nContent-Type: application/http\r\nContent-Length: {len(answer)}\r\n\r\n"
            out.write(gzip.compress(head.encode() + answer + b"\r\n\r\n", 1))
text = "The port of Almera opened on Monday after a long delay, the office said. " * 5
with open(folder / "rows.jsonl", "w") as out:
    for n in range(1_000_000):
        out.write(json.dumps({"title": f"Port {n}", "text": f"{n} {text}", "date": "2026-03-30"}) + "\n")
with open(folder / "feed.xml", "w") as out:
    out.write("<rss version='2.0'><channel><title>Harbour Gazette</title>")
    for n in range(1_000_000):
        out.write(f"<item><title>Port {n}</title><link>https://h.example/{n}</link><description>{n} {text[:150]}</description></item>\n")
    out.write("</channel></rss>")
END
for file in pages.warc.gz rows.jsonl feed.xml; do
    ls -s --block-size=M "$folder/$file"
    "$ingest" "$folder/$file"
done
