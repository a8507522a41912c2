"""What an article says in passing of a company's origin and sort: 'la farmacéutica Serantes', 'the Swedish fund'."""

import re
from collections.abc import Iterator
from itertools import takewhile

from kg.linking import vocabulary
from kg.model import Article, Mention, Named, Reading

_BEFORE, _AFTER = 3, 5
_STOPS = re.compile(r"[.,;:()\n\"”»—]")


def origin_of(named: Named, article: Article, reading: Reading) -> str | None:
    """The country that its descriptions give a company; None where they give none or several."""
    mine = [m for m in reading.mentions if m.stands_for == named.name]
    said = {vocabulary.demonyms()[w] for m in mine for w in _describing(m, article.text) if w in vocabulary.demonyms()}
    return said.pop() if len(said) == 1 else None


def _describing(mention: Mention, text: str) -> Iterator[str]:
    """The folded words that describe it: an anaphor's own, those right before a name, an apposition's right after."""
    if mention.anaphor:
        yield from vocabulary.words_of(mention.span.of(text))
        return
    before = _STOPS.split(text[max(mention.span.start - 60, 0) : mention.span.start])[-1]
    yield from vocabulary.words_of(before)[-_BEFORE:]
    if text[mention.span.end : mention.span.end + 2] == ", ":
        after = vocabulary.words_of(_STOPS.split(text[mention.span.end + 2 : mention.span.end + 80])[0])[:_AFTER]
        yield from takewhile(lambda word: word not in vocabulary.relatives(), after)
