"""The network files keep to what Gephi, yEd and Cytoscape document that they read.

What each documents, in our words:

- GraphML itself (graphml.graphdrawing.org, primer and specification): ids are unique name tokens; a ``data`` element
  names a declared ``key`` of its element's kind; an edge's ends are nodes.
- Gephi (docs.gephi.org, Import, GraphML Format): attributes of boolean, int, long, float, double or string, each with
  an id, a name, ``node`` or ``edge`` and a type; one graph, directed or not; no sub-graphs, no hyperedges, no elements
  of other programs within the data. GEXF (gexf.net, 1.3): integer, long, double, float, boolean, string, date types;
  attributes are declared; a time of the graph's own time format; an end is not before its start.
- yEd (docs.yworks.com, GraphML): structure by graph, node and edge with unique ids; ``key`` with ``attr.name`` and
  ``attr.type``; attributes of one kind are told apart by name, for its properties mapper.
- Cytoscape (manual.cytoscape.org, formats and column data, and the source of its GraphML reader): ``attr.type`` of int,
  long, float, double, boolean or string, a value of any other is dropped; elements without a prefix; nodes before edges
  that join them; the names of its own columns are its own; integers are of 32 bits.
"""

import io
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

import market
import pytest

from kg.network.export import FORMS, write_network
from kg.selection import Selection

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF = "{http://gexf.net/1.3}"
OWN_COLUMNS = {"suid", "name", "shared name", "selected", "interaction", "shared interaction"}
NAME_TOKEN = re.compile(r"[\w.:·-]+")
TYPES = {"int", "long", "float", "double", "boolean", "string"}
PARSED: dict[str, Callable[[str], object]] = {
    "string": str,
    "int": int,
    "integer": int,
    "double": float,
    "boolean": {"true": True, "false": False}.__getitem__,
}


def text(format_: str, form: str) -> str:
    file = io.StringIO()
    write_network(file, market.market(), format_, Selection(), form=FORMS[form])
    return file.getvalue()


def written(format_: str, form: str) -> ET.Element:
    return ET.fromstring(text(format_, form))


@pytest.fixture(scope="module", params=FORMS)
def graphml(request: pytest.FixtureRequest) -> ET.Element:
    return written("graphml", request.param)


@pytest.fixture(scope="module", params=FORMS)
def gexf(request: pytest.FixtureRequest) -> ET.Element:
    return written("gexf", request.param)


def keys(root: ET.Element) -> Iterator[tuple[str, dict[str, str]]]:
    return ((key.get("id", ""), dict(key.attrib)) for key in root.iter(f"{GRAPHML}key"))


def test_graphml_has_one_plain_graph(graphml):
    """No sub-graphs, hyperedges, ports, nor other programs' elements; every element is GraphML's own."""
    tags = Counter(element.tag.removeprefix(GRAPHML) for element in graphml.iter())
    assert set(tags) == {"graphml", "key", "graph", "node", "edge", "data"}
    assert tags["graph"] == 1
    assert graphml.find(f"{GRAPHML}graph").get("edgedefault") == "directed"
    assert not [data for data in graphml.iter(f"{GRAPHML}data") if len(data)]


def test_graphml_ids_are_unique_name_tokens_and_edges_join_nodes(graphml):
    ids = {tag: [e.get("id") for e in graphml.iter(GRAPHML + tag)] for tag in ("node", "edge", "key")}
    every = [id_ for found in ids.values() for id_ in found]
    assert len(set(every)) == len(every)
    assert all(NAME_TOKEN.fullmatch(id_) for id_ in every)
    ends = {edge.get(end) for edge in graphml.iter(f"{GRAPHML}edge") for end in ("source", "target")}
    assert ends <= set(ids["node"])


def test_graphml_attributes_are_declared_typed_and_hold_what_they_declare(graphml):
    declared = dict(keys(graphml))
    assert all(set(key) == {"id", "for", "attr.name", "attr.type"} for key in declared.values())
    assert {key["for"] for key in declared.values()} == {"node", "edge"}
    for domain in ("node", "edge"):
        for element in graphml.iter(GRAPHML + domain):
            named = [data.get("key") for data in element]
            assert len(set(named)) == len(named)
            for data in element:
                assert declared[data.get("key")]["for"] == domain
                PARSED[declared[data.get("key")]["attr.type"]](data.text)


def test_graphml_names_are_one_a_kind_and_none_of_cytoscapes_own(graphml):
    names = [(key["for"], key["attr.name"].lower()) for _, key in keys(graphml)]
    assert len(set(names)) == len(names)
    assert not OWN_COLUMNS & {name for _, name in names}


def test_graphml_is_of_the_types_that_all_tools_know(graphml):
    assert {key["attr.type"] for _, key in keys(graphml)} <= TYPES


@pytest.mark.parametrize("form", FORMS)
def test_graphml_elements_have_no_prefix_and_nodes_come_before_edges(form):
    file = text("graphml", form)
    assert not re.search(r"</?\w+:", file)
    assert file.rindex("<node ") < file.index("<edge ")


def test_graphml_integers_fit_32_bits(graphml):
    whole = {id_ for id_, key in keys(graphml) if key["attr.type"] == "int"}
    assert all(abs(int(d.text)) < 2**31 for d in graphml.iter(f"{GRAPHML}data") if d.get("key") in whole)


def test_every_node_has_a_label_to_show(graphml):
    label = next(id_ for id_, key in keys(graphml) if (key["for"], key["attr.name"]) == ("node", "label"))
    assert all(label in {data.get("key") for data in node} for node in graphml.iter(f"{GRAPHML}node"))


def test_gexf_is_of_version_1_3_with_days_for_time(gexf):
    assert (gexf.tag, gexf.get("version")) == (f"{GEXF}gexf", "1.3")
    [graph] = gexf.findall(f"{GEXF}graph")
    assert dict(graph.attrib) == {
        "defaultedgetype": "directed",
        "mode": "dynamic",
        "timeformat": "date",
        "timerepresentation": "interval",
    }
    for element in (*gexf.iter(f"{GEXF}node"), *gexf.iter(f"{GEXF}edge")):
        days = [date.fromisoformat(day) for day in (element.get("start"), element.get("end")) if day]
        assert days == sorted(days)


def test_gexf_values_are_declared_for_their_kind_and_hold_it(gexf):
    for domain in ("node", "edge"):
        [listed] = [a for a in gexf.iter(f"{GEXF}attributes") if a.get("class") == domain]
        declared = {a.get("id"): a.get("type") for a in listed}
        assert len({a.get("title") for a in listed}) == len(declared)
        for element in gexf.iter(GEXF + domain):
            for value in element.iter(f"{GEXF}attvalue"):
                PARSED[declared[value.get("for")]](value.get("value"))
    assert all(e.get("label") for e in gexf.iter(f"{GEXF}node"))
