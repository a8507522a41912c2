"""What a deal adds to the sums: each counted deal once, joint amounts apart, yearly amounts apart, ranges low and high.

A deal counts where it is firm and no firm deal amends it. Several parties on one side have its amount jointly: for each
of them it stands under the ``joint`` properties, which no sum of sole amounts includes.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, product

from pyoxigraph import NamedNode

from kg.iris import TYPE, id_of, kg, ontology_quads, term_of, total_iri
from kg.kinds import Family, Firmness, Kind, Role, Side
from kg.triples.deals import money_roles
from kg.triples.facts import DealFacts
from kg.triples.literals import Fact, text

Sums = Counter[str]
"""Property name to sum: decimals for money, whole numbers for counts."""

_TRADE = {"pays": "buys", "receives": "sells"}
_EQUITY = frozenset((Kind.INVESTMENT, Kind.FUNDING_ROUND))


@dataclass(frozen=True, slots=True)
class Total:
    """A node that carries sums, what it is a total of, and of a pair the two companies; the node alone tells it."""

    node: NamedNode
    facts: tuple[Fact, ...] = field(default=(), compare=False)
    ends: tuple[NamedNode, NamedNode] | None = field(default=None, compare=False)


def additions(deal: DealFacts) -> Iterator[tuple[Total, Sums]]:
    """What a deal adds to each total that it belongs to."""
    if not deal.amended:
        yield _kind_total(deal), _in_reference(deal)
    if deal.status.firmness is not Firmness.FIRM:
        return
    for first, second in _pairs(deal):
        yield pair(first[1], second[1]), Sums({"firmDeals": 1, f"{deal.kind.family.value}Deals": 1})
    for entity in {entity for _, entity in deal.parties}:
        yield Total(entity), Sums(dealCount=1)
    if not deal.amended:
        yield from _counted(deal)


def pair(first: NamedNode, second: NamedNode) -> Total:
    """The node of two companies with firm deals: the first gives and the second takes, or they are peers in order."""
    node = total_iri("pair", id_of(first.value), id_of(second.value))
    return Total(node, ((TYPE, kg("Pair")), (kg("from"), first), (kg("to"), second)), (first, second))


@cache
def paying_side(kind: Kind) -> Side | None:
    """The side that pays in deals of a kind, as ``kg:paidBy`` has it; None where neither does.

    >>> paying_side(Kind.LEASE), paying_side(Kind.LOAN), paying_side(Kind.MERGER)
    (<Side.TAKES: 'takes'>, <Side.GIVES: 'gives'>, None)
    """
    of_kind = [q.object for q in ontology_quads() if (q.subject, q.predicate) == (term_of(kind), kg("paidBy"))]
    return next((side for side in Side if term_of(side) in of_kind), None)


def _counted(deal: DealFacts) -> Iterator[tuple[Total, Sums]]:
    for side, entity in {(role.side, entity) for role, entity in deal.parties}:
        if flow := _flow(deal.kind, side):
            sums = _share(deal, side, entity)
            yield _company_total(deal, flow, entity, money=_is_money(sums)), sums
            yield Total(entity), _flat(flow, deal, sums)
            if deal.kind.family is Family.CONTRACT:
                yield Total(entity), _flat(_TRADE[flow], deal, sums)
    for (one, first), (other, second) in _pairs(deal):
        yield pair(first, second), _bond(deal, one, other)
        sole = len(_payers(deal, one.side)) == 1 == len(_payers(deal, other.side))
        both = len(_payers(deal, Side.PEER)) == 2
        has = {first, second} <= _payers(deal, one.side) | _payers(deal, other.side)
        sums = _amounts(deal, joint=not (sole or both)) if has else Sums(deals=1)
        yield _pair_total(deal, first, second, money=_is_money(sums)), sums
        if flow := _flow(deal.kind, one.side):
            way = "financed" if flow == "pays" else "bought"
            yield pair(first, second), Sums({f"{way}Deals": 1}) + _flat(way, deal, sums)


def _pairs(deal: DealFacts) -> list[tuple[tuple[Role, NamedNode], tuple[Role, NamedNode]]]:
    """Parties on opposite sides, giver first, and peers, in order of their names; no company with itself."""
    gives = [party for party in deal.parties if party[0].side is Side.GIVES]
    takes = [party for party in deal.parties if party[0].side is Side.TAKES]
    peers = sorted((p for p in deal.parties if p[0].side is Side.PEER), key=lambda party: party[1].value)
    every = [*product(gives, takes), *combinations(peers, 2)]
    seen = {(first[1], second[1]): (first, second) for first, second in reversed(every)}
    return [two for (first, second), two in seen.items() if first != second]


def _payers(deal: DealFacts, side: Side) -> set[NamedNode]:
    roles = money_roles(role for role, _ in deal.parties)
    return {entity for role, entity in deal.parties if role.side is side and role in roles}


def _share(deal: DealFacts, side: Side, entity: NamedNode) -> Sums:
    sharing = _payers(deal, side)
    return _amounts(deal, joint=len(sharing) > 1) if entity in sharing else Sums(deals=1)


def _amounts(deal: DealFacts, *, joint: bool) -> Sums:
    sums = Sums(deals=1)
    names = {name for name, _ in deal.money}
    if deal.money:
        sums["jointDeals"] = int(joint)
        sums["openDeals"] = int("high" not in names)
        sums["unconverted"] = int(not names & {"usdLow", "usdHigh"} or not names & {"eurLow", "eurHigh"})
    for name, value in deal.money:
        sums[f"joint{name[0].upper()}{name[1:]}" if joint else name] += value  # type: ignore[assignment]
    return sums


def _is_money(sums: Sums) -> bool:
    return "openDeals" in sums


def _flow(kind: Kind, side: Side) -> str | None:
    payer = paying_side(kind)
    if payer is None or side is Side.PEER:
        return None
    return "pays" if side is payer else "receives"


def _flat(flow: str, deal: DealFacts, sums: Sums) -> Sums:
    """The sums in euros and dollars under a flow's own names, by their lower bound, else the upper; totals only."""
    flat = Sums()
    for currency, joint in product(("Eur", "Usd"), ("", "Joint")):
        bounds = [f"{joint.lower()}{currency}{b}" if joint else f"{currency.lower()}{b}" for b in ("Low", "High")]
        headline = next((sums[name] for name in bounds if name in sums and not deal.per), None)
        if headline is not None:
            flat[f"{flow}{joint}{currency}"] = headline
    return flat


def _in_reference(deal: DealFacts) -> Sums:
    """The lower bounds in euros and dollars, of totals only."""
    sums = Sums(deals=1)
    for name, value in deal.money:
        if name in {"eurLow", "usdLow"} and not deal.per:
            sums[name] = value  # type: ignore[assignment]
    return sums


def _bond(deal: DealFacts, one: Role, other: Role) -> Sums:
    """What a counted deal makes of the two: partners of its family, one the other's investor or its buyer."""
    sums = Sums(equityDeals=int(deal.kind in _EQUITY and one is Role.INVESTOR))
    sums["takeoverDeals"] = int(deal.kind is Kind.ACQUISITION and one is Role.TARGET and other is Role.ACQUIRER)
    if deal.kind.family is not Family.FINANCING or {one, other} <= money_roles(role for role, _ in deal.parties):
        sums[f"current{deal.kind.family.value.capitalize()}Deals"] = 1
    return sums


def _company_total(deal: DealFacts, flow: str, entity: NamedNode, *, money: bool) -> Total:
    path = ("company", id_of(entity.value), flow, deal.year or "unknown")
    facts: tuple[Fact, ...] = ((TYPE, kg("CompanyTotal")), (kg("of"), entity), (kg("direction"), text(flow)))
    return _total(deal, path, (*facts, (kg("year"), text(deal.year, "gYear"))), money=money)


def _pair_total(deal: DealFacts, first: NamedNode, second: NamedNode, *, money: bool) -> Total:
    whole = pair(first, second).node
    path = ("pair", id_of(first.value), id_of(second.value), deal.kind.value)
    facts = ((TYPE, kg("PairTotal")), (kg("pair"), whole), (kg("from"), first), (kg("to"), second))
    return _total(deal, path, (*facts, (kg("kind"), term_of(deal.kind))), money=money)


def _kind_total(deal: DealFacts) -> Total:
    node = total_iri("kind", deal.kind.value, deal.status.value, deal.year or "unknown")
    what: tuple[Fact, ...] = ((kg("kind"), term_of(deal.kind)), (kg("status"), term_of(deal.status)))
    return Total(node, ((TYPE, kg("Total")), (TYPE, kg("KindTotal")), *what, (kg("year"), text(deal.year, "gYear"))))


def _total(deal: DealFacts, path: tuple[str, ...], facts: tuple[Fact, ...], *, money: bool) -> Total:
    currency = deal.currency if money else None
    per = deal.per if money else None
    ending = (currency or "none", per.value.rpartition("#Per")[2].lower() if per else "total")
    shared: tuple[Fact, ...] = ((kg("currency"), text(currency)), (kg("per"), per))
    return Total(total_iri(*path, *ending), ((TYPE, kg("Total")), *facts, *shared))
