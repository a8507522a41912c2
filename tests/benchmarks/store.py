"""How long each ready question takes on a large graph, beside the plain SPARQL for what the sums are written for.

    python tests/benchmarks/big_world.py FOLDER DEALS
    python tests/benchmarks/store.py [FOLDER [ROUNDS]]

Each question is asked first cold (as its first asking in the process), then ROUNDS times; milliseconds of processor
time, which other work on the machine lengthens little, the median of the rounds. The companies asked for are the two
largest of the graph and one of the middle.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from statistics import median

from big_world import write

from kg.ask import answer, find_question
from kg.errors import QueryError
from kg.store import Graph, open_graph

SMALL = 5_000
TODAY = date(2026, 1, 1)
LARGE, OTHER, MIDDLE = "company-0", "company-1", "company-{middle}"
ENTITY = "https://w3id.org/kg-deals/id/entity/"
CASES: tuple[tuple[str, dict[str, str]], ...] = (
    *((name, {"company": LARGE}) for name in ("contracts", "concentration", "promised", "circular", "ownership")),
    ("contracts", {"company": MIDDLE}),
    ("contracts", {"company": LARGE, "since": "2024", "until": "2024"}),
    ("concentration", {"company": MIDDLE}),
    ("promised", {"company": MIDDLE}),
    ("between", {"company": LARGE, "other": OTHER}),
    ("connection", {"company": LARGE, "other": OTHER}),
    ("connection", {"company": MIDDLE, "other": LARGE}),
    ("cycles", {"company": LARGE}),
    ("cycles", {"company": MIDDLE}),
    ("cycles", {"company": MIDDLE, "length": "6"}),
    ("circular", {}),
    ("ownership", {}),
    ("top_suppliers", {}),
    ("top_customers", {}),
    ("totals", {}),
    ("ending", {"months": "6"}),
    ("ending", {"months": "12", "company": LARGE}),
    ("new", {"since": "2025-06"}),
    ("new", {"since": "2025-06", "company": LARGE}),
    ("rumours", {}),
    ("rumours", {"company": LARGE}),
    ("disagreements", {}),
    ("disagreements", {"company": LARGE}),
    ("deals", {}),
    ("deals", {"kind": "loan", "since": "2020", "until": "2020"}),
    ("deals", {"kind": "contract", "status": "completed"}),
    ("deals", {"kind": "debt_issue", "status": "denied", "min_usd": "90000000000"}),
    ("deals", {"min_usd": "90000000000"}),
    ("deals", {"max_usd": "110000"}),
    ("deals", {"min_usd": "1000000", "max_usd": "1010000"}),
    ("deals", {"min_usd": "1000000", "max_usd": "1500000", "status": "denied"}),
    ("deals", {"status": "denied"}),
    ("deals", {"kind": "loan"}),
    ("deals", {"status": "denied", "since": "2016", "until": "2016-01", "max_usd": "200000"}),
)
SUMS = "SELECT (SUM(?v) AS ?n) { ?deal kg:counted true ; kg:amount ?a . ?a kg:usdLow ?v }"


def main() -> None:
    """Ask the graph given, or a small one made for it."""
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with tempfile.TemporaryDirectory() as made:
        if len(sys.argv) < 2:
            write(Path(made), SMALL)
        ask_all(open_graph(Path(sys.argv[1] if len(sys.argv) > 1 else made), limit=None), rounds)


def ask_all(graph: Graph, rounds: int) -> None:
    """Print the size of the graph and a line for each question."""
    companies = _count(graph, "kg:Company")
    print(f"{_count(graph, 'kg:Deal'):,} deals, {companies:,} companies, {len(graph):,} quads")
    print(f"{'':<70}{'cold ms':>9}{'ms':>8}{'rows':>7}")
    for name, values in CASES:
        filled = {k: _filled(v, companies) for k, v in values.items()}
        label = " ".join([name, *(f"{k}={v.removeprefix(ENTITY)}" for k, v in filled.items())])
        _report(label, lambda name=name, filled=filled: _ask(graph, name, filled), rounds)
    _report("plain SPARQL: one sum over all counted deals", lambda: list(graph.select(SUMS)), 1)


def _filled(value: str, companies: int) -> str:
    return ENTITY + value.format(middle=companies // 20) if value.startswith("company-") else value


def _ask(graph: Graph, name: str, values: Mapping[str, str]) -> list[tuple]:
    try:
        return list(answer(graph, find_question(name), values, language="es", today=TODAY).rows)
    except QueryError as error:
        return [(str(error),)]


def _report(label: str, work: Callable[[], list], rounds: int) -> None:
    times = list(_timed(work, rounds + 1))
    rows = len(work()) if times[0] < 2000 else -1
    print(f"{label[:69]:<70}{times[0]:>9.0f}{median(times[1:]):>8.0f}{rows:>7}", flush=True)


def _timed(work: Callable[[], object], rounds: int) -> Iterator[float]:
    for _ in range(rounds):
        began = time.process_time()
        work()
        yield 1000 * (time.process_time() - began)


def _count(graph: Graph, kind: str) -> int:
    return int(str(next(iter(graph.select(f"SELECT (COUNT(*) AS ?n) {{ ?x a {kind} }}")))[0]))


if __name__ == "__main__":
    main()
