"""Questions over a million deals look on a few shelves: the newest months, the greatest sums, the kind asked for.

Sorting a million deals to show fifty takes seconds; fetching those of a company's last months takes milliseconds. So a
question names in its head how it is narrowed, and is asked of more and more shelves (:mod:`kg.triples.shelves`), days,
months or magnitudes until its limit is full. The last attempt leaves nothing out, so that nothing is ever missed.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby, islice, product
from typing import Final

from kg.ask.header import Question
from kg.ask.terms import Asked, Terms, ahead, day, months, span, string, typed
from kg.errors import QueryError
from kg.kinds import Kind, Status
from kg.model import TimeSpan
from kg.triples.shelves import BETWEEN, SIZES, cells, key, leading, magnitude, short, token
from kg.values.calendar import earliest, latest

FILLED: Final = frozenset(("calendar", "days", "shelves", "magnitudes", "floor"))
"""What an attempt may fill in; a line of the question that uses what is not filled in is left out."""

_BACK = (1, 6, 24)
_BEYOND = 120
_SOON = 7
_FLOORS = (11, 9, 7)
_STEPS = (12, 11, 10, 9, 8, 7, BETWEEN.start)
_LARGE = 9
_FEW = 12
_YEAR = 12
_NONE = "none"


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
    above = BETWEEN.stop
    for floor in _STEPS:
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
        yield {"days": " ".join(day(asked.today + timedelta(n)) for n in range(_SOON))}
        yield {"calendar": _listed(asked.today, min(until, ahead(asked.today, 1)))}
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
    """The few cells of a narrow range of sums; else months of the sizes, or kinds and statuses, asked for, then all."""
    narrow = {"kind", "status", "min_usd", "max_usd"} & asked.values.keys()
    if not narrow:
        yield from _newest("party")(asked)
    elif cells := _cells(asked):
        yield from _by_cell(asked, cells)
    else:
        yield from _by_sort(asked, narrow)


def _by_cell(asked: _Narrowing, cells: list[str]) -> Iterator[dict[str, str]]:
    found = list(product(map(short, _chosen(asked)), cells))
    if len(cells[0]) == len(leading(0, 2)):
        spans = dict.fromkeys(range(first.year, last.year + 1) for first, last in filter(None, asked.windows()))
        for years in spans:
            yield {"shelves": _shelves(("sum", *each, year) for each in found for year in years)}
    yield {"shelves": _shelves(("sum", *each) for each in found)}


def _by_sort(asked: _Narrowing, narrow: Collection[str]) -> Iterator[dict[str, str]]:
    low, high = _bound(asked, "min_usd"), _bound(asked, "max_usd")
    sizes = [f"{n:02}" for n in SIZES if magnitude(low or 0) <= f"{n:02}" <= magnitude(high or 10 ** SIZES[-1])]
    sizes += [] if {"min_usd", "max_usd"} & set(narrow) else [_NONE]
    statuses = [status.value for status in Status if asked.values.get("status") in (None, status.value)]
    sorts = list(product(map(short, _chosen(asked)), statuses))
    by_size = sizes[0] >= f"{_LARGE:02}" or not {"kind", "status"} & set(narrow)
    for window in asked.windows():
        if window:
            first = [("size", size) for size in sizes] if by_size else [("when", *each) for each in sorts]
            yield {"shelves": _shelves((*words, time) for words in first for time in _times(*window))}
    if asked.first is None:
        yield {"shelves": _shelves(("kind", *each, size) for each in sorts for size in sizes)}


def _chosen(asked: _Narrowing) -> list[Kind]:
    """The kinds asked for."""
    chosen = asked.values.get("kind")
    return [kind for kind in Kind if chosen in (None, kind.value, kind.family.value)]


def _cells(asked: _Narrowing) -> list[str]:
    """The cells of a range of sums, as fine as makes few of them; none where it is wide or open."""
    low, high = _bound(asked, "min_usd"), _bound(asked, "max_usd")
    if low is None or high is None:
        return []
    tried = (list(islice(cells(low, high, digits), _FEW + 1)) for digits in (3, 2))
    return next((found for found in tried if len(found) <= _FEW), [])


def _bound(asked: _Narrowing, name: str) -> Decimal | None:
    """A number that was made a term of SPARQL."""
    term = asked.terms.get(name)
    return Decimal(term.split('"')[1]) if term else None


def _flows(asked: _Narrowing) -> Iterator[dict[str, str]]:
    """What a company pays and is paid, the greatest sums first."""
    sides = [
        side for side, said in (("pays", "pays"), ("paid", "is_paid")) if asked.values.get("direction", said) == said
    ]
    for floor in _FLOORS:
        sizes = [f"{size:02}" for size in BETWEEN if size >= floor]
        shelves = _shelves((side, asked.company, size) for side in sides for size in sizes)
        yield {"shelves": shelves, "floor": str(10 ** (floor - 1))}
    yield {"shelves": _shelves((side, asked.company, f"{size:02}") for side in sides for size in BETWEEN)}


def _magnitudes(_: _Narrowing) -> Iterator[dict[str, str]]:
    yield from ({"magnitudes": " ".join(map(str, range(low, SIZES.stop)))} for low in (13, 11, 8))
    yield {}


def _owning(asked: _Narrowing) -> Iterator[dict[str, str]]:
    """Those that contract with what they own, the greatest sums first."""
    whose = ("owning", asked.company) if asked.company else ("owning",)
    for floor in (*_FLOORS, BETWEEN.start):
        yield {"shelves": _shelves((*whose, f"{size:02}") for size in range(floor, BETWEEN.stop))}


def _circles(asked: _Narrowing) -> Iterator[dict[str, str]]:
    if not asked.company:
        yield from ({"shelves": _shelves(("circle", f"{n:02}") for n in range(low, SIZES.stop))} for low in (12, 11, 9))
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


def _times(first: date, last: date) -> Iterator[str]:
    """The whole years from one day to another, and the months before and after them.

    >>> list(_times(date(2024, 12, 31), date(2026, 1, 1)))
    ['2024-12', '2025', '2026-01']
    """
    for year, named in groupby(_months(first, last), key=lambda month: month[:4]):
        months = list(named)
        yield from [year] if len(months) == _YEAR else months


def _listed(first: date, last: date) -> str:
    return " ".join(typed(month, "gYearMonth") for month in _months(first, last))


_WAYS: Final[Mapping[str, Callable[[_Narrowing], Iterator[dict[str, str]]]]] = {
    "": _everything,
    "ahead": _ahead,
    "circle": _circles,
    "dispute": _marked("dispute"),
    "flows": _flows,
    "kinds": _kinds,
    "magnitude": _magnitudes,
    "owning": _owning,
    "pair": _pair,
    "party": _newest("party"),
    "rumour": _marked("rumour"),
    "told": _newest("told"),
}
