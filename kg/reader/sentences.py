"""Sentences: where a text's statements begin and end.

Headings, bullets, captions and table rows are sentences of their own, because a line break ends one unless the line
was merely wrapped. A full stop ends one unless the word before it is an abbreviation of
``kg/lang/<code>/sentences.toml``. Nothing here needs spaCy.
"""

import re
from functools import cache

from kg import lexicon
from kg.model import Span

_OPENING = "\"'«“‘(\\[¿¡—–-"
_CLOSING = "\"'»”’)\\]"
_STOP = re.compile(rf"[.!?…]+[{_CLOSING}]*(?=\s+[{_OPENING}]*\s*[\w$€£])")
_LINES = re.compile(r"[^\S\n]*\n\s*")
_BULLET = re.compile(r"\s*(?:(?:[-–—•·*▪►>]+|\d{1,2}[.)])\s+)?")
_LAST_WORD = re.compile(r"[^\s(\[{<\"'«“‘¿¡,;:]+\Z")
_WRAPPED_AT = 60  # a line shorter than this was broken on purpose
_CLASSES = {r"\p{Lu}": "[A-ZÁÉÍÓÚÜÑÇ]", r"\p{L}": r"[^\W\d_]"}


def split(text: str, language: str) -> tuple[Span, ...]:
    r"""The sentences of a text in order, without the white space and bullets around them.

    Stretches without a letter or digit are none.

    Raises:
        LexiconError: there is no such language.

    >>> text = "Ferrol, S.A. Vigo, ganó 2.500 M€ en EE.UU. con Inc. y Co.\n- Se firmó ayer. «Bien.» Y ya."
    >>> [span.of(text) for span in split(text, "es")]
    ['Ferrol, S.A. Vigo, ganó 2.500 M€ en EE.UU. con Inc. y Co.', 'Se firmó ayer.', '«Bien.»', 'Y ya.']
    """
    found = []
    for line in _lines(text):
        found += [_strip(text, piece) for piece in _pieces(text, line, language)]
    return tuple(span for span in found if re.search(r"\w", span.of(text)))


def _lines(text: str) -> list[Span]:
    """Lines, the merely wrapped ones joined: long, unfinished, and the next goes on in lower case."""
    lines, start = [], 0
    for gap in _LINES.finditer(text):
        last = text[start : gap.start()].rpartition("\n")[2]
        unfinished = len(last) >= _WRAPPED_AT and last[-1] not in ".!?…:;"
        if unfinished and gap[0].count("\n") == 1 and text[gap.end() : gap.end() + 1].islower():
            continue
        lines.append(Span(start, gap.start()))
        start = gap.end()
    return [*lines, Span(start, len(text))]


def _pieces(text: str, line: Span, language: str) -> list[Span]:
    pieces, start = [], line.start
    for stop in _STOP.finditer(text, line.start, line.end):
        if _ends(text, stop, language):
            pieces.append(Span(start, stop.end()))
            start = stop.end()
    return [*pieces, Span(start, line.end)]


def _ends(text: str, stop: re.Match[str], language: str) -> bool:
    """Whether this stop ends a sentence: what follows starts one, and what stands before it is no abbreviation."""
    follows = text[stop.end() :].lstrip().lstrip("\"'«“‘([—–- ")[:24]
    if follows[:1].islower():
        return False
    if not stop[0].startswith(".") or len(stop[0]) > 1:
        return True
    word = _LAST_WORD.search(text, max(0, stop.start() - 24), stop.start())
    never, maybe, opener = _patterns(language)
    if word is None or not (never.fullmatch(word[0]) or maybe.fullmatch(word[0])):
        return True
    return not never.fullmatch(word[0]) and opener.match(follows) is not None


def _strip(text: str, span: Span) -> Span:
    bullet = _BULLET.match(text, span.start, span.end)
    start = bullet.end() if bullet else span.start
    return Span(start, max(start, span.start + len(span.of(text).rstrip())))


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    rows = lexicon.rows(language, "sentences", "abbreviation")
    openers = "|".join(row.pattern for row in lexicon.rows(language, "sentences", "opener"))
    never, maybe = (_any([r.pattern for r in rows if r.fields["ends"] == ends]) for ends in ("never", "maybe"))
    return (never, maybe,
            re.compile(rf"(?:{openers})(?!\w)"))  # fmt: skip


def _any(patterns: list[str]) -> re.Pattern[str]:
    joined = "|".join(patterns)
    for name, plain in _CLASSES.items():
        joined = joined.replace(name, plain)
    return re.compile(joined)
