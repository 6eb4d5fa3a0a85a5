"""Writes the pages of a folder, padded as news sites pad theirs, to another.

pad_pages.py FROM TO COPIES: menus, scripts, related links and comments bring a
page to some 65 KB, about the average of a news crawl; pages that are not UTF-8 or
that are damaged on purpose are left out.
"""

import pathlib
import random
import sys

source, target, copies = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3])
target.mkdir(parents=True, exist_ok=True)
words = "harbour boat council island ferry quay line timetable minister vote repair town".split()


def some(chance, count):
    return " ".join(chance.choice(words) for _ in range(count))


def block(chance):
    links = "".join(f'<li class="menu-item"><a href="/t/{n}" title="{some(chance, 3)}">{some(chance, 2)}</a></li>' for n in range(120))
    cards = "".join(
        f'<div class="card teaser"><a href="/s/{n}"><img src="/i/{n}.jpg" alt=""><h3>{some(chance, 7)}</h3></a><span class="meta">{n} min</span></div>'
        for n in range(40)
    )
    comments = "".join(
        f'<div class="comment"><span class="user">reader{n}</span><p>{some(chance, 30)}.</p></div>' for n in range(40)
    )
    script = "<script>window.data=" + "{" + ",".join(f'"k{n}":"{some(chance, 4)}"' for n in range(700)) + "};</script>"
    top = f'<nav class="mega-menu"><ul>{links}</ul></nav>{script}'
    end = f'<aside class="related sidebar">{cards}</aside><section id="comments" class="comments">{comments}</section><footer><ul>{links}</ul></footer>'
    return top, end


for copy in range(copies):
    for path in sorted(source.glob("*.html")):
        try:
            page = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        if "<body>" not in page or "</body>" not in page or "deep-nesting" in path.name:
            continue
        top, end = block(random.Random(f"{copy} {path.name}"))
        page = page.replace("<body>", "<body>" + top, 1).replace("</body>", end + "</body>", 1)
        name = path.name if copy == 0 else f"{path.stem}-{copy}.html"
        (target / name).write_text(page, "utf-8")
