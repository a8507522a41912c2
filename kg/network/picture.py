"""A picture of one company's neighbourhood, as DOT for Graphviz or as SVG for a browser.

An arrow goes from who gives to who takes; partners are joined without one. A firm deal is a solid line, a possible one
dashed, one that is off dotted.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Final, TextIO

from kg.errors import QueryError
from kg.lookup import find_entity, names_of
from kg.network.forms import deal_label
from kg.network.xmltext import escaped
from kg.selection import Row, Selection, Table, edges
from kg.store import Graph

_DOT_STYLE: Final = {"firm": "solid", "possible": "dashed", "off": "dotted"}
_SVG_DASH: Final = {"firm": "", "possible": ' stroke-dasharray="6 4"', "off": ' stroke-dasharray="1 5"'}
_RADIUS, _NODE, _SIDE = 300, 34, 960
_PARTNERS, _DEALS = 20, 3


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """A deal of the company with another: its label and firmness, and whether the company gives, takes or is a peer."""

    other: str
    side: str
    label: str
    firmness: str


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A company and its ties, the partner with most deals first; ``hidden`` partners are left out of the picture."""

    company: str
    ties: tuple[tuple[Tie, ...], ...]
    hidden: int = 0


def neighbourhood(graph: Graph, selection: Selection, *, most: int = _PARTNERS) -> Neighbourhood:
    """The deals of the selection's company, by counterparty.

    Raises:
        QueryError: the selection has no company, or the graph does not know it.
    """
    if selection.company is None:
        raise QueryError("a picture shows one company and those around it; name it with --company NAME")
    company = find_entity(graph, selection.company)
    table = edges(graph, selection)
    by_other: dict[str, list[Row]] = defaultdict(list)
    for row in table.rows:
        if company.iri in row[1:3]:
            by_other[row[2] if row[1] == company.iri else row[1]].append(row)
    names = names_of(graph, by_other)
    groups = (tuple(sorted(_ties(names[iri], rows, table, company.iri))) for iri, rows in by_other.items())
    ranked = sorted(groups, key=lambda ties: (-len(ties), ties[0].other))
    return Neighbourhood(company.name, tuple(ranked[:most]), max(0, len(ranked) - most))


def write_dot(file: TextIO, near: Neighbourhood) -> None:
    """The neighbourhood for Graphviz."""
    file.write("digraph deals {\n  rankdir=LR;\n  node [shape=box, style=rounded, fontname=Helvetica];\n")
    file.write(f"  {_dot(near.company)} [penwidth=2];\n")
    for tie in (tie for ties in near.ties for tie in ties):
        ends = (near.company, tie.other) if tie.side == "gives" else (tie.other, near.company)
        arrow = ", dir=none" if tie.side == "peer" else ""
        style = _DOT_STYLE[tie.firmness]
        file.write(f"  {_dot(ends[0])} -> {_dot(ends[1])} [label={_dot(tie.label)}, style={style}{arrow}];\n")
    file.write("}\n")


def write_svg(file: TextIO, near: Neighbourhood) -> None:
    """The neighbourhood as a picture: the company in the middle, its counterparties around it."""
    file.write(_HEAD.format(side=_SIDE, name=escaped(near.company)))
    spots = [(_spot(place, len(near.ties)), ties) for place, ties in enumerate(near.ties)]
    for spot, ties in spots:
        file.writelines(_line(spot, tie, place, len(ties)) for place, tie in enumerate(ties))
    for spot, ties in spots:
        file.write(_node(spot, ties[0].other) + _notes(spot, ties))
    file.write(_node((_SIDE / 2, _SIDE / 2), near.company, css="centre"))
    if near.hidden:
        file.write(f'<text class="note" x="12" y="{_SIDE - 12}">+ {near.hidden}</text>\n')
    file.write("</svg>\n")


_HEAD = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img">
<title>{name}</title>
<style>text {{ font: 12px Helvetica, Arial, sans-serif; text-anchor: middle; fill: #1d1d1f; paint-order: stroke;
stroke: #fff; stroke-width: 4px; stroke-linejoin: round }}
.note {{ font-size: 10px; fill: #555 }} circle {{ fill: #eef3fb; stroke: #3b6fb5 }} .centre {{ fill: #3b6fb5 }}
line {{ stroke: #7a8aa0; stroke-width: 1.5 }}</style>
<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">\
<path d="M0 0 L8 4 L0 8 z" fill="#7a8aa0"/></marker></defs>
<rect width="100%" height="100%" fill="#fff"/>
"""
Spot = tuple[float, float]


def _ties(other: str, rows: Iterable[Row], table: Table, company: str) -> Iterable[Tie]:
    places = {column.name: place for place, column in enumerate(table.columns)}
    for row in rows:
        low, high, currency = row[places["low"]], row[places["high"]], row[places["currency"]]
        label = deal_label(row[places["kind"]], high if low is None else low, currency)
        alike = row[places["family"]] == "alliance" or row[places["kind"]] == "merger"
        side = "peer" if alike else "gives" if row[1] == company else "takes"
        yield Tie(other, side, label, row[places["firmness"]])


def _spot(place: int, count: int) -> Spot:
    """A place on the circle; none straight above the middle, where the company's name stands."""
    angle = 2 * pi * (place + 0.5) / count - pi / 2
    return _SIDE / 2 + _RADIUS * cos(angle), _SIDE / 2 + _RADIUS * sin(angle)


def _line(spot: Spot, tie: Tie, place: int, count: int) -> str:
    """A deal's line from rim to rim; those of one counterparty lie side by side."""
    middle = _SIDE / 2
    along = ((spot[0] - middle) / _RADIUS, (spot[1] - middle) / _RADIUS)
    aside = 7 * (place - (count - 1) / 2)
    shift = (-along[1] * aside, along[0] * aside)
    near = tuple(middle + along[i] * _NODE + shift[i] for i in (0, 1))
    far = tuple(spot[i] - along[i] * _NODE + shift[i] for i in (0, 1))
    (x1, y1), (x2, y2) = (near, far) if tie.side == "gives" else (far, near)
    arrow = "" if tie.side == "peer" else ' marker-end="url(#arrow)"'
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f"<line {ends}{_SVG_DASH[tie.firmness]}{arrow}><title>{escaped(tie.label)}</title></line>\n"


def _node(spot: Spot, name: str, css: str = "") -> str:
    mark = f' class="{css}"' if css else ""
    text = f'<text x="{spot[0]:.1f}" y="{spot[1] - _NODE - 6:.1f}">{escaped(name)}</text>'
    return f'<circle{mark} cx="{spot[0]:.1f}" cy="{spot[1]:.1f}" r="{_NODE}"/>{text}\n'


def _notes(spot: Spot, ties: tuple[Tie, ...]) -> str:
    lines = [tie.label for tie in ties[:_DEALS]] + ([f"+ {len(ties) - _DEALS}"] if len(ties) > _DEALS else [])
    return "".join(
        f'<text class="note" x="{spot[0]:.1f}" y="{spot[1] + _NODE + 14 + 12 * place:.1f}">{escaped(line)}</text>\n'
        for place, line in enumerate(lines)
    )


def _dot(text: str) -> str:
    r"""A quoted DOT string.

    >>> _dot('a "b"')
    '"a \\"b\\""'
    """
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
