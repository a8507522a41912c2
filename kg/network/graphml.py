"""GraphML, written as it is read: a stream of rows in, a stream of lines out, nothing gathered.

The subset that Gephi, yEd, Cytoscape, networkx and igraph all read: one directed graph, every attribute declared with
``boolean``, ``int``, ``double`` or ``string``, names unique among nodes and among edges, nodes before edges, no nested
graphs, hyperedges, ports or defaults, identifiers that are XML name tokens. What is unknown is left out; an empty text
counts as unknown, because readers differ on it. Days are strings in ISO form, since GraphML has no type for them.
"""

from collections.abc import Iterator, Sequence
from typing import Final, TextIO

from kg.network.elements import EDGE, NODE, Keys, Style, edge_keys, node_keys, write_elements
from kg.network.xmltext import escaped
from kg.selection import Table, Type

_TYPES: Final[dict[Type, str]] = {
    Type.TEXT: "string",
    Type.INTEGER: "int",
    Type.NUMBER: "double",
    Type.BOOLEAN: "boolean",
    Type.DAY: "string",
}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_STYLE = Style(lambda _: lambda _row: ">", '<data key="{}">', "</data>", "")


def write_graphml(file: TextIO, nodes: Sequence[Table], edges: Table) -> None:
    """Write one directed graph.

    The first column of a table of nodes is the node's id; the first three of the edges are id, source and target. The
    other columns become attributes. Two tables of nodes may share a column; its type must then agree.

    Raises:
        ValueError: two tables of nodes give one name two types.
    """
    of_nodes, of_edges = node_keys(nodes), edge_keys(edges)
    file.write(_HEAD)
    file.writelines(_declared("node", of_nodes))
    file.writelines(_declared("edge", of_edges))
    file.write('<graph id="deals" edgedefault="directed">\n')
    for table in nodes:
        write_elements(file, table, NODE, of_nodes, _STYLE)
    write_elements(file, edges, EDGE, of_edges, _STYLE)
    file.write("</graph>\n</graphml>\n")


def _declared(domain: str, found: Keys) -> Iterator[str]:
    for name, (key, kind) in found.items():
        yield f'<key id="{key}" for="{domain}" attr.name="{escaped(name)}" attr.type="{_TYPES[kind]}"/>\n'
