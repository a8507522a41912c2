"""A network as a networkx graph, for those who go on in Python."""

from datetime import date
from decimal import Decimal
from typing import Any

import networkx as nx

from kg.network.forms import Form, Network, bipartite
from kg.selection import Column, Selection
from kg.store import Graph


def to_networkx(graph: Graph, selection: Selection | None = None, form: Form = bipartite) -> nx.MultiDiGraph:
    """The deals chosen as a networkx graph; an edge's key is its id.

    Attributes are what GraphML takes: text, whole numbers, floats, truth values; days in ISO form; what is unknown is
    left out.
    """
    return built(form(graph, selection or Selection()))


def built(network: Network) -> nx.MultiDiGraph:
    """A networkx graph of tables of nodes and edges."""
    made = nx.MultiDiGraph()
    for table in network.nodes:
        made.add_nodes_from((row[0], attributes(table.columns[1:], row[1:])) for row in table.rows)
    columns = network.edges.columns[3:]
    made.add_edges_from((row[1], row[2], row[0], attributes(columns, row[3:])) for row in network.edges.rows)
    return made


def attributes(columns: tuple[Column, ...], cells: tuple[Any, ...]) -> dict[str, str | int | float | bool]:
    """The cells that are known, by column, in types that every format takes."""
    return {c.name: flattened(cell) for c, cell in zip(columns, cells, strict=True) if cell is not None and cell != ""}


def flattened(cell: Any) -> str | int | float | bool:
    """A cell as a plain type.

    >>> flattened(Decimal("38000000000")), flattened(date(2029, 4, 1)), flattened(True)
    (38000000000.0, '2029-04-01', True)
    """
    if isinstance(cell, Decimal):
        return float(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str | int | bool):
        return cell
    raise TypeError(f"{cell!r} is no cell of a table")
