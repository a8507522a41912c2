"""How fast articles are read, beside the bare model on the same token windows in the same run.

    python tests/benchmarks/reading.py [CORPUS]

Reads the dev articles of ``corpora/articles`` (or CORPUS) one by one with the trained reader, and with the rules. Times
are those of the processor, on one core. To reach: load under 1 s, 8 articles of 400 words a second on two cores (4 on
one), 0.85 of the bare model's rate, 1.5 GB of memory at most.
"""

import json
import re
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg import gold
from kg.model import Article
from kg.reader.mixed import read_page
from kg.reader.neural import load
from kg.reader.neural_graphs import OnnxGraphs
from kg.reader.page import lay_out
from kg.reader.readers import WEIGHTS
from kg.reading import read

WORDS = 400


def articles(folder: Path) -> list[Article]:
    """The dev articles, those whose number ends in 0 or 5."""
    paths = sorted(p for p in folder.rglob("*.json") if re.search(r"_\d*[05]$", p.stem))
    return [gold.from_record(json.loads(p.read_text("utf8")))[0] for p in paths]


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one run."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


class Timed:
    """The model's graphs on one core, with the processor time that they take."""

    def __init__(self) -> None:
        self.graphs, self.spent = OnnxGraphs(WEIGHTS, threads=1), 0.0

    def __getattr__(self, name: str) -> Callable[..., Any]:
        run = getattr(self.graphs, name)

        def timed(*arrays: object) -> object:
            begun = time.process_time()
            out = run(*arrays)
            self.spent += time.process_time() - begun
            return out

        return timed


def main(given: Sequence[str]) -> None:
    """Prints a line for each figure."""
    begun = time.perf_counter()
    model = load()
    print(f"load             {time.perf_counter() - begun:6.2f} s")
    found = articles(Path(given[0] if given else "corpora/articles"))
    size = sum(len(a.text.split()) for a in found) / WORDS
    graphs = Timed()
    alone = replace(model, graphs=graphs)
    whole = seconds(lambda: [read_page(alone, lay_out(a), a.title) for a in found])
    print(f"trained reader   {size / whole:6.2f} articles of {WORDS} words a second on one core")
    print(f"its model alone  {size / graphs.spent:6.2f}; the whole reaches {graphs.spent / whole:.2f} of that rate")
    print(f"rules            {size / seconds(lambda: [read(a, 'rules') for a in found]):6.2f}")
    print(f"memory at most   {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
