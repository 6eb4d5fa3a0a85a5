"""Names inside GUM's mentions.

GUM marks whole noun phrases ("the Russian president Vladimir Putin"). A mention is a *name* when its head
is a proper noun; the name itself is the proper-noun stretch around that head, without article, title or
apposition. Where names nest, the longest is the name; the inner ones stay as mentions.
"""

LINKS = frozenset("of the - – ' 's de la del van von der al bin for".split())
# "Arts and Crafts Society" is one name, "Hamilton and Burr" two.
JOINED = LINKS | {"and", "&"}


# Relations that tie neighbouring words of one name.
NEXT = frozenset("flat compound amod goeswith nummod nmod:poss det advmod".split())
FIRMS = frozenset("inc inc. corp corp. co. ltd ltd. llc".split())


def head(words, start, end):
    """The word of the span that hangs from outside it."""
    for position in range(start, end + 1):
        if not start <= words[position].head - 1 <= end:
            return position
    return start


def form(words, start, end):
    upos = words[head(words, start, end)].upos
    if upos == "PROPN":
        return "name"
    return "pronoun" if upos in ("PRON", "DET") else "nominal"


def is_part(word):
    if word.deprel == "nmod:desc":  # a title: President, Dr.
        return False
    if word.xpos in ("NNP", "NNPS"):
        return True
    return word.form[:1].isupper() and word.deprel in ("amod", "compound", "flat")


def stretch(words, start, end, links=LINKS, at=None):
    """The name of a named mention, as (start, end)."""
    left = right = head(words, start, end) if at is None else at
    while left > start:
        step = link(words, left, start, -1, links)
        if not step:
            break
        left -= step
    while right < end:
        step = link(words, right, end, 1, links)
        if not step:
            break
        right += step
    if right + 2 < len(words) and words[right + 1].form == "," and words[right + 2].form.lower() in FIRMS:
        right += 2
    return left, right


def link(words, at, edge, way, links):
    """How many words further the name goes from `at` towards `edge`: over up to two link words, or 0."""
    for step in (1, 2, 3):
        position = at + way * step
        if (position - edge) * way > 0:
            return 0
        word = words[position]
        if is_part(word) or (way > 0 and word.deprel == "flat"):
            # "Miramar California", "Ann Lee Acme Corp.": side by side is not enough.
            joined = word.deprel in NEXT if step == 1 else belongs(words, position, at, way)
            return step if joined else 0
        if word.form.lower() not in links:
            return 0
    return 0


def belongs(words, position, at, way):
    """Beyond a link word, only what depends on the name so far, or what the name so far depends on."""
    links = ("nmod", "compound", "flat", "conj", "nmod:poss", "amod", "nmod:unmarked")
    word = words[position]
    seen = 0
    while word.head and seen < 4:
        if word.deprel not in links:
            return False
        if word.head - 1 == at or (word.head - 1 - at) * way < 0:
            return True
        word = words[word.head - 1]
        seen += 1
    return False


def names(words, mentions):
    """The outermost names as (start, end, type), in order."""
    found = []
    for mention in mentions:
        if form(words, mention.start, mention.end) == "name":
            links = LINKS if mention.type in ("person", "place") else JOINED
            start, end = stretch(words, mention.start, mention.end, links)
            top = words[head(words, start, end)]
            # "the Iraqis", "Democrats": no person's name.
            people = mention.type == "person" and top.xpos == "NNPS"
            found.append((start, end, "people" if people else mention.type))
    return outermost(found)


def untyped(words):
    """The names that tags and tree alone show, as (start, end): where a treebank marks no mentions."""
    found = []
    for position, word in enumerate(words):
        if word.upos == "PROPN" and word.deprel not in ("nmod:desc", "flat"):
            below = subtree(words, position)
            # Given names join surnames by `flat`: "Ann Lee of the Tribune" ends at Lee.
            person = any(w.deprel == "flat" and w.head == position + 1 for w in words)
            links = frozenset("- de la del van von der al bin".split()) if person else JOINED
            found.append((*stretch(words, *below, links, at=position), None))
    return [(start, end) for start, end, _ in outermost(found)]


def subtree(words, top):
    """The words under a word, as far as they are next to each other."""
    inside = {top}
    grew = True
    while grew:
        more = {i for i, w in enumerate(words) if w.head - 1 in inside} - inside
        inside |= more
        grew = bool(more)
    left = right = top
    while left - 1 in inside:
        left -= 1
    while right + 1 in inside:
        right += 1
    return left, right


def outermost(found):
    found.sort(key=lambda name: name[0] - name[1])
    chosen = []
    for start, end, kind in found:
        if all(end < other[0] or start > other[1] for other in chosen):
            chosen.append((start, end, kind))
    return sorted(chosen)
