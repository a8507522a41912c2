"""Stretches of calendar and lengths of time: their ISO forms, first and last day, and steps by grain.

A :class:`~kg.model.TimeSpan` is written as the unit it is (``2025``, ``2025-H1``, ``2025-Q3``, ``2025-03``,
``2025-W12``, ``2025-03-11``), one of several units as ``first/last`` (``2025/2029``), an open one with ``..`` for the
side that is not stated (``../2029-04``), after ISO 8601 and the Extended Date/Time Format of the Library of Congress.
A :class:`~kg.model.Duration` is ``P`` and a count (``P5Y``, ``P18M``, ``P2W``, ``P30D``); halves and quarters have no
sign of their own and are written in months. One that says only 'several' has no count: ``PXY``.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from kg.errors import ArticleError
from kg.kinds import Grain
from kg.model import Duration, TimeSpan

_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF: 6, Grain.YEAR: 12}
_DAYS = {Grain.DAY: 1, Grain.WEEK: 7}
_LETTERS = {Grain.DAY: "D", Grain.WEEK: "W", Grain.MONTH: "M", Grain.QUARTER: "M", Grain.HALF: "M", Grain.YEAR: "Y"}
_GRAINS = {"D": Grain.DAY, "W": Grain.WEEK, "M": Grain.MONTH, "Y": Grain.YEAR}
_ORDER = (Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.YEAR)
_LENGTH = re.compile(r"P(?:([0-9]{1,9})(?:\.([0-9]))?|X)([DWMY])")
_UNIT = re.compile(r"([0-9]{4})(?:-(?:Q([1-4])|H([12])|W([0-9]{2})|([0-9]{2})(?:-([0-9]{2}))?))?")
_LAST_YEAR = date.max.year - 1  # a span ends on the day after its last, which has to be a date too


def containing(day: date, grain: Grain) -> TimeSpan | None:
    """The unit of that grain which the day is in; weeks begin on Monday. None at the very end of the calendar.

    >>> to_iso(containing(date(2025, 5, 20), Grain.QUARTER))
    '2025-Q2'
    """
    if grain in _DAYS:
        first = day if grain is Grain.DAY else day - timedelta(day.weekday())
        return _span(first, _plus_days(first, _DAYS[grain]), grain)
    months = _MONTHS[grain]
    index = (day.year * 12 + day.month - 1) // months * months
    return _span(_month(index), _month(index + months), grain)


def year_span(year: int) -> TimeSpan | None:
    """A year; None outside the calendar, as for every maker of spans here.

    >>> to_iso(year_span(2025))
    '2025'
    """
    return containing(date(year, 1, 1), Grain.YEAR) if 0 < year <= _LAST_YEAR else None


def month_span(year: int, month: int) -> TimeSpan | None:
    """A month of a year.

    >>> to_iso(month_span(2025, 3))
    '2025-03'
    """
    return _starting(year, month, Grain.MONTH)


def day_span(year: int, month: int, day: int) -> TimeSpan | None:
    """A day; None where the month has no such day.

    >>> to_iso(day_span(2024, 2, 29)), day_span(2025, 2, 29)
    ('2024-02-29', None)
    """
    try:
        return containing(date(year, month, day), Grain.DAY)
    except ValueError:
        return None


def part_span(year: int, part: int, grain: Grain) -> TimeSpan | None:
    """The first, second ... quarter or half of a year, ``part`` counting from 1.

    >>> to_iso(part_span(2025, 2, Grain.HALF))
    '2025-H2'
    """
    months = _MONTHS[grain]
    return _starting(year, (part - 1) * months + 1, grain)


def between(first: TimeSpan, last: TimeSpan) -> TimeSpan | None:
    """From the first day of the one to the last day of the other, in the finer grain; None if the last comes first.

    The three months of a quarter make a quarter, as do two quarters a half: the name of a stretch does not matter.

    >>> to_iso(between(month_span(2025, 4), month_span(2025, 6)))
    '2025-Q2'
    >>> to_iso(between(year_span(2025), year_span(2029)))
    '2025/2029'
    """
    if first.start is None or last.end is None or first.start >= last.end:
        return None
    finer = min(first.grain, last.grain, key=_ORDER.index)
    return _coarsest(TimeSpan(first.start, last.end, finer))


def shift(span: TimeSpan, count: int, grain: Grain) -> TimeSpan | None:
    """The unit of the span's own grain that lies ``count`` units of ``grain`` later (earlier if negative).

    >>> to_iso(shift(day_span(2024, 2, 29), 1, Grain.YEAR))
    '2025-02-28'
    >>> to_iso(shift(month_span(2025, 12), 1, Grain.MONTH))
    '2026-01'
    """
    if span.start is None or span.end is None:
        return None
    first = _shifted(span.start, count, grain)
    last = _shifted(span.end - timedelta(1), count, grain)
    if first is None or last is None:
        return None
    made = containing(first, span.grain), containing(last, span.grain)
    return between(made[0], made[1]) if made[0] and made[1] else None


def add(span: TimeSpan, length: Duration) -> TimeSpan | None:
    """The span moved on by a length of time; None where the length has no count.

    >>> to_iso(add(month_span(2025, 11), Duration(7, Grain.YEAR)))
    '2032-11'
    """
    return None if length.count is None else shift(span, length.count, length.grain)


def earliest(span: TimeSpan) -> date | None:
    """Its first day; None where its beginning is open.

    >>> earliest(from_iso("2025-Q3")).isoformat()
    '2025-07-01'
    """
    return span.start


def latest(span: TimeSpan) -> date | None:
    """Its last day, which belongs to it; None where its end is open.

    >>> latest(from_iso("2025-Q3")).isoformat()
    '2025-09-30'
    """
    return span.end - timedelta(1) if span.end else None


def to_iso(when: TimeSpan | Duration) -> str:
    """The ISO form.

    >>> to_iso(Duration(18, Grain.MONTH))
    'P18M'
    >>> to_iso(TimeSpan(None, date(2029, 5, 1), Grain.MONTH))
    '../2029-04'
    """
    if isinstance(when, Duration):
        factor = _MONTHS[when.grain] if when.grain in (Grain.QUARTER, Grain.HALF) else 1
        return f"P{'X' if when.count is None else when.count * factor}{_LETTERS[when.grain]}"
    last = latest(when)
    first = when.start and _label(when.start, when.grain)
    final = last and _label(last, when.grain)
    return first if first and first == final else f"{first or '..'}/{final or '..'}"


def from_iso(iso: str) -> TimeSpan | Duration:
    """The value that an ISO form stands for.

    >>> from_iso("P5Y")
    Duration(count=5, grain=<Grain.YEAR: 'year'>)
    >>> from_iso("2025/2029").end
    datetime.date(2030, 1, 1)

    Raises:
        ArticleError: it is none of the forms above, or names no day there is.
    """
    if length := _LENGTH.fullmatch(iso):
        return _length(length)
    if "/" not in iso:
        return _unit(iso, iso)
    first, last = iso.split("/", 1)
    if first == ".." or last == "..":
        return _open(first, last, iso)
    made = between(_unit(first, iso), _unit(last, iso))
    if made is None:
        raise ArticleError(f"{iso!r} ends before it begins; write the earlier date first")
    return made


def _length(match: re.Match[str]) -> Duration:
    count, tenths, letter = match.groups()
    if tenths and tenths != "0" and letter == "Y":  # half years are said ('five and a half years'), counted in months
        return Duration(int(count) * 12 + int(tenths) * 12 // 10, Grain.MONTH)
    return Duration(int(count) if count else None, _GRAINS[letter])


def _open(first: str, last: str, iso: str) -> TimeSpan:
    if first == last:
        raise ArticleError(f"{iso!r} is open on both sides; leave the date out")
    if first == "..":
        until = _unit(last, iso)
        return TimeSpan(None, until.end, until.grain)
    since = _unit(first, iso)
    return TimeSpan(since.start, None, since.grain)


def _unit(unit: str, iso: str) -> TimeSpan:
    match = _UNIT.fullmatch(unit)
    span = _matched(match) if match else None
    if span is None:
        raise ArticleError(f"{iso!r} is no date or duration; write it like 2025-11-03, 2025-Q3, 2025/2029 or P18M")
    return span


def _matched(match: re.Match[str]) -> TimeSpan | None:
    year, quarter, half, week, month, day = (int(group) if group else None for group in match.groups())
    if year is None or quarter:
        return part_span(year or 0, quarter or 0, Grain.QUARTER)
    if half:
        return part_span(year, half, Grain.HALF)
    if week is not None:
        return _week(year, week)
    if month is None:
        return year_span(year)
    return month_span(year, month) if day is None else day_span(year, month, day)


def _week(year: int, week: int) -> TimeSpan | None:
    try:
        return containing(date.fromisocalendar(year, week, 1), Grain.WEEK)
    except ValueError:
        return None


def _label(day: date, grain: Grain) -> str:
    year = f"{day.year:04}"
    writers: dict[Grain, Callable[[], str]] = {
        Grain.YEAR: lambda: year,
        Grain.HALF: lambda: f"{year}-H{(day.month + 5) // 6}",
        Grain.QUARTER: lambda: f"{year}-Q{(day.month + 2) // 3}",
        Grain.MONTH: lambda: f"{year}-{day.month:02}",
        Grain.WEEK: lambda: "{:04}-W{:02}".format(*day.isocalendar()[:2]),
        Grain.DAY: day.isoformat,
    }
    return writers[grain]()


def _coarsest(span: TimeSpan) -> TimeSpan:
    if span.start is None or span.grain not in (Grain.MONTH, Grain.QUARTER):
        return span
    for grain in (Grain.QUARTER, Grain.HALF):
        unit = containing(span.start, grain)
        if unit and (unit.start, unit.end) == (span.start, span.end):
            return unit
    return span


def _starting(year: int, month: int, grain: Grain) -> TimeSpan | None:
    if not (0 < year <= _LAST_YEAR and 0 < month <= 12):
        return None
    return containing(date(year, month, 1), grain)


def _span(start: date | None, end: date | None, grain: Grain) -> TimeSpan | None:
    return TimeSpan(start, end, grain) if start and end else None


def _month(index: int) -> date | None:
    year, month = divmod(index, 12)
    return date(year, month + 1, 1) if 0 < year <= date.max.year else None


def _plus_days(day: date, count: int) -> date | None:
    try:
        return day + timedelta(count)
    except OverflowError:
        return None


def _shifted(day: date, count: int, grain: Grain) -> date | None:
    if grain in _DAYS:
        return _plus_days(day, count * _DAYS[grain])
    first = _month(day.year * 12 + day.month - 1 + count * _MONTHS[grain])
    following = first and _month(first.year * 12 + first.month)
    if first is None or following is None:
        return None
    return min(first + timedelta(day.day - 1), following - timedelta(1))
