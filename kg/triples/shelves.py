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
from kg.model import Deal, Firmness, Kind, Status

UNKNOWN = "unknown"


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


def sort(kind: Kind, status: Status, size: str, *more: object) -> str:
    """The end of a key of deals by kind, status and size; the kind by its first letters, as in :func:`token`.

    >>> sort(Kind.SERVICE, Status.SIGNED, "09", 2025)
    'serv signed 09 2025'
    """
    return key(kind.value[:4], status.value, size, *more)


def magnitude(value: Decimal | int | None) -> str:
    """A sum's order of magnitude: the number of its digits, two of them; 'none' where there is no sum.

    >>> magnitude(Decimal("38000000000.00")), magnitude(Decimal("0.5")), magnitude(None)
    ('11', '01', 'none')
    """
    return "none" if value is None else f"{len(str(int(value))):02}"


def month(on: date | None) -> str:
    """A day's month.

    >>> month(date(2025, 11, 3)), month(None)
    ('2025-11', 'unknown')
    """
    return on.isoformat()[:7] if on else UNKNOWN


def deal_shelves(deal: Deal, dates: Dates, usd: Decimal | None) -> Iterator[str]:
    """The shelves a deal lies on: by party and month, pair, kind and size, end, rumour and dispute."""
    parties = sorted({token(entity_iri(party.entity)) for party in deal.parties})
    size = magnitude(usd)
    yield key("kind", sort(deal.kind, deal.status, size))
    yield key("year", sort(deal.kind, deal.status, size, dates.day.year if dates.day else UNKNOWN))
    yield from (key("pair", *two) for two in combinations(parties, 2))
    for party in parties:
        yield key("party", party, month(dates.day))
        yield key("told", party, month(dates.reported))
        if dates.ends and deal.status.firmness is Firmness.FIRM:
            yield key("ends", party, month(dates.ends))
    yield from _marked("rumour", parties, dates.reported, _was_rumour(deal))
    yield from _marked("dispute", parties, dates.day, _disputed(deal))


def flow_shelves(payer: NamedNode, payee: NamedNode, value: Decimal) -> tuple[str, str]:
    """The shelves of what one company pays another, from each one's side, by its size."""
    size = magnitude(value)
    return key("pays", token(payer), size), key("paid", token(payee), size)


def _marked(name: str, parties: Iterable[str], on: date | None, holds: bool) -> Iterator[str]:
    if holds:
        yield key(name)
        yield key(name, month(on))
        yield from (key(name, party) for party in parties)


def _was_rumour(deal: Deal) -> bool:
    return any(step.status is Status.RUMOURED for step in deal.history)


def _disputed(deal: Deal) -> bool:
    """Whether sources give it several amounts, or one says it is firm and another denies it."""
    denied = any(step.status is Status.DENIED for step in deal.history)
    firm = any(step.status.firmness is Firmness.FIRM for step in deal.history)
    return len(deal.amounts) > 1 or (denied and firm)
