"""What surrounds an expression and settles what its own words leave open: the day of publication, tense, earlier dates."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from kg.lexicon import Row, rows
from kg.model import Duration, TimeSpan

_BEFORE, _AFTER = 120, 60
_SENTENCE_END = re.compile(r"[.!?…][\"»”’)]?\s+(?=[^\W\d_a-zà-ÿ]|[¿¡\"«“])|\n")


class Decided(StrEnum):
    """What settled a value: the expression's own words, the day of publication, or the text around it."""

    WORDS = "words"
    PUBLISHED = "published"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an expression stands for: nothing that can be told where ``when`` is None."""

    when: TimeSpan | Duration | None
    kind: str = "date"
    decided: Decided = Decided.WORDS


@dataclass(frozen=True, slots=True)
class Context:
    """An expression at ``[start, end)`` of a text, and the span that the date before it stands for."""

    text: str
    start: int
    end: int
    language: str
    published: date | None = None
    previous: TimeSpan | None = None

    def tense(self) -> int:
        """1 where the sentence speaks of what is to come, -1 of what has been, 0 where it does not tell."""
        before, after = self._sentence()
        cues = _tenses(self.language)
        near = max(((m.end(), value) for value, cue in cues for m in cue.finditer(before)), default=None)
        if near:
            return near[1]
        next_one = min(((m.start(), value) for value, cue in cues for m in cue.finditer(after)), default=None)
        return next_one[1] if next_one else 0

    def bound(self) -> int:
        """1 where the words before make it an end ('hasta'), -1 a beginning ('a partir de'), else 0."""
        before = self.text[max(0, self.start - 40) : self.start]
        return next((value for value, cue in _bounds(self.language) if cue.search(before)), 0)

    def _sentence(self) -> tuple[str, str]:
        before = self.text[max(0, self.start - _BEFORE) : self.start]
        after = self.text[self.end : self.end + _AFTER]
        begin = max((m.end() for m in _SENTENCE_END.finditer(before)), default=0)
        stop = _SENTENCE_END.search(after)
        return before[begin:], after[: stop.start()] if stop else after


Cues = tuple[tuple[int, re.Pattern[str]], ...]


@cache
def _tenses(language: str) -> Cues:
    return _cues(rows(language, "dates", "tense"), lambda row: rf"\b(?:{row.pattern})\b")


@cache
def _bounds(language: str) -> Cues:
    return _cues(rows(language, "dates", "bound"), lambda row: rf"\b(?:{row.pattern})(?: \w{{1,4}})?\s$")


def _cues(found: tuple[Row, ...], form: Callable[[Row], str]) -> Cues:
    return tuple((row.fields["value"], re.compile(form(row), re.IGNORECASE)) for row in found)
