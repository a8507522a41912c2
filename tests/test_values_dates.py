"""Dates and durations in sentences of our own, told on a Tuesday, 20 May 2025.

The tables (``told_dates_es``, ``told_dates_en``) give the values that a text holds, in its order. Known failures stand
apart and are expected to fail: what repairs one has to move it.
"""

from datetime import date
from itertools import pairwise

import pytest
import told_dates_en
import told_dates_es
import told_spans_en
import told_spans_es
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import LexiconError
from kg.kinds import Grain
from kg.lexicon import languages
from kg.model import Duration, TimeSpan
from kg.values.calendar import to_iso
from kg.values.dates import find_dates
from kg.values.dates_context import Decided

Told = tuple[str, list[str | None]]
PUBLISHED = date(2025, 5, 20)

TABLES = {"es": told_dates_es, "en": told_dates_en}
ABSOLUTE = [(language, told) for language, table in TABLES.items() for told in table.ABSOLUTE]
RELATIVE = [(language, told) for language, table in TABLES.items() for told in table.RELATIVE]
DURATION = [(language, told) for language, table in TABLES.items() for told in table.DURATION]
KNOWN = [(language, told) for language, table in TABLES.items() for told in table.KNOWN]
BOUNDS = [(language, *told) for language, table in TABLES.items() for told in table.BOUND]
WHOLE = [(language, *told) for language, table in TABLES.items() for told in table.WHOLE]
NOTHING = [(language, text) for language, table in TABLES.items() for text in table.NOTHING]
ALL = ABSOLUTE + RELATIVE + DURATION
SENTENCES = {"es": told_spans_es, "en": told_spans_en}
TOLD = [(language, *row) for language, table in SENTENCES.items() for row in table.TOLD]


def named(table: list[tuple[str, Told]]) -> list[str]:
    return [f"{language}: {told[0]}" for language, told in table]


def values(text: str, language: str, published: date | None = PUBLISHED) -> list[str | None]:
    return [mention.value for mention in find_dates(text, language, published=published)]


@pytest.mark.parametrize(("language", "told"), ALL, ids=named(ALL))
def test_told(language: str, told: Told):
    assert values(told[0], language) == told[1]


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize(("language", "told"), KNOWN, ids=named(KNOWN))
def test_known_failures(language: str, told: Told):
    assert values(told[0], language) == told[1]


def fields(text: str, language: str) -> list[told_spans_es.Told]:
    found = find_dates(text, language, PUBLISHED)
    return [(text[m.start : m.end], m.value, m.kind, m.bound) for m in found]


@pytest.mark.parametrize(("language", "text", "told"), TOLD)
def test_every_field_of_every_date(language: str, text: str, told: list[told_spans_es.Told]):
    assert fields(text, language) == told


@pytest.mark.parametrize(("language", "text", "value", "bound"), BOUNDS)
def test_bounds(language: str, text: str, value: str, bound: str | None):
    assert [(m.value, m.bound) for m in find_dates(text, language, published=PUBLISHED)] == [(value, bound)]


@pytest.mark.parametrize(("language", "text", "told"), WHOLE)
def test_every_value_of_a_sentence(language: str, text: str, told: list[tuple[str | None, str | None]]):
    assert [(m.value, m.bound) for m in find_dates(text, language, published=PUBLISHED)] == told


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_nothing_to_find(language: str, text: str):
    assert values(text, language) == []


@pytest.mark.parametrize(("language", "told"), ABSOLUTE, ids=named(ABSOLUTE))
def test_absolute_dates_need_no_publication(language: str, told: Told):
    assert values(told[0], language, None) == told[1]


OPEN = {
    "es": "ayer|el pasado martes|en marzo|el 3 de marzo|el año pasado|hace dos semanas|el próximo ejercicio"
    "|en el primer trimestre|este verano|el día 12|lo que va de año|dentro de dos años|la pasada temporada",
    "en": "yesterday|on Tuesday|in March|on 3 March|last year|two weeks ago|next season|in the first quarter"
    "|this summer|last month|the six months to June|in two years' time",
}


@pytest.mark.parametrize(("language", "text"), [(code, text) for code in OPEN for text in OPEN[code].split("|")])
def test_relative_dates_are_open_without_publication(language: str, text: str):
    assert values(text, language, None) == [None]


def test_spans_are_of_the_text():
    text = "El contrato, de cinco años, se firmó el 12 de mayo de 2025 y vence en abril de 2030."
    found = find_dates(text, "es", published=PUBLISHED)
    assert [text[m.start : m.end] for m in found] == ["cinco años", "12 de mayo de 2025", "abril de 2030"]
    assert [m.kind for m in found] == ["duration", "date", "date"]
    assert found[0].when == Duration(5, Grain.YEAR)
    assert found[2].when == TimeSpan(date(2030, 4, 1), date(2030, 5, 1), Grain.MONTH)


def test_an_open_duration_has_a_grain_and_no_value():
    (mention,) = find_dates("un acuerdo plurianual", "es")
    assert (mention.kind, mention.value, mention.when) == ("duration", None, Duration(None, Grain.YEAR))


def test_what_decided_a_value_is_kept():
    decided = {m.value: m.decided for m in find_dates("En 2019, el año pasado y en marzo", "es", published=PUBLISHED)}
    assert decided == {"2019": Decided.WORDS, "2024": Decided.PUBLISHED, "2025-03": Decided.CONTEXT}


def test_a_language_without_data_is_refused_by_name():
    with pytest.raises(LexiconError, match="xx"):
        find_dates("2025", "xx")


MONTHS = {
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
    "en": "January February March April May June July August September October November December".split(),
}
DAY_FORMS = {
    "es": ["{d} de {month} de {y}", "{d} de {month} del {y}", "{d}/{m}/{y}", "{y}-{m:02}-{d:02}"],
    "en": ["{d} {month} {y}", "{month} {d}, {y}", "{y}-{m:02}-{d:02}"],
}
DAYS = st.dates(date(1800, 1, 1), date(2100, 1, 1))
LANGUAGES = st.sampled_from(sorted(DAY_FORMS))


@settings(deadline=None)
@given(DAYS, LANGUAGES, st.data())
def test_days_read_back(day: date, language: str, data: st.DataObject):
    form = data.draw(st.sampled_from(DAY_FORMS[language]))
    text = form.format(d=day.day, m=day.month, y=day.year, month=MONTHS[language][day.month - 1])
    (mention,) = find_dates(text, language)
    assert (mention.start, mention.end, mention.value) == (0, len(text), day.isoformat())


@settings(deadline=None)
@given(DAYS, LANGUAGES)
def test_months_read_back(day: date, language: str):
    text = {"es": "en {} de {}", "en": "in {} {}"}[language].format(MONTHS[language][day.month - 1], day.year)
    assert values(text, language, None) == [f"{day:%Y-%m}"]


@settings(deadline=None)
@given(st.integers(1800, 2100), st.integers(1, 4), LANGUAGES)
def test_quarters_read_back(year: int, quarter: int, language: str):
    text = {"es": f"T{quarter} {year}", "en": f"Q{quarter} {year}"}[language]
    assert values(text, language, None) == [f"{year}-Q{quarter}"]


@settings(deadline=None)
@given(st.integers(1800, 2090), st.integers(1, 40), LANGUAGES)
def test_years_from_one_to_another_read_back(first: int, more: int, language: str):
    text = {"es": "entre {} y {}", "en": "between {} and {}"}[language].format(first, first + more)
    assert values(text, language, None) == [f"{first}/{first + more}"]


@settings(deadline=None)
@given(DAYS, LANGUAGES)
def test_open_intervals_read_back(day: date, language: str):
    text = {"es": "hasta {} de {}", "en": "until {} {}"}[language].format(MONTHS[language][day.month - 1], day.year)
    (mention,) = find_dates(text, language)
    assert (mention.value, mention.bound) == (f"{day:%Y-%m}", "until")


@settings(deadline=None)
@given(st.integers(1, 999), LANGUAGES, st.sampled_from("DWMY"))
def test_durations_read_back(count: int, language: str, letter: str):
    one = count == 1
    names = {
        "es": {"D": "día" if one else "días", "W": "semanas", "M": "meses", "Y": "años"},
        "en": {"D": "days", "W": "weeks", "M": "months", "Y": "years"},
    }
    assert values(f"durante {count} {names[language][letter]}", language) == [f"P{count}{letter}"]


WORDS = {
    "es": "el la de del en año años mes marzo 2025 12 pasado próximo lunes hace dos y medio trimestre primer".split(),
    "en": "the of in year years month March 2025 12 last next Monday ago two and half quarter first May to".split(),
}


@settings(deadline=None)
@given(LANGUAGES, st.data())
def test_any_order_of_their_words_is_read(language: str, data: st.DataObject):
    text = " ".join(data.draw(st.lists(st.sampled_from(WORDS[language]), max_size=25)))
    found = find_dates(text, language, published=PUBLISHED)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(m.value is None or m.value == to_iso(m.when) for m in found)


@settings(deadline=None)
@given(st.text(max_size=300), LANGUAGES, st.none() | st.dates())
def test_any_text_is_read(text: str, language: str, published: date | None):
    for mention in find_dates(text, language, published=published):
        assert 0 <= mention.start < mention.end <= len(text)


@settings(deadline=None)
@given(st.dates(), LANGUAGES, st.data())
def test_the_ends_of_the_calendar(published: date, language: str, data: st.DataObject):
    told = data.draw(st.sampled_from([told for spoken, told in ALL if spoken == language]))
    find_dates(told[0], language, published=published)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(
    "piece", ["de ", "el ", "2025", "2025-", "1", "a", "12 de ", "años ", "y medio ", "May ", "\n", "é", "ſ"]
)
def test_a_long_text_ends(language: str, piece: str):
    """What takes more than linear time does not come back from here in a session."""
    text = "marzo " + piece * (100_000 // len(piece)) + " años"
    assert all(0 <= m.start < m.end <= len(text) for m in find_dates(text, language, published=PUBLISHED))


def test_articles_hold_what_their_annotation_says(shared):
    """Not a score (see the project's own), only that whole articles of other people go through."""
    for path in sorted((shared / "corpora" / "es_wire").glob("*.json"))[:20]:
        assert find_dates(path.read_text(encoding="utf8"), "es") is not None
