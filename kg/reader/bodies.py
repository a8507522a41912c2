"""Public bodies that are called by what they are and whose: 'Peru's health ministry', 'Gobierno portugués'."""

import re
from collections.abc import Iterator
from functools import cache

from kg import lexicon
from kg.model import Span


def public_bodies(text: str) -> Iterator[Span]:
    """Where a text names a public body so, in its order; such a name is whole with its owner only.

    >>> text = "Peru's health ministry buys what the Gobierno portugués and Spain's Iberdrola sell"
    >>> [span.of(text) for span in public_bodies(text)]
    ["Peru's health ministry", 'Gobierno portugués']
    """
    return (Span(*found.span()) for found in _bodies().finditer(text))


@cache
def _bodies() -> re.Pattern[str]:
    rows = (row.pattern for code in lexicon.languages() for row in lexicon.rows(code, "names", "body"))
    return re.compile(rf"(?<!\w)(?:{'|'.join(rows)})(?!\w)")
