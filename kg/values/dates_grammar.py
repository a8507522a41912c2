"""The expressions of a language's ``dates.toml`` as rules, and where in a text each may begin.

A template's ``{month}`` stands for the month's words and is captured under that name, ``{month2}`` for a second one.
An expression holds an anchor (a month, a unit, a year ...) and begins with one of its own words, so rules are tried
only at their words shortly before an anchor. No template repeats without bound: a scan takes linear time.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.lexicon import Row, rows
from kg.model import Duration
from kg.values.calendar import from_iso
from kg.values.dates_heads import FIGURE, heads
from kg.values.dates_words import Words, words

_DAY = r"0?[1-9]|[12][0-9]|3[01]"
_YEAR = r"1[5-9][0-9]{2}|20[0-9]{2}|21[0-4][0-9]"
_PLACE = re.compile(r"\{([a-z]+)([0-9]?)\}")
_START = r"(?:(?<![\s\S])|(?<=[\n\"“«(¿¡—–|•■►▼*])|(?<=[.!?:;—–|•■►▼*·-]\s))"  # of a sentence or an entry
_SPACE = re.compile(r"\[[^\]]*\]|[ ]")
_WORD = re.compile(r"\w+")
_FIGURES = re.compile(rf"(?:{_YEAR})|[0-9][TQSHM][0-9]*|(?:[QH][1-4])?[TQSHFY]+[0-9]+", re.IGNORECASE)
_DIGIT = re.compile("[0-9]")
_NUMERIC = re.compile(r"[0-9]{1,4}([/.-])[0-9]{1,2}\1[0-9]{2}|(?<=[’'])[0-9]{2}(?![0-9])")
_DIGITED = re.compile(r"[A-Za-z]{0,2}[0-9]\w*")
# Figures by their shape: so many digits, or digits with letters ('3T24', '1st'); and those that a place begins with.
_SHAPES = ("", "#2", "#2", "#3", "#4")
_MIXED = "#x"
_FIGURED = {"d": ("#2",), "m": ("#2",), "day": ("#2", _MIXED), "year": ("#4",), "yy": ("#2",), "count": ("#2", "#3")}
_SECTION = {"common": ("month",), "mon": ("month", "abbreviation"), "short": ("abbreviation",), "count": ("number",)}
_STOP = r")(?:\.(?=,? ?-?(?:[0-9]|del? )))?"  # of an abbreviation, where the date goes on
_REACH = 12  # words of the longest expression
_DATA = ("examples", "never", "means")


@dataclass(frozen=True, slots=True)
class Slots:
    """What an expression's words stand for, by the names of its template and the keys of its row."""

    values: Mapping[str, Any]

    def number(self, name: str) -> int | None:
        """The number captured under a name, or under the same name with a digit from 2 to 5."""
        found = self._first(name)
        return found if isinstance(found, int) else None

    def length(self, name: str = "unit") -> Duration | None:
        """The length captured likewise."""
        found = self._first(name)
        return found if isinstance(found, Duration) else None

    def word(self, name: str) -> str | None:
        """A key of the row that is a word."""
        found = self.values.get(name)
        return found if isinstance(found, str) else None

    def _first(self, name: str) -> Any:
        keys = (name, *(f"{name}{digit}" for digit in range(2, 6)))
        return next((self.values[key] for key in keys if self.values.get(key) is not None), None)


@dataclass(frozen=True, slots=True)
class Rule:
    """An expression: its row's name, what it means (a production's name), its pattern and its row's own keys."""

    name: str
    means: str
    pattern: re.Pattern[str]
    keys: Mapping[str, Any]


Candidate = tuple[int, tuple[Rule, ...]]


@dataclass(frozen=True, slots=True)
class Grammar:
    """All expressions of a language; ``starts`` gives the rules that may begin with a word, in their order."""

    words: Words
    starts: Mapping[str, tuple[Rule, ...]]
    anchors: frozenset[str]

    def may_hold_dates(self, text: str) -> bool:
        """Whether a word or figure that an expression needs is there: cheap, and never wrongly no."""
        if not self.anchors.isdisjoint(_WORD.findall(text.lower())):
            return True
        if not _DIGIT.search(text):
            return False
        return any(map(_FIGURES.fullmatch, _DIGITED.findall(text))) or _NUMERIC.search(text) is not None

    def candidates(self, text: str) -> list[Candidate]:
        """Where expressions may begin, from left to right, with the rules to try there."""
        folded = text.lower()
        tokens = list(_WORD.finditer(folded if len(folded) == len(text) else text))
        numeric = {match.start() for match in _NUMERIC.finditer(text)}
        found: list[Candidate] = []
        left = 0
        for match in reversed(tokens):
            token = match[0]
            figure = token[0] < ":" or token[-1] < ":"  # of the characters of words, digits come first
            if token in self.anchors or (figure and (_FIGURES.fullmatch(token) or match.start() in numeric)):
                left = _REACH
            if left:
                left -= 1
                if rules := self.starts.get(_shape(token) if figure else token):
                    found.append((match.start(), rules))
        return found[::-1]

    def slots(self, rule: Rule, match: re.Match[str]) -> Slots | None:
        """What the match's words stand for; None where one is only like a word ('ſeptiembre')."""
        said = {name: self._value(name, text) for name, text in match.groupdict().items() if text and name != "sep"}
        return None if None in said.values() else Slots({**rule.keys, **said})

    def _value(self, name: str, text: str) -> int | Duration | None:
        base = name.rstrip("0123456789")
        if base == "count":
            return self.words.count(text)
        if text.isdecimal():
            return int(text)
        return self.words.values[base].get(text.lower().rstrip("."))


@cache
def grammar(language: str) -> Grammar:
    """The grammar of a language.

    Raises:
        LexiconError: there is no such language, or its file lacks a section.
    """
    own = words(language)
    starts: dict[str, list[Rule]] = {}
    anchors = set(own.anchors)
    for row in rows(language, "dates", "expression"):
        rule = _rule(row, own)
        for word in _starts(row, own):
            starts.setdefault(word, []).append(rule)
        anchors.update(row.fields.get("anchors", ()))
    return Grammar(own, {word: tuple(rules) for word, rules in starts.items()}, frozenset(anchors))


def _starts(row: Row, own: Words) -> set[str]:
    """The lower-case words and the shapes of figures that an expression may begin with."""
    found = set(row.fields.get("anchors", ()))
    for head in heads(row.pattern):
        if place := _PLACE.fullmatch(head):
            found.update(_first_words(place[1], own))
        elif head == FIGURE:
            found.update(_SHAPES[1:], (_MIXED,))
        else:
            found.update({head.lower(), _MIXED} if head.isupper() else {head.lower()})
    return found


def _shape(token: str) -> str:
    """The shape of a figure; none where no expression begins with its like."""
    if not token.isdecimal():
        return _MIXED
    return _SHAPES[len(token)] if len(token) < len(_SHAPES) else ""


def _first_words(place: str, own: Words) -> set[str]:
    sections = _SECTION.get(place, (place,))
    found = {_WORD.findall(form)[0] for section in sections for form in own.values.get(section, ())}
    mixed = {_MIXED} if any(word[0].isdecimal() for word in found) else set()
    return found | mixed | set(_FIGURED.get(place, ()))


def _rule(row: Row, own: Words) -> Rule:
    pattern = _PLACE.sub(lambda place: _place(own, place[1], place[2]), _SPACE.sub(_space, row.pattern))
    keys = {key: _key(key, value) for key, value in row.fields.items() if key not in _DATA}
    return Rule(row.name, row.fields["means"], re.compile(rf"(?:{pattern})(?!\w)", re.IGNORECASE), keys)


def _key(key: str, value: Any) -> Any:
    return from_iso(value) if key == "unit" else value


def _place(own: Words, name: str, digit: str) -> str:
    if name == "start":
        return _START
    months, short = own.patterns["month"], "(?:" + own.patterns["abbreviation"] + _STOP
    figures = {
        "d": ("day", _DAY),
        "m": ("month", r"0?[1-9]|1[0-2]"),
        "day": ("day", _DAY),
        "year": ("year", _YEAR),
        "yy": ("yy", "[0-9]{2}"),
        "mon": ("month", f"{months}|{short}"),
        "common": ("month", f"(?-i:{months}|{months.upper()})"),
        "short": ("month", short),
        "count": ("count", _count(own)),
    }
    group, pattern = figures.get(name) or (name, own.patterns[name])
    after = r"(?:º|°|ª|st|nd|rd|th)?" if name == "day" else ""
    return f"(?P<{group}{digit}>{pattern}){after}"


def _count(own: Words) -> str:
    """Figures, or number words joined as numbers are: 'ciento veinte', 'thirty-five', never 'two one'."""
    units, tens, hundreds = _numbers(own, 1, 10), _numbers(own, 20, 100), _numbers(own, 100, 1000)
    join = "(?: y | and |[ -])"
    below = rf"(?:{tens})(?:{join}(?:{units})\b)?|{_numbers(own, 1, 100)}"
    return rf"[0-9]{{1,3}}|(?:(?:{units})[ -])?(?:{hundreds})(?:{join}(?:{below})\b)?|{below}"


def _numbers(own: Words, least: int, end: int) -> str:
    """The number words from one number up to another, the longest first."""
    found = (form for form, value in own.values["number"].items() if isinstance(value, int) and least <= value < end)
    return "|".join(map(re.escape, sorted(found, key=len, reverse=True)))


def _space(found: re.Match[str]) -> str:
    """A space stands for any space of a line, on its own or in a class."""
    return r"[^\S\n]" if found[0] == " " else found[0].replace(" ", " \xa0")
