"""Every row of ``kg/lang/*/dates.toml`` is matched by its own examples and by none of its nevers."""

from datetime import date

import pytest

from kg.lexicon import Row, languages, rows, table
from kg.values.dates import find_dates
from kg.values.dates_words import words

PUBLISHED = date(2025, 5, 20)  # a Tuesday; every example is told on it
WORDS = ("month", "abbreviation", "weekday", "season", "ordinal", "part", "unit", "number")


def expressions() -> list[tuple[str, Row]]:
    return [(language, row) for language in languages() for row in rows(language, "dates", "expression")]


def named(found: list[tuple[str, Row]]) -> list[str]:
    return [f"{language}: {row.name}" for language, row in found]


@pytest.mark.parametrize(("language", "row"), expressions(), ids=named(expressions()))
def test_examples(language: str, row: Row):
    for example in row.examples:
        found = [m for m in find_dates(example["text"], language, published=PUBLISHED) if m.rule == row.name]
        if example.get("none"):
            assert not find_dates(example["text"], language, published=PUBLISHED), example
        else:
            assert [m.value for m in found] == [example.get("value")], example


@pytest.mark.parametrize(("language", "row"), expressions(), ids=named(expressions()))
def test_nevers(language: str, row: Row):
    for text in row.never:
        assert row.name not in {m.rule for m in find_dates(text, language, published=PUBLISHED)}, text


@pytest.mark.parametrize("language", languages())
def test_words_stand_for_their_rows(language: str):
    for section in WORDS:
        for row in rows(language, "dates", section):
            for example in row.examples:
                assert example.lower() in words(language).values[section], (section, example)


def test_languages_have_the_same_sections():
    sections = {language: set(table(language, "dates")) for language in languages()}
    assert len({frozenset(found) for found in sections.values()}) == 1, sections
