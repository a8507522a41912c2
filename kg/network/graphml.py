"""GraphML, written as it is read: a stream of rows in, a stream of lines out, nothing gathered.

The subset that Gephi, yEd, Cytoscape, networkx and igraph all read: one directed graph, every attribute declared with
``boolean``, ``int``, ``double`` or ``string``, names unique among nodes and among edges, nodes before edges, no nested
graphs, hyperedges, ports or defaults, identifiers that are XML name tokens. What is unknown is left out; an empty text
counts as unknown, because readers differ on it. Days are strings in ISO form, since GraphML has no type for them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final, TextIO

from kg.network.xmltext import WRITE, escaped
from kg.selection import Column, Table, Type

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
_BATCH = 500
Row = tuple[Any, ...]
Keys = dict[str, tuple[str, Type]]


def write_graphml(file: TextIO, nodes: Sequence[Table], edges: Table) -> None:
    """Write one directed graph.

    The first column of a table of nodes is the node's id; the first three of the edges are id, source and target. The
    other columns become attributes. Two tables of nodes may share a column; its type must then agree.

    Raises:
        ValueError: two tables of nodes give one name two types.
    """
    node_keys = keys("n", (c for table in nodes for c in table.columns[1:]))
    edge_keys = keys("e", edges.columns[3:])
    file.write(_HEAD)
    file.writelines(_declared("node", node_keys))
    file.writelines(_declared("edge", edge_keys))
    file.write('<graph id="deals" edgedefault="directed">\n')
    for table in nodes:
        write_lines(file, _lines(table, 1, node_keys, _node))
    write_lines(file, _lines(edges, 3, edge_keys, _edge))
    file.write("</graph>\n</graphml>\n")


def keys(prefix: str, columns: Iterable[Column]) -> Keys:
    """A short key and the type for each column's name, in order.

    >>> keys("n", [Column("label", Type.TEXT), Column("deals", Type.INTEGER), Column("label", Type.TEXT)])
    {'label': ('n0', <Type.TEXT: 'text'>), 'deals': ('n1', <Type.INTEGER: 'integer'>)}

    Raises:
        ValueError: one name has two types.
    """
    found: Keys = {}
    for column in columns:
        key, kind = found.setdefault(column.name, (f"{prefix}{len(found)}", column.type))
        if kind is not column.type:
            raise ValueError(f"attribute {column.name!r} ({key}) is {kind} in one table and {column.type} in another")
    return found


def _declared(domain: str, found: Keys) -> Iterator[str]:
    for name, (key, kind) in found.items():
        yield f'<key id="{key}" for="{domain}" attr.name="{escaped(name)}" attr.type="{_TYPES[kind]}"/>\n'


def _lines(table: Table, skip: int, found: Keys, start: Callable[[Row], str]) -> Iterator[str]:
    end = "</edge>\n" if skip > 1 else "</node>\n"
    parts = [(f'<data key="{found[c.name][0]}">', WRITE[c.type]) for c in table.columns[skip:]]
    for row in table.rows:
        line = start(row)
        for (tag, write), value in zip(parts, row[skip:], strict=True):
            if value is not None and value != "":
                line += tag + write(value) + "</data>"
        yield line + end


def _node(row: Row) -> str:
    return f'<node id="{row[0]}">'


def _edge(row: Row) -> str:
    return f'<edge id="{row[0]}" source="{row[1]}" target="{row[2]}">'


def write_lines(file: TextIO, lines: Iterator[str]) -> None:
    """Write a stream of lines in batches, which is faster than line by line and holds little."""
    while batch := "".join(islice(lines, _BATCH)):
        file.write(batch)
