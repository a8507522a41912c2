"""Words of a text and what a language knows of them: common words, places, first names, headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg import lexicon
from kg.model import Span

_WORD = re.compile(
    r"(?:[^\W\d_]{1,2}\.){2,}(?:[^\W\d_]{1,3}\b\.?)?"  # S.A.B., EE.UU., S.p.A.
    r"|[A-ZÁÉÍÓÚÑ]\.(?=\s[A-ZÁÉÍÓÚÑ])"  # the A. of 'A. Lorenzo'
    r"|[^\W_]+(?:[.&+'’\-][^\W_]+)*\+?"
)
_OWNED = re.compile(r"['’]s?\Z")
_SITE = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|[#@]\w+|\S+/\S+\.\w+\S*|:format\S+")
_COINED = re.compile(r"[^\W\d_]{2,}\w*\d\w*|[\w-]+\.(?:com?|io|ai|net)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place; ``text`` is without an English possessive."""

    start: int
    end: int
    text: str

    @property
    def capital(self) -> bool:
        """Whether it is written like a name: a capital anywhere, or letters and digits mixed as only brands do."""
        return any(c.isupper() for c in self.text) or _COINED.fullmatch(self.text) is not None


def words(text: str, span: Span) -> Iterator[Word]:
    """The words of a stretch; web addresses, tags and mail addresses are left out.

    >>> [w.text for w in words("Kincaid's AT&T, S.A. (London-based)", Span(0, 35))]
    ['Kincaid', 'AT&T', 'S.A.', 'London']
    """
    sites = [m.span() for m in _SITE.finditer(text, span.start, span.end)]
    for found in _WORD.finditer(text, span.start, span.end):
        if any(a <= found.start() < b for a, b in sites):
            continue
        yield from _parts(found.start(), found[0])


def _parts(start: int, raw: str) -> Iterator[Word]:
    """The word without its possessive; of 'London-based' only the name."""
    head, dash, tail = raw.partition("-")
    if dash and head[:1].isupper() and tail[:1].islower() and len(tail) > 3:  # noqa: SIM108 - two cases, two lines
        plain = head
    else:
        plain = _OWNED.sub("", raw)
    if plain:
        yield Word(start, start + len(plain), plain)


@cache
def common(language: str) -> frozenset[str]:
    """The language's common words, lower case."""
    return frozenset(w for row in lexicon.rows(language, "words", "common") for w in row.pattern.split("|"))


@cache
def first_names() -> frozenset[str]:
    """First names of persons."""
    return frozenset(w for row in lexicon.rows(lexicon.SHARED, "people", "first_name") for w in row.pattern.split("|"))


@cache
def places() -> frozenset[str]:
    """Names of countries, regions and cities, casefolded."""
    rows = lexicon.rows(lexicon.SHARED, "places", "place")
    return frozenset(w.casefold() for row in rows for w in row.pattern.split("|"))


def is_heading(text: str, sentence: Span) -> bool:
    """Whether capitals say nothing here: all in capitals, or each longer word has one and no full stop ends it.

    >>> line = "Marrowby Spurns Kincaid Approach as Oriel Opens the Books"
    >>> is_heading(line, Span(0, len(line))), is_heading("Marrowby spurns Kincaid", Span(0, 23))
    (True, False)
    """
    found = [w.text for w in words(text, sentence) if w.text[0].isalpha()]
    if not any(len(w) > 3 for w in found):
        return False
    if all(w.isupper() for w in found):
        return True
    long = [w for w in found if len(w) > 3]
    return len(long) > 3 and text[sentence.end - 1] not in ".!?" and sum(w[0].isupper() for w in long) > 0.7 * len(long)
