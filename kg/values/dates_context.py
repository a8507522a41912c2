"""What surrounds an expression and settles what its own words leave open: publication, tense, the dates before."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache

from kg.kinds import Grain
from kg.lexicon import Row, rows
from kg.model import Duration, TimeSpan

_CLOSE = 120  # characters within which one date tells of another
_BEFORE, _AFTER = 120, 60
_LEANING = 48  # characters that the longest words right before an expression take
_GAP = 4  # characters between an expression and a word beside it: a preposition
_BESIDE, _NEAR, _FOLLOWING = 3.0, 1.8, 0.5  # weight of a verb beside an expression, before, behind: fitted to news
_SENTENCE_END = re.compile(r"[.!?…][\"»”’)]?\s+(?=[^\W\d_a-zà-ÿ]|[¿¡\"«“])|\n")
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"(?:[\w,»”)]\s|«|“|\"|: )(?:[^\W\d_a-zà-ÿ][a-zà-ÿ][\w’'-]+|&) $")

Cues = tuple[tuple[float, re.Pattern[str]], ...]


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
class Told:
    """The date and the grain of the length told last, and where the date ended."""

    span: TimeSpan | None = None
    grain: Grain | None = None
    end: int = 0

    def after(self, when: TimeSpan | Duration | None, bound: str | None, end: int) -> "Told":
        """What is told after one more: an end ('hasta 2029') is no day that others are told by."""
        if isinstance(when, Duration):
            return replace(self, grain=when.grain)
        return self if when is None or bound == "until" else Told(when, self.grain, end)


@dataclass(frozen=True, slots=True)
class Context:
    """An expression at ``[start, end)`` of a text, and what was told before it."""

    text: str
    start: int
    end: int
    language: str
    published: date | None = None
    told: Told = Told()

    @property
    def previous(self) -> TimeSpan | None:
        """The date told last."""
        return self.told.span

    @property
    def near(self) -> bool:
        """Whether that date stands close by."""
        return self.start - self.told.end < _CLOSE

    def follows_name(self) -> bool:
        """Whether a capitalised word that begins no sentence stands right before, other than 'Desde', 'Until'."""
        before = self.text[max(0, self.start - 40) : self.start]
        named = _NAME.search(before) is not None and not _labels(self.language, "feast").search(before)
        return named and self.bound() is None

    def is_labelled(self) -> bool:
        """Whether the number is that of the thing before it: 'sala 2024', 'Expo 2030'."""
        return _labels(self.language, "labelled").search(self.text[max(0, self.start - 40) : self.start]) is not None

    def is_counted(self) -> bool:
        """Whether things are counted right behind: '2030 sillas', but not 'en 2030 nuevas tiendas'."""
        before, after = self.text[max(0, self.start - 40) : self.start], self.text[self.end : self.end + 40]
        return any(things.match(after) and not unless.search(before) for things, unless in _counted(self.language))

    def follows(self, pattern: str) -> bool:
        """Whether the pattern and one word more stand right before."""
        return re.search(rf"(?:{pattern}) \w+ $", self.text[max(0, self.start - 60) : self.start]) is not None

    def beside_deed(self) -> bool:
        """Whether the word before or one of the two behind tells of something that was done."""
        before, after = self._sentence()
        beside = " ".join([*before.split()[-1:], "|", *after.split()[:2]])
        return any(cue.search(beside) for value, cue in _tenses(self.language) if value < 0)

    def lean(self) -> float:
        """How strongly the sentence speaks of what is to come (above 0) or of what has been (below)."""
        before, after = self._sentence()
        cues = _tenses(self.language)
        beside = before[-_LEANING:]
        words = sum(weight for weight, cue in _leanings(self.language) if cue.search(beside))
        starts = [match.start() for match in _WORD.finditer(before)]
        behind, _, end = _first_cue(before, starts[::-1], cues)
        ahead, start, _ = _first_cue(after, (match.start() for match in _WORD.finditer(after)), cues)
        near = behind * (_BESIDE if len(before) - end <= _GAP else _NEAR)
        return near + ahead * (_BESIDE if start == 1 else _FOLLOWING if behind else _NEAR) + words

    def bound(self) -> str | None:
        """'until' where the words before make it an end ('hasta'), 'from' a beginning ('a partir de')."""
        before = self.text[max(0, self.start - 40) : self.start]
        return next((name for name, cue in _bounds(self.language) if cue.search(before)), None)

    def _sentence(self) -> tuple[str, str]:
        before = self.text[max(0, self.start - _BEFORE) : self.start]
        after = self.text[self.end : self.end + _AFTER]
        begin = max((m.end() for m in _SENTENCE_END.finditer(before)), default=0)
        stop = _SENTENCE_END.search(after)
        return before[begin:], after[: stop.start()] if stop else after


def _first_cue(text: str, starts: Iterable[int], cues: Cues) -> tuple[float, int, int]:
    """What the first of the words that tells a tense tells, and where it stands."""
    for start in starts:
        for value, cue in cues:
            if found := cue.match(text, start):
                return value, start, found.end()
    return 0, 0, 0


@cache
def _tenses(language: str) -> Cues:
    return _cues(rows(language, "dates", "tense"), lambda row: rf"\b(?:{row.pattern})\b")


@cache
def _leanings(language: str) -> Cues:
    return _cues(rows(language, "dates", "leaning"), lambda row: rf"(?<!\w)(?:{row.pattern}) ?$")


@cache
def _labels(language: str, section: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for row in rows(language, "dates", section) for word in row.pattern.split("|"))
    return re.compile(rf"(?<!\w)(?:{words})\s$", re.IGNORECASE)


@cache
def _counted(language: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    found = rows(language, "dates", "counted")
    return tuple(
        (re.compile(rf"\s(?:{row.pattern})"), re.compile(rf"(?:{row.fields['unless']})\s*$", re.IGNORECASE))
        for row in found
    )


@cache
def _bounds(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = rows(language, "dates", "bound")
    return tuple((row.name, re.compile(rf"\b(?:{row.pattern})(?: \w{{1,4}})?\s$", re.IGNORECASE)) for row in found)


def _cues(found: tuple[Row, ...], form: Callable[[Row], str]) -> Cues:
    return tuple((row.fields["value"], re.compile(form(row), re.IGNORECASE)) for row in found)
