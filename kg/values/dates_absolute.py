"""Productions: days, months, quarters, halves, years and stretches of them, with or without their year."""

from datetime import date
from typing import Any

from kg.kinds import Grain
from kg.model import TimeSpan
from kg.values.calendar import between, containing, day_span, month_span, shift, year_span
from kg.values.dates_context import Context, Decided, Outcome
from kg.values.dates_grammar import Slots

MONTH = 30.4  # days
MONTHS_A_LEAN = 1.6  # how many months of distance one point of tense outweighs, fitted to annotated news


def calendar_date(slots: Slots, context: Context) -> Outcome | None:
    """A year, a month or a day; its year from the context where the words do not give it."""
    year, decided = stated_year(slots, context)
    month, day = slots.number("month"), slots.number("day")
    if year is not None:
        return outcome(_unit(year, month, day), decided)
    if "shift" in slots.values or "anchored" in slots.values or context.published is None:
        return Outcome(None)
    if month is None:
        return _day_alone(day or 0, slots, context, context.published)
    toward = slots.number("toward")
    span = (
        _toward(month, day, toward, context.published) if toward else _likeliest(month, day, context, context.published)
    )
    return outcome(span, Decided.PUBLISHED if toward else Decided.CONTEXT)


def year_alone(slots: Slots, context: Context) -> Outcome | None:
    """A bare year, unless it is the end of a name, a number of things or a thing's number."""
    other = context.follows_name() or context.is_counted() or context.is_labelled()
    return None if other else calendar_date(slots, context)


def numeric_date(slots: Slots, context: Context) -> Outcome | None:
    """A day in figures whose order the language leaves open: the one nearer to publication, if it is known."""
    day, month = slots.number("day") or 0, slots.number("month") or 0
    if day > 12 or day == month:
        return calendar_date(slots, context)
    year, _ = stated_year(slots, context)
    if context.published is None or year is None:
        return Outcome(None)
    either = [span.start for span in (day_span(year, month, day), day_span(year, day, month)) if span and span.start]
    near = min(either, key=lambda start: abs(start - (context.published or start)))
    return outcome(containing(near, Grain.DAY), Decided.PUBLISHED)


def same_month(slots: Slots, context: Context) -> Outcome | None:
    """A day of the month that the date before is in."""
    previous = context.previous
    if previous is None or previous.start is None:
        return Outcome(None)
    return outcome(day_span(previous.start.year, previous.start.month, slots.number("day") or 0), Decided.CONTEXT)


def that_month(slots: Slots, context: Context) -> Outcome | None:
    """The first such month that begins after the date before has begun: 'that December', 'the following July'."""
    previous, month = context.previous, slots.number("month")
    if previous is None or previous.start is None or month is None:
        return Outcome(None)
    later = month > previous.start.month or previous.grain is Grain.YEAR
    return outcome(month_span(previous.start.year + (not later), month), Decided.CONTEXT)


def days(slots: Slots, context: Context) -> Outcome | None:
    """From one day to another."""
    values = slots.values
    ends = {"day": values["day2"], "month": slots.number("month2") or slots.number("month")}
    year2 = values.get("year2")
    last = calendar_date(Slots({**values, **ends, "year": year2 or values.get("year")}), context)
    if last is None or not isinstance(last.when, TimeSpan) or last.when.start is None:
        return last
    month = slots.number("month") or last.when.start.month
    year = (values.get("year") if year2 else None) or last.when.start.year - (month > last.when.start.month)
    first = day_span(year, month, slots.number("day") or 0)
    return outcome(first and between(first, last.when), last.decided)


def months(slots: Slots, context: Context) -> Outcome | None:
    """From one month to another."""
    values = slots.values
    first, last = values.get("month") or values["month3"], values.get("month2") or values["month4"]
    year, year2 = values.get("year") or values.get("year3"), values.get("year2") or values.get("year4")
    decided = Decided.WORDS
    if year is None and year2 is None:
        if context.published is None:
            return Outcome(None)
        end = _likeliest(last, None, context, context.published)
        year2, decided = (end.start.year if end and end.start else None), Decided.CONTEXT
    final_year = year2 or (year or 0) + (first > last)
    begin, final = month_span(year or final_year - (first > last), first), month_span(final_year, last)
    return outcome(begin and final and between(begin, final), decided)


def years(slots: Slots, context: Context) -> Outcome | None:  # noqa: ARG001
    """From one year to another; '2025-26' is two of them."""
    values = slots.values
    first = values.get("year") or values.get("year3") or two_digits(values.get("yy"))
    last = two_digits(values.get("yy2")) or values.get("year2") or values.get("year4")
    if first is None or last is None:
        return None
    begin, final = year_span(first), year_span(last)
    return (
        outcome(begin and final and between(begin, final), Decided.WORDS) if begin and final and last > first else None
    )


def years_ending(slots: Slots, context: Context) -> Outcome | None:  # noqa: ARG001
    """So many years that end with one."""
    last = year_span(slots.number("year") or 0)
    first = last and shift(last, 1 - (slots.number("count") or 1), Grain.YEAR)
    return outcome(last and first and between(first, last), Decided.WORDS)


def opening(slots: Slots, context: Context) -> Outcome | None:
    """The first so many months of a year."""
    year, decided = stated_year(slots, context)
    last = slots.number("count") or 0
    if year is None:
        if context.published is None:
            return Outcome(None)
        year, decided = context.published.year - (last > context.published.month), Decided.PUBLISHED
    begin, final = month_span(year, 1), month_span(year, last)
    return outcome(begin and final and between(begin, final), decided)


def closing(slots: Slots, context: Context) -> Outcome | None:  # noqa: ARG001
    """The last so many months of a year."""
    year, count = slots.number("year") or 0, slots.number("count") or 0
    begin, final = month_span(year, 13 - count), month_span(year, 12)
    return outcome(begin and final and between(begin, final), Decided.WORDS)


def ending(slots: Slots, context: Context) -> Outcome | None:
    """So many months that end with one: 'the six months to June'."""
    last = _month_said(slots, context)
    first = isinstance(last, TimeSpan) and shift(last, 1 - (slots.number("count") or 1), Grain.MONTH)
    return outcome(last and first and between(first, last), Decided.CONTEXT) if last else Outcome(None)


def quarter_of(slots: Slots, context: Context) -> Outcome | None:
    """The quarter that a month is in: 'the March quarter'."""
    month = _month_said(slots, context)
    return outcome(month.start and containing(month.start, Grain.QUARTER), Decided.CONTEXT) if month else Outcome(None)


def _month_said(slots: Slots, context: Context) -> TimeSpan | None:
    said = calendar_date(slots, context)
    return said.when if said and isinstance(said.when, TimeSpan) else None


def stated_year(slots: Slots, context: Context) -> tuple[int | None, Decided]:
    """The year that the words give, by themselves, from the day of publication or from the date before."""
    values = slots.values
    year = two_digits(slots.number("yy")) or slots.number("year")
    if year is not None:
        return year, Decided.WORDS
    if "shift" in values and context.published:
        return context.published.year + values["shift"], Decided.PUBLISHED
    if "anchored" in values and context.previous and context.previous.start:
        return context.previous.start.year + values["anchored"], Decided.CONTEXT
    return None, Decided.CONTEXT


def two_digits(year: int | None) -> int | None:
    """The year that two digits stand for: from 1970 to 2069."""
    return None if year is None else year + (1900 if year >= 70 else 2000)


def outcome(span: Any, decided: Decided) -> Outcome | None:
    """A date's outcome; None (no expression after all) where the calendar has no such span."""
    return Outcome(span, "date", decided) if isinstance(span, TimeSpan) else None


def _unit(year: int, month: int | None, day: int | None) -> TimeSpan | None:
    if month is None:
        return year_span(year)
    return month_span(year, month) if day is None else day_span(year, month, day)


def _candidates(month: int, day: int | None, published: date) -> tuple[list[TimeSpan], list[TimeSpan]]:
    """Those that had begun by publication and those that were not over, in their order."""
    spans = [span for year in (-1, 0, 1) if (span := _unit(published.year + year, month, day))]
    behind = [span for span in spans if span.start and span.start <= published]
    return behind, [span for span in spans if span.end and span.end > published]


def _toward(month: int, day: int | None, toward: int, published: date) -> TimeSpan | None:
    """The last one that is over, the first that has not begun: 'marzo pasado', 'next March'."""
    behind, ahead = _candidates(month, day, published)
    both = [span for span in behind if span in ahead]
    chosen = [span for span in (behind[::-1] if toward < 0 else ahead) if span not in both]
    return chosen[0] if chosen else None


def _likeliest(month: int, day: int | None, context: Context, published: date) -> TimeSpan | None:
    """The nearer of the last and the next one, as far as the sentence's tense does not speak for the other."""
    behind, ahead = _candidates(month, day, published)
    if not behind or not ahead or behind[-1] == ahead[0]:
        return next(iter(behind[::-1] + ahead), None)
    far = ahead[0].start and (ahead[0].start - published).days / MONTH
    weight = MONTHS_A_LEAN if day is None else MONTHS_A_LEAN / 2
    return ahead[0] if context.lean() * weight > (far or 0) - 6 else behind[-1]


def _day_alone(day: int, slots: Slots, context: Context, published: date) -> Outcome | None:
    index = published.year * 12 + published.month - 1
    spans = [s for i in (index - 1, index, index + 1) if (s := day_span(i // 12, i % 12 + 1, day))]
    weekday = slots.number("weekday")
    if weekday is not None:
        fitting = [s for s in spans if s.start and s.start.weekday() == weekday]
        return outcome(fitting[0], Decided.PUBLISHED) if len(fitting) == 1 else None
    ahead = [s for s in spans if s.start and s.start >= published]
    behind = [s for s in spans if s.start and s.start <= published]
    chosen = ahead[:1] if context.lean() > 0 else behind[-1:]
    return outcome(chosen[0], Decided.CONTEXT) if chosen else None
