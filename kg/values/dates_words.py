"""The words of a language that dates and durations are made of, and what each stands for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.lexicon import Row, rows
from kg.model import Duration
from kg.values.calendar import from_iso

_SECTIONS = ("month", "abbreviation", "weekday", "season", "ordinal", "part", "unit", "number")
_ANCHORS = ("month", "abbreviation", "weekday", "season", "part", "unit")
_JOINED = re.compile(r"\w+")
_SMALL = 10  # what stands before 'hundred' multiplies it, what stands before 'ciento' does not occur

Value = int | Duration


@dataclass(frozen=True, slots=True)
class Words:
    """Each section's words: as a pattern that matches any of them, and by lower-case form what they stand for."""

    patterns: Mapping[str, str]
    values: Mapping[str, Mapping[str, Value]]

    @property
    def anchors(self) -> frozenset[str]:
        """The lower-case words one of which every date or duration that is not all digits holds."""
        return frozenset(word for section in _ANCHORS for word in self.values[section])

    def count(self, phrase: str) -> int | None:
        """The whole number that digits or number words say, None where they say none.

        >>> words("es").count("treinta y ocho"), words("en").count("one hundred and twenty"), words("en").count("18")
        (38, 120, 18)
        """
        if phrase.isdecimal():
            return int(phrase)
        if isinstance(whole := self.values["number"].get(phrase.lower()), int):
            return whole
        total = 0
        for word in _JOINED.findall(phrase.lower()):
            value = self.values["number"].get(word)
            if isinstance(value, int):
                total = _said(total, value)
        return total or None


def _said(total: int, value: int) -> int:
    """What a number word makes of those before it; the one of 'a two-year deal' is an article."""
    if value == 100 and 0 < total < _SMALL:
        return total * value
    return value if total == 1 else total + value


@cache
def words(language: str) -> Words:
    """The words of ``kg/lang/<language>/dates.toml``.

    Raises:
        LexiconError: there is no such language, or its file lacks a section.
    """
    sections = {section: rows(language, "dates", section) for section in _SECTIONS}
    values = {section: _values(found) for section, found in sections.items()}
    values["month"] = values["abbreviation"] | values["month"]
    return Words({section: _any_of(found) for section, found in sections.items()}, values)


def _any_of(found: tuple[Row, ...]) -> str:
    """One pattern for all the forms, the longest first so that none hides another."""
    forms = sorted((form for row in found for form in row.pattern.split("|")), key=len, reverse=True)
    return "|".join(map(_form, forms))


def _form(form: str) -> str:
    """A form that is written with a capital is one only with it: 'May', 'MAY', never 'may'."""
    return f"(?-i:{re.escape(form)}|{re.escape(form.upper())})" if form[0].isupper() else re.escape(form)


def _values(found: tuple[Row, ...]) -> dict[str, Value]:
    return {form.lower(): _value(row) for row in found for form in row.pattern.split("|")}


def _value(row: Row) -> Value:
    value = row.fields["value"]
    if isinstance(value, int):
        return value
    length = from_iso(value)
    return length if isinstance(length, Duration) else 0
