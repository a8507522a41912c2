"""Productions: how long something lasts."""

from kg.kinds import Grain
from kg.model import Duration
from kg.values.dates_context import Context, Outcome
from kg.values.dates_grammar import Slots

_FINER = {Grain.YEAR: (12, Grain.MONTH), Grain.MONTH: (30, Grain.DAY), Grain.WEEK: (7, Grain.DAY)}


def duration(slots: Slots, context: Context) -> Outcome | None:  # noqa: ARG001
    """A count of units, and a half more where it says so."""
    length = slots.length()
    count = slots.values.get("count", slots.number("count"))
    if length is None or length.count is None:
        return None
    whole = 1 if count is None else count
    if "half" in slots.values:
        half = with_half(whole, length)
        return Outcome(half, "duration") if half else None
    return Outcome(Duration(whole * length.count, length.grain), "duration") if whole else None


def decimal(slots: Slots, context: Context) -> Outcome | None:  # noqa: ARG001
    """Years and tenths of one, in whole months: '3,5 años'."""
    return Outcome(Duration(slots.values["whole"] * 12 + slots.values["tenths"] * 12 // 10, Grain.MONTH), "duration")


def hours(slots: Slots, context: Context) -> Outcome | None:  # noqa: ARG001
    """Hours that make whole days."""
    return Outcome(Duration(slots.values["hours"] // 24, Grain.DAY), "duration")


def years_and_months(slots: Slots, context: Context) -> Outcome | None:  # noqa: ARG001
    """So many years and so many months: 'dos años y tres meses'."""
    years, months = slots.values.get("count"), slots.values.get("count2")
    return Outcome(Duration(years * 12 + months, Grain.MONTH), "duration") if years and months else None


def age_or_duration(slots: Slots, context: Context) -> Outcome | None:
    """A length, unless it is the age of whom the words before name: 'Pilar Buesa, de 79 años'."""
    return None if context.follows(slots.word("of") or "") else duration(slots, context)


def elided(slots: Slots, context: Context) -> Outcome | None:
    """A count whose unit is that of the duration before it: 'ampliables a cinco'."""
    count = slots.number("count")
    return Outcome(Duration(count, context.told.grain), "duration") if count and context.told.grain else None


def open_duration(slots: Slots, context: Context) -> Outcome | None:  # noqa: ARG001
    """Several units, none says how many: 'plurianual'."""
    length = slots.length()
    return Outcome(Duration(None, length.grain), "duration") if length else None


def vague(slots: Slots, context: Context) -> Outcome | None:  # noqa: ARG001
    """An expression that stands for no date or length that could be told."""
    return Outcome(None, slots.word("kind") or "date")


def with_half(whole: int, length: Duration) -> Duration | None:
    """So many units and a half, in the finer grain where it takes one; None where there is none.

    >>> with_half(1, Duration(1, Grain.YEAR)), with_half(1, Duration(10, Grain.YEAR))
    (Duration(count=18, grain=<Grain.MONTH: 'month'>), Duration(count=15, grain=<Grain.YEAR: 'year'>))
    """
    if length.grain not in _FINER or length.count is None:
        return None
    size, finer = _FINER[length.grain]
    total = whole * size * length.count + size * length.count // 2
    if length.grain is Grain.YEAR and total % 12 == 0:
        return Duration(total // 12, Grain.YEAR)
    return Duration(total, finer)
