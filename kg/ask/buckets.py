"""Questions over a million deals look on a few shelves: the newest months, the greatest sums, the kind asked for.

Sorting a million deals to show fifty takes seconds; fetching those of a company's last months takes milliseconds. So a
question names in its head how it is narrowed, and is asked of more and more shelves (:mod:`kg.triples.shelves`), months
or magnitudes until its limit is full. The last attempt leaves nothing out, so that nothing is ever missed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Final

from kg.ask.header import Question
from kg.ask.terms import Asked, Terms, ahead, months, span, string, typed
from kg.errors import QueryError
from kg.model import Kind, Status, TimeSpan
from kg.triples.shelves import key, magnitude, sort, token
from kg.values.calendar import earliest, latest

FILLED: Final = frozenset(("calendar", "shelves", "magnitudes", "floor"))
"""What an attempt may fill in; a line of the question that uses what is not filled in is left out."""

_BACK = (2, 24)
_BEYOND = 120
_SIZES = range(1, 19)
_FLOORS = (11, 9, 7)


@dataclass(frozen=True, slots=True)
class _Narrowing:
    """What a question is narrowed by: its values as text and as terms, and its period."""

    values: Mapping[str, str]
    terms: Terms
    today: date

    @property
    def company(self) -> str | None:
        """The company asked for, as shelves tell it."""
        return token(self.terms["company"][1:-1]) if "company" in self.values else None

    @property
    def first(self) -> date | None:
        """The first day asked for."""
        return self._day("since", earliest)

    @property
    def last(self) -> date:
        """The last day asked for; else one so far ahead that no deal is dated later."""
        return self._day("until", latest) or ahead(self.today, _BEYOND)

    def windows(self) -> Iterator[tuple[date, date] | None]:
        """Longer and longer stretches back from the last day; at the end all that is asked for, None for no bound."""
        for back in _BACK:
            start = ahead(min(self.last, self.today), -back)
            if self.first is not None and start <= self.first:
                break
            yield start, self.last
        yield None if self.first is None else (self.first, self.last)

    def _day(self, name: str, end: Callable[[TimeSpan], date | None]) -> date | None:
        return end(span(self.values[name], self.today)) if name in self.values else None


def attempts(question: Question, values: Mapping[str, str], terms: Terms, asked: Asked) -> Iterator[dict[str, str]]:
    """What to fill in, attempt by attempt, each looking at more than the one before.

    Raises:
        QueryError: the question's ``buckets`` is none that there is.
    """
    if question.buckets not in _WAYS:
        raise QueryError(f"{question.name}.rq: buckets {question.buckets!r} is none of {', '.join(_WAYS)}")
    yield from _WAYS[question.buckets](_Narrowing(values, terms, asked.today))


def greatest(side: str, companies: Iterable[str]) -> Iterator[str]:
    """The shelves of what some companies (IRIs) pay or are paid ('pays', 'paid'), the greatest sums first."""
    ends = [token(company) for company in companies]
    above = _SIZES.stop
    for floor in (*_FLOORS, _SIZES.start):
        yield _shelves((side, end, f"{size:02}") for end in ends for size in range(floor, above))
        above = floor


def _everything(_: _Narrowing) -> Iterator[dict[str, str]]:
    yield {}


def _newest(name: str) -> Callable[[_Narrowing], Iterator[dict[str, str]]]:
    """By months: those of a company's own shelves, or of all deals."""

    def ways(asked: _Narrowing) -> Iterator[dict[str, str]]:
        for window in asked.windows():
            if window is None:
                yield {}
            elif asked.company:
                yield {"shelves": _shelves((name, asked.company, month) for month in _months(*window))}
            else:
                yield {"calendar": _listed(*window)}

    return ways


def _ahead(asked: _Narrowing) -> Iterator[dict[str, str]]:
    until = ahead(asked.today, months(asked.values["months"]))
    if asked.company:
        yield {"shelves": _shelves(("ends", asked.company, month) for month in _months(asked.today, until))}
    else:
        yield {"calendar": _listed(asked.today, until)}


def _marked(name: str) -> Callable[[_Narrowing], Iterator[dict[str, str]]]:
    """Those of a company, or of all deals by months, that have something special."""

    def ways(asked: _Narrowing) -> Iterator[dict[str, str]]:
        if asked.company:
            yield {"shelves": _shelves([(name, asked.company)])}
            return
        for window in asked.windows():
            yield {"shelves": _shelves([(name,)] if window is None else ((name, m) for m in _months(*window)))}

    return ways


def _pair(asked: _Narrowing) -> Iterator[dict[str, str]]:
    ends = sorted(token(asked.terms[name][1:-1]) for name in ("company", "other"))
    yield {"shelves": _shelves([("pair", *ends)])}


def _kinds(asked: _Narrowing) -> Iterator[dict[str, str]]:
    """The newest months, then the shelves of the kinds, statuses and sizes asked for: of two years, of all."""
    narrow = {"kind", "status", "min_usd", "max_usd"} & asked.values.keys()
    if not narrow:
        yield from _newest("party")(asked)
        return
    begin = ahead(min(asked.last, asked.today), -1)
    if asked.first is None or begin > asked.first:
        yield {"calendar": _listed(begin, asked.last)}
    every = list(_sorts(asked))
    years = range(ahead(min(asked.last, asked.today), -12).year, min(asked.last, ahead(asked.today, 12)).year + 1)
    if {"kind", "status"} & narrow:
        yield {"shelves": _shelves(("year", sort(*each, year)) for each in every for year in years)}
    yield {"shelves": _shelves(("kind", sort(*each)) for each in every)}


def _sorts(asked: _Narrowing) -> Iterator[tuple[Kind, Status, str]]:
    values = asked.values
    chosen = values.get("kind")
    kinds = [kind for kind in Kind if chosen in (None, kind.value, kind.family.value)]
    statuses = [status for status in Status if values.get("status") in (None, status.value)]
    low, high = (_digits(asked.terms.get(name)) for name in ("min_usd", "max_usd"))
    sizes = [f"{size:02}" for size in _SIZES if (low or 0) <= size <= (high or size)]
    sizes += [] if low or high else ["none"]
    yield from product(kinds, statuses, sizes)


def _digits(term: str | None) -> int | None:
    """How many digits a number has that was made a term of SPARQL."""
    return int(magnitude(int(float(term.split('"')[1])))) if term else None


def _flows(asked: _Narrowing) -> Iterator[dict[str, str]]:
    """What a company pays and is paid, the greatest sums first."""
    sides = [
        side for side, said in (("pays", "pays"), ("paid", "is_paid")) if asked.values.get("direction", said) == said
    ]
    for floor in _FLOORS:
        sizes = [f"{size:02}" for size in _SIZES if size >= floor]
        shelves = _shelves((side, asked.company, size) for side in sides for size in sizes)
        yield {"shelves": shelves, "floor": str(10 ** (floor - 1))}
    yield {"shelves": _shelves((side, asked.company, f"{size:02}") for side in sides for size in _SIZES)}


def _magnitudes(_: _Narrowing) -> Iterator[dict[str, str]]:
    yield from ({"magnitudes": " ".join(map(str, range(low, 19)))} for low in (11, 8))
    yield {}


def _shelves(keys: Iterable[tuple[object, ...]]) -> str:
    return " ".join(string(key(*words)) for words in keys)


def _months(first: date, last: date) -> Iterator[str]:
    """The months from one day to another, both included.

    >>> list(_months(date(2025, 12, 31), date(2026, 1, 1)))
    ['2025-12', '2026-01']
    """
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield f"{number // 12:04}-{number % 12 + 1:02}"


def _listed(first: date, last: date) -> str:
    return " ".join(typed(month, "gYearMonth") for month in _months(first, last))


_WAYS: Final[Mapping[str, Callable[[_Narrowing], Iterator[dict[str, str]]]]] = {
    "": _everything,
    "ahead": _ahead,
    "dispute": _marked("dispute"),
    "flows": _flows,
    "kinds": _kinds,
    "magnitude": _magnitudes,
    "pair": _pair,
    "party": _newest("party"),
    "rumour": _marked("rumour"),
    "told": _newest("told"),
}
