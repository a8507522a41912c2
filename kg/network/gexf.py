"""GEXF 1.3 with time: each deal, and each edge of one, exists from its start to its end as far as they are known.

The time of a thing is an attribute of its element (``start``, ``end``: days, the end included, as GEXF counts), so that
Gephi's timeline filters by it. Everything else is as in :mod:`kg.network.graphml`.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any, Final, TextIO

from kg.network.elements import EDGE, NODE, Keys, Row, Style, edge_keys, node_keys, write_elements
from kg.network.xmltext import escaped
from kg.selection import Table, Type

_TYPES: Final[dict[Type, str]] = {
    Type.TEXT: "string",
    Type.INTEGER: "integer",
    Type.NUMBER: "double",
    Type.BOOLEAN: "boolean",
    Type.DAY: "string",
}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">
"""
_DAY = timedelta(days=1)
STARTS, ENDS, LABEL = "starts", "ends", "label"


def write_gexf(file: TextIO, nodes: Sequence[Table], edges: Table) -> None:
    """Write one directed graph; the tables are those of :func:`kg.network.graphml.write_graphml`.

    Columns ``starts`` and ``ends`` (first day, and the day after the last) give an element its time, ``label`` its
    label. All of them stay attributes too.

    Raises:
        ValueError: two tables of nodes give one name two types.
    """
    of_nodes, of_edges = node_keys(nodes), edge_keys(edges)
    file.write(_HEAD)
    file.writelines(_declared("node", of_nodes))
    file.writelines(_declared("edge", of_edges))
    file.write("<nodes>\n")
    for table in nodes:
        write_elements(file, table, NODE, of_nodes, _STYLE)
    file.write("</nodes>\n<edges>\n")
    write_elements(file, edges, EDGE, of_edges, _STYLE)
    file.write("</edges>\n</graph>\n</gexf>\n")


def _declared(domain: str, found: Keys) -> Iterator[str]:
    yield f'<attributes class="{domain}" mode="static">\n'
    for name, (key, kind) in found.items():
        yield f'<attribute id="{key}" title="{escaped(name)}" type="{_TYPES[kind]}"/>\n'
    yield "</attributes>\n"


def _lives(table: Table) -> Callable[[Row], str]:
    """What tells a row's label and time."""
    names = [column.name for column in table.columns]
    places = [names.index(name) if name in names else None for name in (LABEL, STARTS, ENDS)]
    return lambda row: _life(*(None if place is None else row[place] for place in places))


def _life(label: str | None, starts: Any, ends: Any) -> str:
    line = "" if label is None else f' label="{escaped(label)}"'
    if starts is not None:
        line += f' start="{starts.isoformat()}"'
    if ends is not None:
        line += f' end="{(ends - _DAY).isoformat()}"'
    return line + "><attvalues>"


_STYLE: Final = Style(_lives, '<attvalue for="{}" value="', '"/>', "</attvalues>")
