"""Shelves: the keys by which ready questions find a few deals, or a few pairs of companies, among a million.

A store of triples finds what has a value and nothing else: it knows neither ranges nor combinations. So each thing is
put on shelves whose keys combine what is asked for together ('party', a company, a month), and a question names the
shelves it looks at (:mod:`kg.ask.buckets`). A key is words apart by spaces; companies are told by a hash of their IRI.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations

from pyoxigraph import NamedNode

from kg.iris import entity_iri
from kg.kinds import Firmness, Kind, Status
from kg.model import Deal

UNKNOWN = "unknown"
SIZES = range(1, 25)
"""The orders of magnitude that sums are told apart by."""
BETWEEN = range(6, 14)
"""Those that what two companies promise each other is told apart by, so that few shelves hold all of a company's:
the first is of all that is smaller too, or of no sum at all, the last of all that is larger."""


@dataclass(frozen=True, slots=True)
class Dates:
    """The days by which a deal is found: its own, the first that told it, the last it is known to run."""

    day: date | None
    reported: date | None
    ends: date | None


def key(*words: object) -> str:
    """A shelf's key.

    >>> key("party", "faro", "2025-11")
    'party faro 2025-11'
    """
    return " ".join(map(str, words))


def token(entity: NamedNode | str) -> str:
    """An entity as keys tell it: a short hash of its IRI, so that no word of a name stands in a query.

    >>> token(entity_iri("faro"))
    '8fc2988d0584'
    """
    iri = entity.value if isinstance(entity, NamedNode) else entity
    return hashlib.sha256(iri.encode()).hexdigest()[:12]


def short(kind: Kind) -> str:
    """A kind as keys tell it: its first letters, so that no word of the ontology stands in a query.

    >>> short(Kind.SERVICE)
    'serv'
    """
    return kind.value[:4]


def leading(value: Decimal | int, digits: int) -> str:
    """A sum's order of magnitude and its first digits: sums of one cell differ by less than the last of them.

    >>> leading(Decimal("38412000000.00"), 2), leading(7, 3), leading(0, 2)
    ('11.38', '01.700', '01.00')
    """
    whole = str(int(value))
    return f"{magnitude(value)}.{whole[:digits]:0<{digits}}"


def cells(low: Decimal, high: Decimal, digits: int) -> Iterator[str]:
    """The cells of :func:`leading` from one sum to another, both included.

    >>> list(cells(Decimal(980), Decimal(1100), 2))
    ['03.98', '03.99', '04.10', '04.11']
    """
    size, lead = (int(part) for part in leading(low, digits).split("."))
    end = leading(high, digits)
    while (cell := f"{size:02}.{lead:0{digits}}") <= end:
        yield cell
        size, lead = (size, lead + 1) if lead + 1 < 10**digits else (size + 1, 10 ** (digits - 1))


def magnitude(value: Decimal | int | None) -> str:
    """A sum's order of magnitude: the number of its digits, two of them; 'none' where there is no sum.

    >>> magnitude(Decimal("38000000000.00")), magnitude(Decimal("0.5")), magnitude(None)
    ('11', '01', 'none')
    """
    return "none" if value is None else f"{min(len(str(int(value))), SIZES[-1]):02}"


def month(on: date | None) -> str:
    """A day's month.

    >>> month(date(2025, 11, 3)), month(None)
    ('2025-11', 'unknown')
    """
    return on.isoformat()[:7] if on else UNKNOWN


def between(value: Decimal) -> str:
    """The order of magnitude, of those in :data:`BETWEEN`, of what two companies promise each other.

    >>> between(Decimal(500)), between(Decimal(38_000_000)), between(Decimal(10) ** 15)
    ('06', '08', '13')
    """
    return f"{min(max(int(magnitude(value)), BETWEEN[0]), BETWEEN[-1]):02}"


def deal_shelves(deal: Deal, dates: Dates, usd: Decimal | None) -> Iterator[str]:
    """The shelves a deal lies on: by party and month, pair, kind, time, sum, end, rumour and dispute."""
    parties = sorted({token(entity_iri(party.entity)) for party in deal.parties})
    yield from _sorted_by(deal, dates.day, usd)
    yield from (key("pair", *two) for two in combinations(parties, 2))
    for party in parties:
        yield key("party", party, month(dates.day))
        yield key("told", party, month(dates.reported))
        if dates.ends and deal.status.firmness is Firmness.FIRM:
            yield key("ends", party, month(dates.ends))
    yield from _marked("rumour", parties, dates.reported, _was_rumour(deal))
    yield from _marked("dispute", parties, dates.day, amounts_differ(deal) or denied_yet_firm(deal))


def amounts_differ(deal: Deal) -> bool:
    """Whether sources give it several amounts."""
    return len(deal.amounts) > 1


def denied_yet_firm(deal: Deal) -> bool:
    """Whether one source says it is firm and another denies it."""
    denied = any(step.status is Status.DENIED for step in deal.history)
    return denied and any(step.status.firmness is Firmness.FIRM for step in deal.history)


def flow_shelves(payer: NamedNode, payee: NamedNode, value: Decimal) -> tuple[str, str]:
    """The shelves of what one company pays another, from each one's side, by its size."""
    size = between(value)
    return key("pays", token(payer), size), key("paid", token(payee), size)


def owning_shelves(owner: NamedNode, owned: NamedNode, value: Decimal) -> tuple[str, ...]:
    """The shelves of a company that contracts with what it owns, of all such and from each one's side, by size."""
    size = between(value)
    return key("owning", size), *(key("owning", token(end), size) for end in (owner, owned))


def _sorted_by(deal: Deal, on: date | None, usd: Decimal | None) -> Iterator[str]:
    """By kind, status and size; each of these by month and year; by the first digits of its sum."""
    kind, size = short(deal.kind), magnitude(usd)
    yield key("kind", kind, deal.status.value, size)
    for time in (month(on), on.year if on else UNKNOWN):
        yield key("when", kind, deal.status.value, time)
        yield key("size", size, time)
    if usd is not None:
        yield key("sum", kind, leading(usd, 3))
        yield key("sum", kind, leading(usd, 2))
        yield key("sum", kind, leading(usd, 2), on.year if on else UNKNOWN)


def _marked(name: str, parties: Iterable[str], on: date | None, holds: bool) -> Iterator[str]:
    if holds:
        yield key(name)
        yield key(name, month(on))
        yield from (key(name, party) for party in parties)


def _was_rumour(deal: Deal) -> bool:
    return any(step.status is Status.RUMOURED for step in deal.history)
