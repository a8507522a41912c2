"""Values of records as RDF literals, in the one form that the store keeps them in, so that dumps can be compared."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad

from kg.iris import XSD, kg, term_of
from kg.kinds import Grain
from kg.model import Duration, TimeSpan
from kg.values.calendar import earliest, latest, to_iso

Fact = tuple[NamedNode, NamedNode | Literal | None]
"""A property and its value; None where there is nothing to say."""

_GRAINS = {Grain.DAY: (10, "date"), Grain.MONTH: (7, "gYearMonth"), Grain.YEAR: (4, "gYear")}
_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF: 6, Grain.YEAR: 12}


def describe(subject: NamedNode, graph: NamedNode, facts: Iterable[Fact]) -> Iterator[Quad]:
    """A quad for each fact that says something."""
    for predicate, value in facts:
        if value is not None:
            yield Quad(subject, predicate, value, graph)


def text(value: str | None, datatype: str = "string") -> Literal | None:
    """A literal of an XML Schema datatype; None for None.

    >>> str(text("es", "language"))
    '"es"^^<http://www.w3.org/2001/XMLSchema#language>'
    """
    return None if value is None else Literal(value, datatype=_datatype(datatype))


@cache
def _datatype(name: str) -> NamedNode:
    return NamedNode(XSD + name)


def number(value: Decimal | float | None) -> Literal | None:
    """A decimal without exponent or needless zeros; a float is rounded to thousandths.

    >>> number(Decimal("3.80E+10")).value, number(0.91249).value
    ('38000000000', '0.912')
    """
    if value is None:
        return None
    exact = value if isinstance(value, Decimal) else Decimal(f"{value:.3f}")
    return text(_plain(exact), "decimal")


def whole(value: int) -> Literal:
    """An integer."""
    return Literal(str(value), datatype=_datatype("integer"))


def flag(value: bool) -> Literal | None:
    """True as a literal; what is not so is left out."""
    return text("true", "boolean") if value else None


def day(value: date | None) -> Literal | None:
    """A calendar day."""
    return text(value.isoformat(), "date") if value else None


def dated(name: str, when: TimeSpan | None) -> Iterator[Fact]:
    """A date at its grain under ``kg:<name>``, and the first and last day it may mean.

    A quarter, a half, a week or an interval has no XML Schema datatype and is a string.

    >>> [str(value) for _, value in dated("end", TimeSpan(date(2029, 1, 1), date(2030, 1, 1), Grain.YEAR))]
    ['"2029"^^<http://www.w3.org/2001/XMLSchema#gYear>',
     '"2029-01-01"^^<http://www.w3.org/2001/XMLSchema#date>',
     '"2029-12-31"^^<http://www.w3.org/2001/XMLSchema#date>']
    """
    if when is None:
        return
    iso = to_iso(when)
    length, datatype = _GRAINS.get(when.grain, (0, ""))
    yield kg(name), text(iso, datatype if len(iso) == length else "string")
    yield kg(f"{name}Earliest"), day(earliest(when))
    yield kg(f"{name}Latest"), day(latest(when))


def lasting(length: Duration | None) -> Iterator[Fact]:
    """A length of time, and the unit it was stated in; one of several ('plurianual') has its unit only.

    >>> [str(value) for _, value in lasting(Duration(18, Grain.MONTH))]
    ['"P1Y6M"^^<http://www.w3.org/2001/XMLSchema#duration>', '<https://w3id.org/kg-deals/ontology#Month>']
    """
    if length is None:
        return
    if length.count is not None:
        yield kg("duration"), text(_duration(length.count, length.grain), "duration")
    yield kg("durationGrain"), term_of(length.grain)


def _duration(count: int, grain: Grain) -> str:
    if grain not in _MONTHS:
        return f"P{count * (7 if grain is Grain.WEEK else 1)}D"
    years, months = divmod(count * _MONTHS[grain], 12)
    return "P" + (f"{years}Y" if years or not months else "") + (f"{months}M" if months else "")


def _plain(value: Decimal) -> str:
    written = format(value, "f")
    return (written.rstrip("0").rstrip(".") if "." in written else written) or "0"
