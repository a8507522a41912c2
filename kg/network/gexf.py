"""GEXF 1.3 with time: each deal, and each edge of one, exists from its start to its end as far as they are known.

The time of a thing is an attribute of its element (``start``, ``end``: days, the end included, as GEXF counts), so that
Gephi's timeline filters by it. Everything else is as in :mod:`kg.network.graphml`.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any, Final, TextIO

from kg.network.graphml import Keys, keys, write_lines
from kg.network.xmltext import WRITE, escaped
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
Row = tuple[Any, ...]


def write_gexf(file: TextIO, nodes: Sequence[Table], edges: Table) -> None:
    """Write one directed graph; the tables are those of :func:`kg.network.graphml.write_graphml`.

    Columns ``starts`` and ``ends`` (first day, and the day after the last) give an element its time, ``label`` its
    label. All of them stay attributes too.

    Raises:
        ValueError: two tables of nodes give one name two types.
    """
    node_keys = keys("n", (c for table in nodes for c in table.columns[1:]))
    edge_keys = keys("e", edges.columns[3:])
    file.write(_HEAD)
    file.writelines(_declared("node", node_keys))
    file.writelines(_declared("edge", edge_keys))
    file.write("<nodes>\n")
    for table in nodes:
        write_lines(file, _lines(table, 1, node_keys, _node))
    file.write("</nodes>\n<edges>\n")
    write_lines(file, _lines(edges, 3, edge_keys, _edge))
    file.write("</edges>\n</graph>\n</gexf>\n")


def _declared(domain: str, found: Keys) -> Iterator[str]:
    yield f'<attributes class="{domain}" mode="static">\n'
    for name, (key, kind) in found.items():
        yield f'<attribute id="{key}" title="{escaped(name)}" type="{_TYPES[kind]}"/>\n'
    yield "</attributes>\n"


def _lines(table: Table, skip: int, found: Keys, start: Callable[[Row], str]) -> Iterator[str]:
    names = [column.name for column in table.columns]
    places = [names.index(name) if name in names else None for name in (LABEL, STARTS, ENDS)]
    end = "</attvalues></edge>\n" if skip > 1 else "</attvalues></node>\n"
    parts = [(f'<attvalue for="{found[c.name][0]}" value="', WRITE[c.type]) for c in table.columns[skip:]]
    for row in table.rows:
        line = start(row) + _life(*(None if place is None else row[place] for place in places))
        for (tag, write), value in zip(parts, row[skip:], strict=True):
            if value is not None and value != "":
                line += tag + write(value) + '"/>'
        yield line + end


def _life(label: str | None, starts: Any, ends: Any) -> str:
    line = "" if label is None else f' label="{escaped(label)}"'
    if starts is not None:
        line += f' start="{starts.isoformat()}"'
    if ends is not None:
        line += f' end="{(ends - _DAY).isoformat()}"'
    return line + "><attvalues>"


def _node(row: Row) -> str:
    return f'<node id="{row[0]}"'


def _edge(row: Row) -> str:
    return f'<edge id="{row[0]}" source="{row[1]}" target="{row[2]}"'
