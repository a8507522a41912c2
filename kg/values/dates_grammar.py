"""The expressions of a language's ``dates.toml`` as one compiled scan and a rule for each.

A template's ``{month}`` stands for the month's words and is captured under that name, ``{month2}`` for a second one.
Nothing in a template repeats without bound, so a scan takes time linear in the text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.lexicon import Row, rows
from kg.model import Duration
from kg.values.calendar import from_iso
from kg.values.dates_words import Words, words

_DAY = r"0?[1-9]|[12][0-9]|3[01]"
_YEAR = r"1[5-9][0-9]{2}|20[0-9]{2}|21[0-4][0-9]"
_PLACE = re.compile(r"\{([a-z]+)([0-9]?)\}")
_GROUP = re.compile(r"\(\?P<\w+>")
_BACK = re.compile(r"\(\?P=\w+\)")
_START = r"(?:(?<![\s\S])|(?<=[\n\"“«(¿¡—–|•■►▼*])|(?<=[.!?:;—–|•■►▼*·-]\s))"  # of a sentence or an entry
_SPACE = re.compile(r"\[[^\]]*\]|[ ]")
_WORD = re.compile(r"\w+")
_FIGURES = re.compile(
    rf"(?<![0-9])(?:{_YEAR})(?![0-9])|[0-9][/.-][0-9]{{1,2}}[/.-][0-9]|[0-9][TQSH](?![^\W0-9])|[TQSHY][0-9]{{1,2}}(?![0-9])"
)
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


@dataclass(frozen=True, slots=True)
class Grammar:
    """All expressions of a language."""

    words: Words
    scan: re.Pattern[str]
    rules: Mapping[str, Rule]
    anchors: frozenset[str]

    def may_hold_dates(self, text: str) -> bool:
        """Whether any word or figure that an expression needs is there: cheap, and never wrongly no."""
        return not self.anchors.isdisjoint(_WORD.findall(text.casefold())) or _FIGURES.search(text) is not None

    def find(self, text: str, position: int) -> tuple[Rule, re.Match[str]] | None:
        """The next expression at or after a position."""
        found = self.scan.search(text, position)
        if found is None or found.lastgroup is None:
            return None
        rule = self.rules[found.lastgroup]
        match = rule.pattern.match(text, found.start())
        return (rule, match) if match else None

    def slots(self, rule: Rule, match: re.Match[str]) -> Slots:
        """What the match's words stand for."""
        said = {name: self._value(name, text) for name, text in match.groupdict().items() if text is not None}
        return Slots({**rule.keys, **said})

    def _value(self, name: str, text: str) -> int | Duration | None:
        base = name.rstrip("0123456789")
        if base == "sep":
            return None
        if base == "count":
            return self.words.count(text)
        if text.isdecimal():
            return int(text)
        return self.words.values[base].get(text.casefold())


@cache
def grammar(language: str) -> Grammar:
    """The grammar of a language.

    Raises:
        LexiconError: there is no such language, or its file lacks a section.
    """
    own = words(language)
    rules = {f"r{i}": _rule(row, own) for i, row in enumerate(rows(language, "dates", "expression"))}
    parts = (f"(?P<{key}>{_plain(rule.pattern.pattern)})" for key, rule in rules.items())
    scan = re.compile(rf"(?<!\w)(?:{'|'.join(parts)})", re.IGNORECASE)
    more = (word for rule in rules.values() for word in rule.keys.get("anchors", ()))
    return Grammar(own, scan, rules, own.anchors | frozenset(more))


def _rule(row: Row, own: Words) -> Rule:
    pattern = _PLACE.sub(lambda place: _place(own, place[1], place[2]), _SPACE.sub(_space, row.pattern))
    keys = {key: _key(key, value) for key, value in row.fields.items() if key not in _DATA}
    return Rule(row.name, row.fields["means"], re.compile(rf"(?:{pattern})(?!\w)", re.IGNORECASE), keys)


def _key(key: str, value: Any) -> Any:
    return from_iso(value) if key == "unit" else value


def _place(own: Words, name: str, digit: str) -> str:
    months = own.patterns["month"]
    number = own.patterns["number"]
    if name == "start":
        return _START
    figures = {
        "d": ("day", _DAY),
        "m": ("month", r"0?[1-9]|1[0-2]"),
        "day": ("day", _DAY),
        "year": ("year", _YEAR),
        "yy": ("yy", "[0-9]{2}"),
        "mon": ("month", months + "|" + own.patterns["abbreviation"]),
        "short": ("month", own.patterns["abbreviation"]),
        "count": ("count", rf"[0-9]{{1,3}}|(?:{number})(?:(?: y | and |[ -])(?:{number})){{0,3}}"),
    }
    group, pattern = figures.get(name) or (name, own.patterns[name])
    after = {"mon": r"\.?", "short": r"\.?", "day": r"(?:º|°|ª|st|nd|rd|th)?"}.get(name, "")
    return f"(?P<{group}{digit}>{pattern}){after}"


def _space(found: re.Match[str]) -> str:
    """A space stands for any space of a line, on its own or in a class."""
    return r"[^\S\n]" if found[0] == " " else found[0].replace(" ", " \xa0")


def _plain(pattern: str) -> str:
    return _BACK.sub("[/.-]", _GROUP.sub("(?:", pattern))
