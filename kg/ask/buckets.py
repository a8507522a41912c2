"""Whole-graph questions start where the answer is: in the newest months, among the greatest sums.

Sorting a million deals to show fifty takes a second; fetching the deals of the last months takes milliseconds. So a
question names the buckets it looks into (``kg:month`` of a deal, ``kg:paysMagnitude`` of a company), and is asked of
more of them until its limit is full. The last attempt asks without buckets, so nothing is ever missed.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from kg.ask.header import ParamType, Question
from kg.ask.terms import Asked, ahead, months, span, typed
from kg.errors import QueryError
from kg.model import TimeSpan
from kg.values.calendar import earliest, latest

_BACK = (2, 24)
_BEYOND = 120
_MAGNITUDES = ((11, 19), (8, 19))


def attempts(question: Question, values: Mapping[str, str], asked: Asked) -> Iterator[str | None]:
    """The lists of buckets to ask for, one after the other; None asks for everything.

    Raises:
        QueryError: the question's ``buckets`` is none that there is.
    """
    if question.buckets == "ahead":
        yield _listed(asked.today, ahead(asked.today, months(values["months"])))
    elif question.buckets == "magnitude":
        yield from (" ".join(map(str, range(*digits))) for digits in _MAGNITUDES)
        yield None
    elif question.buckets in ("newest", ""):
        yield from _newest(question, values, asked) if question.buckets else ()
        yield None
    else:
        raise QueryError(f"{question.name}.rq: buckets {question.buckets!r} is none of newest, ahead, magnitude")


def _newest(question: Question, values: Mapping[str, str], asked: Asked) -> Iterator[str]:
    if any(param.type is ParamType.ENTITY and param.name in values for param in question.params):
        return
    last = _day(values, "until", latest, asked.today) or ahead(asked.today, _BEYOND)
    first = _day(values, "since", earliest, asked.today)
    for back in _BACK:
        start = ahead(min(last, asked.today), -back)
        if first is not None and start <= first:
            return
        yield _listed(start, last)


def _day(values: Mapping[str, str], name: str, end: Callable[[TimeSpan], date | None], today: date) -> date | None:
    return end(span(values[name], today)) if name in values else None


def _listed(first: date, last: date) -> str:
    """The months from one day to another, both included, as terms.

    >>> _listed(date(2025, 12, 31), date(2026, 1, 1)).count("gYearMonth")
    2
    """
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return " ".join(typed(f"{number // 12:04}-{number % 12 + 1:02}", "gYearMonth") for number in numbers)
