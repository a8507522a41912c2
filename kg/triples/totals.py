"""The totals as quads, and what follows from them between two companies: who contracts with whom."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad

from kg.iris import TOTALS, WORLD, kg
from kg.kinds import Firmness
from kg.triples.facts import DealFacts
from kg.triples.literals import Fact, describe, flag, number, text, whole
from kg.triples.shelves import flow_shelves, key, magnitude, owning_shelves
from kg.triples.sums import Sums, Total, additions, pair

Numbers = Mapping[str, int | Decimal]
"""Property name to sum."""

Tied = Callable[[NamedNode, NamedNode], bool]
"""Whether the first owns part of, backs, or is the parent of the second, by a tie."""

_ALIVE = ("deals", "firmDeals", "dealCount")
_TRADES = ("buys", "sells")
_CONTRACTS = ("contractDeals", "allianceDeals")
_CURRENT = ("currentContractDeals", "currentAllianceDeals")


def add_to(sums: dict[Total, Sums], deal: DealFacts) -> None:
    """Add what a deal adds to each of its totals."""
    for total, added in additions(deal):
        sums.setdefault(total, Sums()).update(added)


def deal_marks(deal: DealFacts, amenders: Iterable[NamedNode]) -> Iterator[Quad]:
    """Whether sums count a deal, and the deals that amend it."""
    counted = deal.status.firmness is Firmness.FIRM and not deal.amended
    yield from describe(deal.node, TOTALS, [(kg("counted"), flag(counted))])
    yield from describe(deal.node, TOTALS, ((kg("amendedBy"), amender) for amender in amenders))


def total_quads(total: Total, sums: Numbers) -> Iterator[Quad]:
    """A total with what it is of and its sums; nothing where no deal is left in it."""
    if any(sums.get(name) for name in _ALIVE):
        yield from describe(total.node, TOTALS, [*total.facts, *_sum_facts(sums)])
        yield from describe(total.node, TOTALS, ((kg("shelf"), text(key)) for key in _shelves(total, sums)))


def bonds(one: NamedNode, other: NamedNode, sums: Callable[[Total], Numbers], tied: Tied) -> set[Quad]:
    """What holds between two companies, both ways, from the sums of their pair nodes and their ties."""
    ways = {ends: sums(pair(*ends)) for ends in ((one, other), (other, one))}
    if not any(way.get("firmDeals") for way in ways.values()):
        return set()
    contracts, current = (
        any(way.get(name) for way in ways.values() for name in names) for names in (_CONTRACTS, _CURRENT)
    )
    quads = {Quad(a, kg("dealsWith"), b, WORLD) for a, b in ways}
    quads |= {Quad(a, kg("contractsWith"), b, WORLD) for a, b in ways if contracts}
    for (a, b), ahead in ways.items():
        behind = ways[b, a]
        if _circles(ahead):
            quads |= _circle(a, b)
        if current and (ahead.get("equityDeals") or behind.get("takeoverDeals") or tied(a, b)):
            nodes = [pair(*ends).node for ends, way in ways.items() if way.get("firmDeals")]
            quads |= _ownership(a, b, nodes, sum(map(_dollars, ways.values()), Decimal(0)))
    return quads


def _circles(way: Numbers) -> bool:
    """Whether the one who gives finances the one who takes, and sells to it too."""
    return bool(way.get("currentFinancingDeals") and way.get("currentContractDeals"))


def _dollars(way: Numbers) -> Decimal:
    """What one pays the other, sole and joint."""
    return Decimal(sum(way.get(f"{flow}{joint}Usd", 0) for flow in ("financed", "bought") for joint in ("", "Joint")))


def _circle(a: NamedNode, b: NamedNode) -> set[Quad]:
    node = pair(a, b).node
    return {Quad(a, kg("circularWith"), b, TOTALS), *(Quad(end, kg("circle"), node, TOTALS) for end in (a, b))}


def _ownership(owner: NamedNode, owned: NamedNode, pairs: list[NamedNode], usd: Decimal) -> set[Quad]:
    """The bond, and on the nodes of the pair, both ways round, who owns whom, the other of the two, and the size."""
    quads = {Quad(owner, kg("ownsAndContracts"), owned, TOTALS)}
    quads |= {Quad(node, kg(name), end, TOTALS) for node in pairs for name, end in (("owner", owner), ("owned", owned))}
    quads |= {Quad(node, kg("owningMagnitude"), whole(int(magnitude(usd))), TOTALS) for node in pairs}
    shelves = owning_shelves(owner, owned, usd)
    quads |= {Quad(node, kg("owningShelf"), Literal(shelf), TOTALS) for node in pairs for shelf in shelves}
    return quads | {Quad(node, kg("sameTwo"), each, TOTALS) for node in pairs for each in pairs}


def _sum_facts(sums: Numbers) -> Iterator[Fact]:
    for name, value in sums.items():
        if value:
            yield kg(name), number(value) if isinstance(value, Decimal) else whole(value)
    for trade in _TRADES:
        headline = Decimal(sums.get(f"{trade}Usd", 0) + sums.get(f"{trade}JointUsd", 0))
        if headline:
            yield kg(f"{trade}Magnitude"), whole(int(magnitude(headline)))


def _shelves(total: Total, sums: Numbers) -> Iterator[str]:
    """Those of a pair of companies: what each pays the other, and the circle they make, by its size."""
    if total.ends is None:
        return
    if _circles(sums):
        yield key("circle", magnitude(Decimal(sums.get("financedUsd", 0))))
    gives, takes = total.ends
    for way, payer, payee in (("financed", gives, takes), ("bought", takes, gives)):
        if sums.get(f"{way}Deals"):
            value = Decimal(sums.get(f"{way}Eur", 0) + sums.get(f"{way}JointEur", 0))
            yield from flow_shelves(payer, payee, value)
