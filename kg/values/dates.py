"""Dates and durations in a text: what each stands for, in the grain it was stated in.

A scan finds expressions (:mod:`kg.values.dates_grammar`), a production each turns into a span of calendar or a length
(:mod:`~kg.values.dates_absolute`, :mod:`~kg.values.dates_relative`, :mod:`~kg.values.durations`). Nothing invents a
day: what the words, the day of publication and the text around leave open has no value.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from kg.model import Duration, TimeSpan
from kg.values.calendar import to_iso
from kg.values.dates_absolute import (
    calendar_date,
    closing,
    days,
    ending,
    months,
    numeric_date,
    opening,
    quarter_of,
    same_month,
    that_month,
    year_alone,
    years,
    years_ending,
)
from kg.values.dates_context import Context, Decided, Outcome, Told
from kg.values.dates_grammar import Grammar, Rule, Slots, grammar
from kg.values.dates_parts import part, part_code, running_part
from kg.values.dates_relative import ago, ahead, later, season, sport, today, unit, weekday, year_before
from kg.values.durations import (
    age_or_duration,
    decimal,
    duration,
    elided,
    hours,
    open_duration,
    vague,
    years_and_months,
)

_PRODUCTIONS: dict[str, Callable[[Slots, Context], Outcome | None]] = {
    "age": age_or_duration,
    "ago": ago,
    "ahead": ahead,
    "closing": closing,
    "date": calendar_date,
    "days": days,
    "decimal": decimal,
    "duration": duration,
    "elided": elided,
    "ending": ending,
    "hours": hours,
    "later": later,
    "months": months,
    "none": lambda slots, context: None,  # noqa: ARG005
    "open": open_duration,
    "numeric": numeric_date,
    "opening": opening,
    "part": part,
    "part code": part_code,
    "running part": running_part,
    "quarter of": quarter_of,
    "same month": same_month,
    "season": season,
    "sport": sport,
    "that month": that_month,
    "today": today,
    "unit": unit,
    "vague": vague,
    "weekday": weekday,
    "year": year_alone,
    "year before": year_before,
    "years": years,
    "years and months": years_and_months,
    "years ending": years_ending,
}


_CLOSED = frozenset({"days", "months", "years"})  # these have both their ends


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or a duration at ``[start, end)``, in code points.

    ``kind`` is ``date`` or ``duration``; ``when`` None where it cannot be told; ``bound`` says that it ends
    (``until``) or begins (``from``) something; ``rule`` is the name of the language's expression that matched,
    ``decided`` what settled the value.
    """

    start: int
    end: int
    kind: str
    when: TimeSpan | Duration | None
    bound: str | None
    rule: str
    decided: Decided

    @property
    def value(self) -> str | None:
        """The ISO form, None where there is nothing to tell ('esta semana', 'plurianual')."""
        if self.when is None or (isinstance(self.when, Duration) and self.when.count is None):
            return None
        return to_iso(self.when)


def find_dates(text: str, language: str, published: date | None = None) -> tuple[DateMention, ...]:
    """The dates and durations of a text in its order.

    Without ``published``, what is relative to it has no value.

    >>> [m.value for m in find_dates("Un acuerdo a cinco años, hasta abril de 2029", "es")]
    ['P5Y', '2029-04']
    >>> [(m.value, m.bound) for m in find_dates("It runs through 2029", "en")]
    [('2029', 'until')]

    Raises:
        LexiconError: there is no such language.
    """
    own = grammar(language)
    if not own.may_hold_dates(text):
        return ()
    return tuple(_mentions(text, language, own, published))


def _mentions(text: str, language: str, own: Grammar, published: date | None) -> Iterator[DateMention]:
    told = Told()
    position = 0
    for start, rules in own.candidates(text):
        if start < position:
            continue
        for rule in rules:
            if match := rule.pattern.match(text, start):
                break
        else:
            continue
        slots = own.slots(rule, match)
        context = Context(text, start, match.end(), language, published, told)
        outcome = _PRODUCTIONS[rule.means](slots, context) if slots else None
        if outcome is not None or rule.means == "none":
            position = match.end()
        if outcome is not None:
            mention = _mention(context, rule, outcome)
            told = told.after(mention.when, mention.bound, mention.end)
            yield mention


def _mention(context: Context, rule: Rule, outcome: Outcome) -> DateMention:
    bound = context.bound() if outcome.kind == "date" and rule.means not in _CLOSED else None
    decided = Decided.CONTEXT if "context" in rule.keys else outcome.decided
    return DateMention(context.start, context.end, outcome.kind, outcome.when, bound, rule.name, decided)
