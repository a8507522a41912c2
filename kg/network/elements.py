"""What GraphML and GEXF share: keys for the columns, and tables of nodes and edges as a stream of elements.

Nothing is gathered: a row in, a line out, written in batches.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, TextIO

from kg.network.xmltext import WRITE
from kg.selection import Column, Table, Type

NODE: Final = 1
"""How many columns of a table of nodes are no attributes: its id."""

EDGE: Final = 3
"""How many columns of a table of edges are none: id, source and target."""

_BATCH = 500
Row = tuple[Any, ...]
Keys = dict[str, tuple[str, Type]]


@dataclass(frozen=True, slots=True)
class Style:
    """How a format writes an element: what follows its id and ends (made for a table), an attribute, its end."""

    opening: Callable[[Table], Callable[[Row], str]]
    before: str
    after: str
    end: str


def node_keys(nodes: Sequence[Table]) -> Keys:
    """The keys of the attributes of all tables of nodes.

    Raises:
        ValueError: two tables give one name two types.
    """
    return keys("n", (column for table in nodes for column in table.columns[NODE:]))


def edge_keys(edges: Table) -> Keys:
    """The keys of the attributes of edges."""
    return keys("e", edges.columns[EDGE:])


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


def write_elements(file: TextIO, table: Table, skip: int, found: Keys, style: Style) -> None:
    """Write a table's rows as nodes (``skip`` :data:`NODE`) or edges (:data:`EDGE`); what is unknown is left out."""
    lines = _lines(table, skip, found, style)
    while batch := "".join(islice(lines, _BATCH)):
        file.write(batch)


def _lines(table: Table, skip: int, found: Keys, style: Style) -> Iterator[str]:
    element = "node" if skip == NODE else "edge"
    start, after, end = style.opening(table), style.after, f"{style.end}</{element}>\n"
    ends = "" if skip == NODE else '" source="{1}" target="{2}'
    head = f'<{element} id="{{0}}{ends}"'.format
    parts = [(style.before.format(found[c.name][0]), WRITE[c.type]) for c in table.columns[skip:]]
    for row in table.rows:
        line = head(*row[:skip]) + start(row)
        for (before, write), value in zip(parts, row[skip:], strict=True):
            if value is not None and value != "":
                line += before + write(value) + after
        yield line + end
