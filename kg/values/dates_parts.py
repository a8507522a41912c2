"""Productions: quarters, halves and other parts of a year, each so many months long."""

from datetime import date, timedelta

from kg.model import TimeSpan
from kg.values.calendar import between, month_span
from kg.values.dates_absolute import MONTH, MONTHS_A_LEAN, outcome, stated_year
from kg.values.dates_context import Context, Decided, Outcome
from kg.values.dates_grammar import Slots

_LAST = -1


def part(slots: Slots, context: Context) -> Outcome | None:
    """The first, second ... or last part of a year."""
    months = slots.number("part") or slots.number("months") or 3
    which = slots.number("quarter") or slots.number("half") or slots.number("ordinal") or 1
    number = 12 // months if which == _LAST else which
    if number * months > 12:
        return None
    year, decided = stated_year(slots, context)
    if year is not None:
        return outcome(_part_span(year, number, months), decided)
    if context.published is None or "anchored" in slots.values:
        return Outcome(None)
    return outcome(_likeliest(number, months, context, context.published), Decided.CONTEXT)


def part_code(slots: Slots, context: Context) -> Outcome | None:
    """A part without its year, in code ('Q3'), unless it is the end of a name ('Audi Q3')."""
    return None if context.follows_name() else part(slots, context)


def running_part(slots: Slots, context: Context) -> Outcome | None:
    """The part that publication falls in (``shift`` 0), the last that was over (-1) or the next to begin (1)."""
    if context.published is None:
        return Outcome(None)
    months = slots.number("part") or 3
    part = _holding(context.published, months)
    if part and part.start and part.end and slots.values["shift"]:
        part = _holding(part.end if slots.values["shift"] > 0 else part.start - timedelta(1), months)
    return outcome(part, Decided.PUBLISHED)


def _part_span(year: int, number: int, months: int) -> TimeSpan | None:
    first, last = month_span(year, (number - 1) * months + 1), month_span(year, number * months)
    return between(first, last) if first and last else None


def _holding(day: date, months: int) -> TimeSpan | None:
    return _part_span(day.year, (day.month - 1) // months + 1, months)


def _likeliest(number: int, months: int, context: Context, published: date) -> TimeSpan | None:
    """The one that is running, else the nearer one, as far as the sentence's tense does not speak for the other."""
    spans = [span for year in (-1, 0, 1) if (span := _part_span(published.year + year, number, months))]
    behind = [span for span in spans if span.start and span.start <= published]
    ahead = [span for span in spans if span.start and span.start > published]
    if not behind or not ahead or behind[-1].end is None or ahead[0].start is None:
        return next(iter(behind[::-1] + ahead), None)
    if behind[-1].end > published:
        return behind[-1]
    nearer = (published - behind[-1].end).days - (ahead[0].start - published).days
    return ahead[0] if context.lean() * MONTHS_A_LEAN * MONTH * months / 3 > -nearer else behind[-1]
