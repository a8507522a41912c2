"""Productions: dates told by their distance from the day of publication or from the date before."""

from datetime import timedelta

from kg.kinds import Grain
from kg.model import Duration
from kg.values.calendar import between, containing, shift, year_span
from kg.values.dates_absolute import MONTHS_A_LEAN, outcome
from kg.values.dates_context import Context, Decided, Outcome
from kg.values.dates_grammar import Slots
from kg.values.durations import with_half

_SAID = {Grain.DAY: Grain.DAY, Grain.WEEK: Grain.MONTH, Grain.MONTH: Grain.MONTH}  # 'hace dos semanas' is no day
_SEASONS = ((3, 6), (6, 9), (9, 12), (1, 3))  # months they begin and end in, as the north counts them
_FORTNIGHT = 14  # days: from so many on they are as rough as weeks
_COMING = 1.4  # a weekday is that of the week past unless the sentence speaks this strongly of what is to come


def unit(slots: Slots, context: Context) -> Outcome | None:
    """The day, month or year of publication, or one so many before or after it."""
    if context.published is None:
        return Outcome(None)
    grain = Grain(slots.word("grain") or "day")
    here = containing(context.published, grain)
    return outcome(here and shift(here, slots.values["shift"], grain), Decided.PUBLISHED)


def today(slots: Slots, context: Context) -> Outcome | None:
    """The day of publication where something was done on it, else 'nowadays', which has no value."""
    return unit(slots, context) if context.beside_deed() else Outcome(None)


def weekday(slots: Slots, context: Context) -> Outcome | None:
    """A day of the week around publication: today's name is today."""
    wanted = slots.number("weekday")
    if context.published is None or wanted is None:
        return Outcome(None)
    toward = slots.number("toward") or 0
    back = (context.published.weekday() - wanted) % 7
    steps = -(back or 7) if toward < 0 else -back
    if toward > 0 or (not toward and back and "behind" not in slots.values and context.lean() > _COMING):
        steps = 7 - back
    day = containing(context.published + timedelta(steps), Grain.DAY)
    return outcome(day, Decided.PUBLISHED if toward or not back else Decided.CONTEXT)


def season(slots: Slots, context: Context) -> Outcome | None:
    """The year of a season of the year."""
    if context.published is None:
        return Outcome(None)
    number, toward, published = slots.number("season") or 1, slots.number("toward") or 0, context.published
    begin, end = _SEASONS[number - 1]
    year = published.year
    if toward:
        year += (toward > 0 and published.month >= begin) - (toward < 0 and published.month <= end)
    elif published.month < begin:
        nearer = 12 - end + published.month - (begin - published.month)
        year -= context.lean() * 2 * MONTHS_A_LEAN < -nearer
    elif published.month > end:
        nearer = published.month - end - (12 - published.month + begin)
        year += context.lean() * 2 * MONTHS_A_LEAN > -nearer
    return outcome(year_span(year), Decided.CONTEXT)


def sport(slots: Slots, context: Context) -> Outcome | None:
    """A season of sport, from July to June, as its two years."""
    if context.published is None:
        return Outcome(None)
    first = context.published.year - (context.published.month < 7) + slots.values["shift"]
    begin, final = year_span(first), year_span(first + 1)
    return outcome(begin and final and between(begin, final), Decided.PUBLISHED)


def ago(slots: Slots, context: Context) -> Outcome | None:
    """So long before publication, in the grain of the annotation guide."""
    return _away(slots, context, -1)


def ahead(slots: Slots, context: Context) -> Outcome | None:
    """So long after publication."""
    return _away(slots, context, 1)


def later(slots: Slots, context: Context) -> Outcome | None:
    """So long after (or before) the date told last."""
    length, count = slots.length(), slots.number("count")
    if length is None or count is None:
        return None
    previous = context.previous
    if previous is None or length.count is None or not _fine_enough(previous.grain, length.grain):
        return Outcome(None)
    moved = shift(previous, count * length.count * slots.values["sign"], length.grain)
    if moved and moved.start and previous.grain is Grain.DAY:
        moved = containing(moved.start, _SAID.get(length.grain, Grain.YEAR))
    return outcome(moved, Decided.CONTEXT)


def year_before(slots: Slots, context: Context) -> Outcome | None:  # noqa: ARG001
    """The year before the one told last in the sentence, else the one before publication."""
    previous = context.previous
    if previous and previous.start and previous.grain is Grain.YEAR and context.near:
        return outcome(year_span(previous.start.year - 1), Decided.CONTEXT)
    if context.published is None:
        return Outcome(None)
    return outcome(year_span(context.published.year - 1), Decided.PUBLISHED)


def _fine_enough(grain: Grain, unit: Grain) -> bool:
    """Whether so many days after a month would not invent a day."""
    return grain is Grain.DAY or unit is Grain.YEAR or (unit is Grain.MONTH and grain is Grain.MONTH)


def _away(slots: Slots, context: Context, sign: int) -> Outcome | None:
    unit, count = slots.length(), slots.number("count")
    if unit is None or count is None or unit.count is None:
        return None
    if context.published is None:
        return Outcome(None)
    length = with_half(count, unit) if "half" in slots.values else Duration(count * unit.count, unit.grain)
    here = containing(context.published, Grain.DAY)
    moved = shift(here, sign * (length.count or 0), length.grain) if here and length else None
    if moved is None or moved.start is None:
        return None
    days = count if unit.grain is Grain.DAY else 0
    grain = Grain.MONTH if days >= _FORTNIGHT else _SAID.get(unit.grain, Grain.YEAR)
    return outcome(containing(moved.start, grain), Decided.PUBLISHED)
