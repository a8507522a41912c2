"""Names that a text itself says one company has or had: 'Altamar, antes Cauce', 'Harrow is now Pell'."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from kg import lexicon
from kg.model import Span

_FAR = 40  # code points beside the two names that a cue may look at
_LONGEST = 80  # code points between the two


@dataclass(frozen=True, slots=True)
class _Cue:
    """What stands between the two names; ``lead`` right before the first of them, ``tail`` right after the second."""

    between: re.Pattern[str]
    lead: re.Pattern[str]
    tail: re.Pattern[str]


def renamed(text: str, names: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """The indexes of neighbouring names that the text says are one company's.

    Args:
        text: The article.
        names: Where companies' names stand, in order, without overlaps.

    >>> text = "Desde hoy Cauce pasa a llamarse Altamar."
    >>> list(renamed(text, [Span(10, 15), Span(32, 39)]))
    [(0, 1)]
    >>> list(renamed("Cauce compra Altamar.", [Span(0, 5), Span(13, 20)]))
    []
    """
    for at, (one, other) in enumerate(pairwise(names)):
        if other.start - one.end <= _LONGEST and any(_says(cue, text, one, other) for cue in _cues()):
            yield at, at + 1


def is_former(text: str, name: Span) -> bool:
    """Whether a text calls a company here by a name that it says is a former one.

    >>> is_former("La antigua Cauce vende.", Span(11, 16)), is_former("Cauce vende.", Span(0, 5))
    (True, False)
    """
    return _former().search(text, max(0, name.start - _FAR), name.start) is not None


@cache
def _former() -> re.Pattern[str]:
    every = (row.pattern for code in lexicon.languages() for row in lexicon.rows(code, "names", "former"))
    return re.compile(rf"(?<!\w)(?:{'|'.join(every)}) \Z")


def _says(cue: _Cue, text: str, one: Span, other: Span) -> bool:
    if cue.between.fullmatch(text, one.end, other.start) is None:
        return False
    before, after = text[max(0, one.start - _FAR) : one.start], text[other.end : other.end + _FAR]
    return cue.lead.search(before) is not None and cue.tail.match(after) is not None


@cache
def _cues() -> tuple[_Cue, ...]:
    every = (row for code in lexicon.languages() for row in lexicon.rows(code, "names", "renamed"))
    return tuple(
        _Cue(
            re.compile(row.pattern),
            re.compile(f"(?:{row.fields.get('lead', '')})\\Z"),
            re.compile(row.fields.get("tail", "")),
        )
        for row in every
    )
