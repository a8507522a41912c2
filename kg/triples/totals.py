"""The totals as quads, and what follows from them between two companies: who contracts with whom."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from pyoxigraph import NamedNode, Quad

from kg.iris import TOTALS, WORLD, kg
from kg.model import Firmness
from kg.triples.facts import DealFacts
from kg.triples.literals import Fact, describe, flag, number, whole
from kg.triples.sums import Sums, Total, additions, pair

Numbers = Mapping[str, int | Decimal]
"""Property name to sum."""

Tied = Callable[[NamedNode, NamedNode], bool]
"""Whether the first owns part of, backs, or is the parent of the second, by a tie."""

_ALIVE = ("deals", "firmDeals", "dealCount")
_FLOWS = ("pays", "receives")


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


def bonds(one: NamedNode, other: NamedNode, sums: Callable[[Total], Numbers], tied: Tied) -> set[Quad]:
    """What holds between two companies, both ways, from the sums of their pair nodes and their ties."""
    there, back = sums(pair(one, other)), sums(pair(other, one))
    if not (there.get("firmDeals") or back.get("firmDeals")):
        return set()
    quads = {Quad(a, kg("dealsWith"), b, WORLD) for a, b in ((one, other), (other, one))}
    for a, b, ahead, behind in ((one, other, there, back), (other, one, back, there)):
        contracts = any(way.get(f"{family}Deals") for way in (ahead, behind) for family in ("contract", "alliance"))
        owns = ahead.get("equityDeals") or behind.get("takeoverDeals") or tied(a, b)
        found = {
            "contractsWith": WORLD if contracts else None,
            "circularWith": TOTALS if ahead.get("financingDeals") and ahead.get("contractDeals") else None,
            "ownsAndContracts": TOTALS if contracts and owns else None,
        }
        quads |= {Quad(a, kg(name), b, graph) for name, graph in found.items() if graph}
    return quads


def _sum_facts(sums: Numbers) -> Iterator[Fact]:
    for name, value in sums.items():
        if value:
            yield kg(name), number(value) if isinstance(value, Decimal) else whole(value)
    for flow in _FLOWS:
        headline = Decimal(sums.get(f"{flow}Usd", 0) + sums.get(f"{flow}JointUsd", 0))
        if headline:
            yield kg(f"{flow}Magnitude"), whole(len(str(int(headline))))
