"""Python trafilatura over the pages of a folder, on one thread.

Prints pages, CPU seconds and pages a CPU second and, if the gold file is given,
the F1 of its evaluation format.  pip install trafilatura lxml_html_clean
"""

import json
import pathlib
import sys
import time

import trafilatura
from trafilatura import bare_extraction

folder, times = pathlib.Path(sys.argv[1]), int(sys.argv[2])
pages = {path.name: path.read_bytes() for path in sorted(folder.glob("*.html"))}
texts = {}
start = time.process_time()
for _ in range(times):
    for name, page in pages.items():
        # With metadata and the text as a user would want it, comments left out.
        found = bare_extraction(page, include_comments=False, with_metadata=True)
        texts[name] = (found.text or "") if found else ""
cpu = time.process_time() - start
count = len(pages) * times
print(f"trafilatura {trafilatura.__version__}: {count} pages, {cpu:.2f} s CPU, {count / cpu:.0f} pages/s CPU")

if len(sys.argv) > 3:
    gold = json.loads(pathlib.Path(sys.argv[3]).read_text("utf-8"))
    items = gold.values() if isinstance(gold, dict) else gold
    right = missed = let_in = 0
    for item in items:
        text = texts.get(item["file"], "")
        found = sum(string in text for string in item["with"])
        right += found
        missed += len(item["with"]) - found
        let_in += sum(string in text for string in item["without"])
    precision, recall = right / (right + let_in), right / (right + missed)
    print(f"text precision {precision:.3f} recall {recall:.3f} f1 {2 * precision * recall / (precision + recall):.3f}")
