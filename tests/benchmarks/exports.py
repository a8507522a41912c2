"""A large network written as GraphML and GEXF, beside networkx writing the same rows, each in a process of its own.

    python tests/benchmarks/exports.py [EDGES] [FOLDER]

Seconds of the clock and of the processor, and the most memory beyond what the process held before the rows came. The
rows are generated, the same for all; with a FOLDER of :mod:`big_world` its graph is exported as well.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path

from kg.selection import Column, Table, Type

EDGES = 1_000_000
ENDS = tuple(Column(name, Type.TEXT) for name in ("id", "source", "target"))
NODE = (Column("id", Type.TEXT), Column("iri", Type.TEXT), Column("label", Type.TEXT), Column("deals", Type.INTEGER))
EDGE = (
    *ENDS,
    Column("deal", Type.TEXT),
    Column("label", Type.TEXT),
    Column("kind", Type.TEXT),
    Column("status", Type.TEXT),
    Column("starts", Type.DAY),
    Column("ends", Type.DAY),
    Column("low", Type.NUMBER),
    Column("currency", Type.TEXT),
    Column("joint", Type.BOOLEAN),
    Column("sources", Type.INTEGER),
)
FIRST = date(2015, 1, 1)


def tables(edges: int) -> tuple[tuple[Table, ...], Table]:
    """Companies, a fifth as many as edges, and deals between them, row by row."""
    companies = edges // 5
    return (Table("companies", NODE, _companies(companies)),), Table("edges", EDGE, _edges(edges, companies))


def _companies(count: int) -> Iterator[tuple]:
    return ((f"c{i}", f"https://example.org/{i}", f"Peñas & Faro {i}, S.A.", i % 40) for i in range(count))


def _edges(count: int, companies: int) -> Iterator[tuple]:
    for i in range(count):
        day = FIRST + timedelta(i % 4000)
        ends = (f"d{i}", f"c{i * 7919 % companies}", f"c{i * 104729 % companies}")
        rest = ("supply", "signed", day, day + timedelta(900), Decimal(i * 1000), "EUR", i % 10 == 0, 1 + i % 3)
        yield (*ends, f"deal-{i}", f"supply {i * 1000:,} EUR", *rest)


def graphml(path: Path, edges: int) -> None:
    from kg.network.graphml import write_graphml

    with path.open("w", encoding="utf8") as file:
        write_graphml(file, *tables(edges))


def gexf(path: Path, edges: int) -> None:
    from kg.network.gexf import write_gexf

    with path.open("w", encoding="utf8") as file:
        write_gexf(file, *tables(edges))


def networkx(path: Path, edges: int) -> None:
    import networkx as nx

    from kg.network.forms import Network
    from kg.network.graphs import built

    nx.write_graphml_xml(built(Network(*tables(edges))), path)


def stored(path: Path, folder: str) -> None:
    from kg.network.export import FORMS, write_network
    from kg.selection import Selection
    from kg.store import open_graph

    with path.open("w", encoding="utf8") as file:
        write_network(file, open_graph(folder, limit=None), "graphml", Selection(), form=FORMS["flat"])


def measured(work: Callable[[Path, int | str], None], given: int | str) -> tuple[float, float, float, float]:
    """Seconds of clock and processor, megabytes beyond the process's own, megabytes written."""
    import kg.network.export  # noqa: F401 - what the writer is made of is the process's own

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "network")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began, busy = time.perf_counter(), time.process_time()
        work(path, given)
        took, busy = time.perf_counter() - began, time.process_time() - busy
        more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        return took, busy, more / 1024, path.stat().st_size / 1e6


def main() -> None:
    """Print a line for each writer."""
    edges = int(sys.argv[1]) if len(sys.argv) > 1 else EDGES
    works: list[tuple[str, Callable, int | str]] = [
        (f"kg graphml, {edges:,} edges", graphml, edges),
        (f"kg gexf, {edges:,} edges", gexf, edges),
        (f"networkx graphml, {edges:,} edges", networkx, edges),
    ]
    works += [(f"kg graphml of {folder}", stored, folder) for folder in sys.argv[2:3]]
    print(f"{'':<40}{'s':>9}{'cpu s':>9}{'MB more':>9}{'MB file':>9}")
    for label, work, given in works:
        with get_context("spawn").Pool(1) as pool:
            found = pool.apply(measured, (work, given))
        print(f"{label:<40}" + "".join(f"{value:>9.1f}" for value in found), flush=True)


if __name__ == "__main__":
    main()
