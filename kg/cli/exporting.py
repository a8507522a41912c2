"""``kg export``: the graph, or a choice of its deals, for other programs."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli import options
from kg.cli.options import Data, Out, binary_output, output, whole_file
from kg.errors import ConfigError
from kg.kinds import Family, Kind, Status
from kg.selection import Selection, subjects
from kg.store import Graph, open_graph


class Form(StrEnum):
    """What ``kg export`` writes."""

    GRAPHML = "graphml"
    GEXF = "gexf"
    DOT = "dot"
    SVG = "svg"
    NQ = "nq"
    TRIG = "trig"
    TTL = "ttl"
    NT = "nt"
    JSONLD = "jsonld"
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"


class Rows(StrEnum):
    """The tables of csv and parquet."""

    COMPANIES = "companies"
    DEALS = "deals"
    PARTIES = "parties"
    CLAIMS = "claims"


_RDF = frozenset((Form.NQ, Form.TRIG, Form.TTL, Form.NT, Form.JSONLD))
_PICTURES = frozenset((Form.DOT, Form.SVG))
_NETWORKS = frozenset((Form.GRAPHML, Form.GEXF))


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("export")(export_cli)


def export_cli(
    form: Annotated[Form, typer.Argument(help="Networks, pictures (with --company), RDF, tables.", metavar="FORMAT")],
    *,
    data: Data = None,
    out: Out = None,
    flat: Annotated[bool, typer.Option("--flat", help="Networks: an edge a deal, instead of a node a deal.")] = False,
    table: Annotated[Rows, typer.Option(help="csv, parquet: which table.")] = Rows.DEALS,
    company: Annotated[str | None, typer.Option(help="Only deals of this company.")] = None,
    since: Annotated[str | None, typer.Option(help="Only deals from this year, month or day on.")] = None,
    until: Annotated[str | None, typer.Option(help="Only deals until then, itself included.")] = None,
    kind: Annotated[list[str] | None, typer.Option(help="Only deals of this kind or family; may be repeated.")] = None,
    status: Annotated[list[Status] | None, typer.Option(help="Only deals of this status; may be repeated.")] = None,
) -> None:
    """Write the graph for other programs: graphml gexf dot svg nq trig ttl nt jsonld csv xlsx parquet."""
    kinds = tuple(_kind(name) for name in kind or ())
    chosen = Selection(company, options.first_day(since), options.day_after(until), kinds, tuple(status or ()))
    graph = open_graph(options.folder(data), limit=None)
    if form in _RDF:
        about = None if chosen.everything else subjects(graph, chosen)
        with binary_output(out) as stream:
            graph.dump(form.value, stream, about)
    elif form in _NETWORKS or form in _PICTURES:
        _network(graph, form, chosen, out, flat=flat)
    else:
        _tables(graph, form, chosen, out, table)


def _kind(name: str) -> Kind | Family:
    for words in (Kind, Family):
        if name in set(words):
            return words(name)
    raise ConfigError(f"--kind {name}: no such kind; there is {', '.join([*Kind, *Family])}")


def _network(graph: Graph, form: Form, chosen: Selection, out: Path | None, *, flat: bool) -> None:
    from kg.network.export import FORMS, write_network, write_picture

    with output(out) as stream:
        if form in _PICTURES:
            write_picture(stream, graph, form.value, chosen)
        else:
            write_network(stream, graph, form.value, chosen, form=FORMS["flat" if flat else "bipartite"])


def _tables(graph: Graph, form: Form, chosen: Selection, out: Path | None, table: Rows) -> None:
    from kg.tables import TABLES, write_csv, write_parquet, write_xlsx

    if form is Form.CSV:
        with output(out) as stream:
            write_csv(stream, TABLES[table.value](graph, chosen))
        return
    if out is None:
        raise ConfigError(f"{form} is no text; name a file with -o")
    with whole_file(out) as part:
        if form is Form.XLSX:
            write_xlsx(part, [made(graph, chosen) for made in TABLES.values()])
        else:
            write_parquet(part, TABLES[table.value](graph, chosen))
