"""GraphML and GEXF open elsewhere with parallel edges and typed attributes intact, and say what the graph says."""

import io
from pathlib import Path

import igraph
import market
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.network.export import FORMS, write_network, write_picture
from kg.network.graphml import write_graphml
from kg.network.graphs import to_networkx
from kg.selection import Column, Selection, Table, Type


def written(format_: str, form: str) -> str:
    file = io.StringIO()
    write_network(file, market.market(), format_, Selection(), form=FORMS[form])
    return file.getvalue()


def plain(graph: nx.MultiDiGraph) -> tuple[dict, dict]:
    return dict(graph.nodes(data=True)), {key: (a, b, data) for a, b, key, data in graph.edges(keys=True, data=True)}


@pytest.mark.parametrize("form", FORMS)
def test_graphml_reads_back_as_the_graph(form):
    read = nx.parse_graphml(written("graphml", form), force_multigraph=True)
    assert plain(read) == plain(to_networkx(market.market(), form=FORMS[form]))


def test_igraph_reads_parallel_edges_and_types(tmp_path: Path):
    path = tmp_path / "flat.graphml"
    path.write_text(written("graphml", "flat"), encoding="utf8")
    read = igraph.Graph.Read_GraphML(str(path))
    ferrum, orbital = (read.vs.find(label=name).index for name in ("Ferrum Chips", "Orbital AI"))
    between = [edge for edge in read.es if (edge.source, edge.target) == (ferrum, orbital)]
    assert {(edge["deal"], edge["usd"]) for edge in between} == {("stake", 1e9), ("chips", 5e8)}
    assert {edge["joint"] for edge in read.es if edge["deal"] == "loan"} == {True}


def test_gexf_has_time_and_parallel_edges():
    read = nx.read_gexf(io.BytesIO(written("gexf", "flat").encode()))
    assert len(read["ferrum"]["orbital"]) == 2
    (service,) = (data for _, _, data in read.edges(data=True) if data["deal"] == "service")
    assert (service["start"], service["end"]) == ("2025-01-01", "2026-03-31")


def test_every_edge_is_a_part_in_a_deal_of_the_graph():
    (count,) = next(iter(market.market().select("SELECT (COUNT(*) AS ?n) { ?deal a kg:Deal ; kg:party ?company }")))
    assert to_networkx(market.market()).number_of_edges() == count


@settings(deadline=None)
@given(
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Z"]), min_size=1),
    st.decimals(0, 10**15, places=2),
)
def test_attributes_survive(text, value):
    columns = (Column("id", Type.TEXT), Column("label", Type.TEXT), Column("eur", Type.NUMBER))
    ends = tuple(Column(name, Type.TEXT) for name in ("id", "source", "target"))
    file = io.StringIO()
    write_graphml(file, (Table("nodes", columns, [("a", text, value)]),), Table("edges", ends, []))
    assert nx.parse_graphml(file.getvalue()).nodes["a"] == {"label": text, "eur": float(value)}


@pytest.mark.parametrize(("format_", "start"), [("dot", "digraph"), ("svg", "<svg")])
def test_a_picture_shows_the_neighbours(format_, start):
    file = io.StringIO()
    write_picture(file, market.market(), format_, Selection(company="Orbital AI"))
    assert file.getvalue().startswith(start)
    assert "Ferrum Chips" in file.getvalue()


@pytest.mark.parametrize("format_", ["dot", "svg"])
def test_a_picture_needs_a_company(format_):
    with pytest.raises(QueryError, match="name it with --company NAME"):
        write_picture(io.StringIO(), market.market(), format_, Selection())
