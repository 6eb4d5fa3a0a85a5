"""What an uncased vocabulary forgets: the casing of a word, as one of nine classes."""

import unicodedata

SPECIAL, DIGITS, SYMBOLS, LOWER, LETTER, TITLE, UPPER, MIXED, CODE = range(9)


def shape(form):
    letters = [c for c in form if c.isalpha()]
    digits = any(unicodedata.category(c)[0] == "N" for c in form)
    if not letters:
        return DIGITS if digits else SYMBOLS
    if digits:
        return CODE
    capitals = [c.isupper() for c in letters]
    if not any(capitals):
        return LOWER
    if len(letters) == 1:
        return LETTER
    if all(capitals):
        return UPPER
    if capitals[0] and not any(capitals[1:]):
        return TITLE
    return MIXED


def recase(form, way):
    """Shows a word as a headline would."""
    if way == "lower":
        return form.lower()
    if way == "upper":
        return form.upper()
    # Title Case, which leaves the short words of headlines alone.
    if form.islower() and form not in SMALL:
        return form[:1].upper() + form[1:]
    return form


SMALL = frozenset("a an the of in on at to for by and or but nor as with from 's n't".split())
