"""Networks and pictures to files, by the name of the format."""

from collections.abc import Callable
from typing import Final, TextIO

from kg.network.forms import Form, Network, bipartite, flat
from kg.network.gexf import write_gexf
from kg.network.graphml import write_graphml
from kg.network.picture import neighbourhood, write_dot, write_svg
from kg.selection import Selection, Table
from kg.store import Graph

FORMS: Final[dict[str, Form]] = {"bipartite": bipartite, "flat": flat}
NETWORKS: Final[dict[str, Callable[[TextIO, tuple[Table, ...], Table], None]]] = {
    "graphml": write_graphml,
    "gexf": write_gexf,
}
PICTURES: Final = {"dot": write_dot, "svg": write_svg}
_SORTED = 100_000


def write_network(file: TextIO, graph: Graph, format_: str, selection: Selection, *, form: Form = bipartite) -> None:
    """A network as GraphML or GEXF. Up to 100 thousand edges in order, so that files compare; larger ones as they come.

    Raises:
        QueryError: the selection's company is not in the graph.
        KeyError: the format is none of :data:`NETWORKS`.
    """
    network = form(graph, selection)
    if _edge_count(graph) <= _SORTED:
        network = Network(tuple(map(_sorted, network.nodes)), _sorted(network.edges))
    NETWORKS[format_](file, network.nodes, network.edges)


def write_picture(file: TextIO, graph: Graph, format_: str, selection: Selection) -> None:
    """A company's neighbourhood as DOT or SVG.

    Raises:
        QueryError: the selection has no company, or the graph does not know it.
        KeyError: the format is none of :data:`PICTURES`.
    """
    PICTURES[format_](file, neighbourhood(graph, selection))


def _sorted(table: Table) -> Table:
    return Table(table.name, table.columns, sorted(table.rows, key=lambda row: row[0]))


def _edge_count(graph: Graph) -> int:
    """How many edges there are, counted no further than it matters."""
    counted = (
        f"SELECT (COUNT(*) AS ?n) {{ SELECT ?deal {{ ?deal a kg:Deal ; kg:party ?company }} LIMIT {_SORTED + 1} }}"
    )
    return int(str(next(iter(graph.select(counted)))[0]))
