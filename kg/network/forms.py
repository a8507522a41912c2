"""The two forms a network of deals takes, as tables of nodes and edges.

*Bipartite*, the default: companies and deals are nodes, and each part that a company takes in a deal is an edge, from
who gives to the deal and from the deal to who takes; a partner's edge leads to the deal. Nothing is lost in it: a deal
of five banks and two borrowers is one node with seven edges. *Flat*: companies alone are nodes, and each two companies
on opposite sides of a deal (or partners in it) are joined by an edge of that deal's own, so that two companies with
three deals have three parallel edges. There an amount appears on several edges where several parties share it:
``joint`` marks them, ``deal`` says which edges are one deal.

Ids are the last part of the IRI, which is a name that XML takes; the whole IRI is an attribute.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.iris import ID
from kg.selection import Column, Row, Selection, Table, Type, companies, deals, edges, parties
from kg.store import Graph


@dataclass(frozen=True, slots=True)
class Network:
    """Tables of nodes (id, then attributes) and of edges (id, source, target, then attributes)."""

    nodes: tuple[Table, ...]
    edges: Table


Form = Callable[[Graph, Selection], Network]


def bipartite(graph: Graph, selection: Selection) -> Network:
    """Companies and deals as nodes, a company's part in a deal as an edge."""
    table = parties(graph, selection)
    role, side, joint = table.columns[3:6]
    columns = (*_ends(), role, side, joint)
    return Network(
        (_companies(graph, selection), _deals(graph, selection)),
        Table("edges", columns, (_part(row) for row in table.rows)),
    )


def flat(graph: Graph, selection: Selection) -> Network:
    """Companies as nodes, an edge for each two on opposite sides of a deal, and for each two partners in it."""
    table = edges(graph, selection)
    columns = (*_ends(), Column("deal", Type.TEXT), Column("label", Type.TEXT), *table.columns[3:])
    places = _places(table)
    return Network((_companies(graph, selection),), Table("edges", columns, (_tie(row, places) for row in table.rows)))


def node_id(iri: str) -> str:
    """The id of a thing's node.

    >>> node_id("https://w3id.org/kg-deals/id/deal/deal-a1-0-9")
    'deal-a1-0-9'
    """
    return iri.removeprefix(ID).partition("/")[2].replace("/", ".").replace("%", ":")


def deal_label(kind: str, amount: object, currency: str | None) -> str:
    """What a deal's node or edge is labelled with.

    >>> from decimal import Decimal
    >>> deal_label("cloud_compute", Decimal(38000000000), "USD")
    'cloud compute 38,000,000,000 USD'
    """
    money = "" if amount is None else f" {amount:,f} {currency}"
    return kind.replace("_", " ") + money


def _ends() -> tuple[Column, ...]:
    return tuple(Column(name, Type.TEXT) for name in ("id", "source", "target"))


def _companies(graph: Graph, selection: Selection) -> Table:
    table = companies(graph, selection)
    kept = ("id", "iri", "type", *(column.name for column in table.columns[1:]))
    kinds = {column.name: column.type for column in table.columns}
    columns = tuple(Column(name, kinds.get(name, Type.TEXT)) for name in kept)
    return Table("companies", columns, ((node_id(row[0]), row[0], "company", *row[1:]) for row in table.rows))


def _deals(graph: Graph, selection: Selection) -> Table:
    table = deals(graph, selection)
    first = (Column(name, Type.TEXT) for name in ("id", "iri", "type", "label"))
    places = _places(table)
    made = (
        (node_id(row[0]), row[0], "deal", _label(row, places), *_linked(row[1:], places["amends"] - 1))
        for row in table.rows
    )
    return Table("deals", (*first, *table.columns[1:]), made)


def _part(row: Row) -> Row:
    deal, company, _, role, side, joint = row
    here, there = node_id(company), node_id(deal)
    ends = (there, here) if side == "takes" else (here, there)
    return (f"{there}.{role}.{here}", *ends, role, side, joint)


def _tie(row: Row, places: dict[str, int]) -> Row:
    deal, source, target = (node_id(iri) for iri in row[:3])
    rest = _linked(row[3:], places["amends"] - 3)
    return (f"{deal}.{source}.{target}", source, target, deal, _label(row, places), *rest)


def _linked(row: Row, place: int) -> Iterator[object]:
    return (node_id(cell) if at == place and cell is not None else cell for at, cell in enumerate(row))


def _label(row: Row, places: dict[str, int]) -> str:
    low, high = row[places["low"]], row[places["high"]]
    return deal_label(row[places["kind"]], high if low is None else low, row[places["currency"]])


def _places(table: Table) -> dict[str, int]:
    return {column.name: place for place, column in enumerate(table.columns)}
