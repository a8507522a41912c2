"""ISO forms, first and last days, and steps by grain."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ArticleError
from kg.kinds import Grain
from kg.model import Duration, TimeSpan
from kg.values.calendar import (
    add,
    between,
    containing,
    day_span,
    earliest,
    from_iso,
    latest,
    month_span,
    part_span,
    shift,
    to_iso,
    year_span,
)

ISO = [
    ("2025", "2025-01-01", "2025-12-31", Grain.YEAR),
    ("1886", "1886-01-01", "1886-12-31", Grain.YEAR),
    ("0001", "0001-01-01", "0001-12-31", Grain.YEAR),
    ("2025-H1", "2025-01-01", "2025-06-30", Grain.HALF),
    ("2025-H2", "2025-07-01", "2025-12-31", Grain.HALF),
    ("2025-Q1", "2025-01-01", "2025-03-31", Grain.QUARTER),
    ("2025-Q4", "2025-10-01", "2025-12-31", Grain.QUARTER),
    ("2025-02", "2025-02-01", "2025-02-28", Grain.MONTH),
    ("2024-02", "2024-02-01", "2024-02-29", Grain.MONTH),
    ("2025-12", "2025-12-01", "2025-12-31", Grain.MONTH),
    ("2025-W01", "2024-12-30", "2025-01-05", Grain.WEEK),
    ("2025-11-03", "2025-11-03", "2025-11-03", Grain.DAY),
    ("2024-02-29", "2024-02-29", "2024-02-29", Grain.DAY),
    ("2025/2029", "2025-01-01", "2029-12-31", Grain.YEAR),
    ("2025-01/2025-09", "2025-01-01", "2025-09-30", Grain.MONTH),
    ("2025-Q2/2026-Q1", "2025-04-01", "2026-03-31", Grain.QUARTER),
    ("2025-10-26/2026-03-28", "2025-10-26", "2026-03-28", Grain.DAY),
    ("../2029-04", None, "2029-04-30", Grain.MONTH),
    ("2027/..", "2027-01-01", None, Grain.YEAR),
]


@pytest.mark.parametrize(("iso", "first", "last", "grain"), ISO)
def test_spans(iso: str, first: str | None, last: str | None, grain: Grain):
    span = from_iso(iso)
    assert isinstance(span, TimeSpan)
    assert (earliest(span), latest(span)) == (first and date.fromisoformat(first), last and date.fromisoformat(last))
    assert span.grain is grain
    assert to_iso(span) == iso


@pytest.mark.parametrize(
    ("iso", "count", "grain"),
    [
        ("P5Y", 5, Grain.YEAR),
        ("P18M", 18, Grain.MONTH),
        ("P2W", 2, Grain.WEEK),
        ("P30D", 30, Grain.DAY),
        ("P120Y", 120, Grain.YEAR),
        ("PXY", None, Grain.YEAR),
    ],
)
def test_durations(iso: str, count: int | None, grain: Grain):
    assert from_iso(iso) == Duration(count, grain)
    assert to_iso(Duration(count, grain)) == iso


def test_half_years_are_months():
    assert from_iso("P5.5Y") == Duration(66, Grain.MONTH)
    assert from_iso("P2.0Y") == Duration(2, Grain.YEAR)


def test_finer_fractions_are_dropped():
    assert from_iso("P1.5D") == Duration(1, Grain.DAY)


def test_quarters_and_halves_of_duration_are_written_in_months():
    assert to_iso(Duration(2, Grain.QUARTER)) == "P6M"
    assert to_iso(Duration(3, Grain.HALF)) == "P18M"


def test_a_stretch_has_one_name():
    assert to_iso(from_iso("2025-04/2025-06")) == "2025-Q2"
    assert to_iso(from_iso("2025-01/2025-06")) == "2025-H1"
    assert to_iso(from_iso("2025-Q3/2025-Q4")) == "2025-H2"
    assert to_iso(from_iso("2025-01/2025-12")) == "2025-01/2025-12"


@pytest.mark.parametrize(
    "iso",
    "|2025-13|2025-00|2025-02-29|2025-Q5|2025-H3|25|P|P5|5Y|PY|2025/2024|../..|/|2025/|0000|9999|10000|2025-W54|2025-11-3"
    "| 2025|2025 |٢٠٢٥|P5Y/2025|enero".split("|"),
)
def test_what_is_no_iso_form_is_refused_by_name(iso: str):
    with pytest.raises(ArticleError) as error:
        from_iso(iso)
    assert repr(iso) in str(error.value)
    assert "write" in str(error.value) or "leave" in str(error.value)


def test_makers_give_none_outside_the_calendar():
    assert year_span(0) is year_span(9999) is month_span(2025, 13) is day_span(2025, 4, 31) is None
    assert part_span(2025, 5, Grain.QUARTER) is None
    assert shift(year_span(2025), 9000, Grain.YEAR) is None
    assert shift(year_span(2025), -3000, Grain.YEAR) is None
    assert shift(day_span(2025, 1, 1), 10**9, Grain.DAY) is None
    assert shift(from_iso("../2029"), 1, Grain.YEAR) is None
    assert between(year_span(2026), year_span(2025)) is None
    assert add(year_span(2025), Duration(None, Grain.YEAR)) is None


@pytest.mark.parametrize(
    ("iso", "count", "grain", "moved"),
    [
        ("2024-02-29", 1, Grain.YEAR, "2025-02-28"),
        ("2025-01-31", 1, Grain.MONTH, "2025-02-28"),
        ("2025-11", 7, Grain.YEAR, "2032-11"),
        ("2025-Q1", -1, Grain.QUARTER, "2024-Q4"),
        ("2025-H2", 1, Grain.HALF, "2026-H1"),
        ("2025/2029", 1, Grain.YEAR, "2026/2030"),
        ("2025-03-11", 2, Grain.WEEK, "2025-03-25"),
        ("2025-12-31", 1, Grain.DAY, "2026-01-01"),
    ],
)
def test_shift(iso: str, count: int, grain: Grain, moved: str):
    span = from_iso(iso)
    assert isinstance(span, TimeSpan)
    assert to_iso(shift(span, count, grain)) == moved


DAYS = st.dates(date(2, 1, 1), date(9990, 1, 1))
GRAINS = st.sampled_from(list(Grain))


@settings(deadline=None)
@given(DAYS, GRAINS)
def test_units_read_back(day: date, grain: Grain):
    unit = containing(day, grain)
    assert unit is not None
    assert unit.start <= day < unit.end
    assert from_iso(to_iso(unit)) == unit


@settings(deadline=None)
@given(DAYS, DAYS, st.sampled_from([Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.YEAR]))
def test_intervals_read_back(one: date, other: date, grain: Grain):
    first, last = containing(min(one, other), grain), containing(max(one, other), grain)
    interval = between(first, last)
    assert interval is not None
    assert (interval.start, interval.end) == (first.start, last.end)
    assert from_iso(to_iso(interval)) == interval


@settings(deadline=None)
@given(st.integers(0, 10**8), st.sampled_from([Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.YEAR]))
def test_durations_read_back(count: int, grain: Grain):
    assert from_iso(to_iso(Duration(count, grain))) == Duration(count, grain)


@settings(deadline=None)
@given(DAYS, GRAINS, st.integers(-100, 100))
def test_what_is_shifted_keeps_its_grain(day: date, grain: Grain, count: int):
    unit = containing(day, grain)
    moved = unit and shift(unit, count, grain)
    if moved:
        assert moved.grain is grain
        assert abs((moved.start - unit.start) - count * (unit.end - unit.start)) < timedelta(days=3 * abs(count) + 3)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str):
    try:
        value = from_iso(text)
    except ArticleError:
        return
    assert from_iso(to_iso(value)) == value
