"""How fast articles of 400 words are read, beside the bare model on the same windows in the same run.

    python tests/benchmarks/reading.py [CORPUS]

The articles are the first 400 words of the long ones of ``corpora/articles`` (or CORPUS), half of them Spanish, half
English. First all are read with ``read_many``, which uses all cores; then, one by one, each is read and the model is
run bare on what that reading gave it. Times are the processor's: on a machine that is busy with other things too, the
time on the clock says more of those. To reach on two cores: 8 articles a second, 0.85 of the bare model's rate, 1.5 GB
of memory at most, load under 1 s.
"""

import json
import re
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from kg import gold
from kg.model import Article
from kg.reader.assemble import assemble
from kg.reader.mixed import read_page
from kg.reader.neural import Neural, load
from kg.reader.neural_graphs import Graphs
from kg.reader.page import lay_out
from kg.reading import read, read_many

WORDS, LONG, CORES = 400, 500, 2


def articles(folder: Path) -> list[Article]:
    """The long articles cut after 400 words, as many in each language, in turn."""
    found: dict[str, list[Article]] = {}
    for path in sorted(folder.rglob("*.json")):
        article = gold.from_record(json.loads(path.read_text("utf8")))[0]
        words = list(re.finditer(r"\S+", article.text))
        if len(words) >= LONG:
            cut = replace(article, text=article.text[: words[WORDS - 1].end()])
            found.setdefault(article.language, []).append(cut)
    return list(chain.from_iterable(zip(*found.values(), strict=False)))


class Recorded:
    """The model's graphs, with the runs that a reading asks of them."""

    def __init__(self, graphs: Graphs) -> None:
        self.graphs, self.runs = graphs, list[Callable[[], object]]()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        run = getattr(self.graphs, name)

        def recorded(*arrays: object) -> object:
            self.runs.append(partial(run, *arrays))
            return run(*arrays)

        return recorded


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one run."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def paired(model: Neural, article: Article) -> tuple[float, float]:
    """Processor time of reading an article, and of the model alone on the same inputs, one right after the other."""
    asked = Recorded(model.graphs)
    reader = replace(model, graphs=asked)

    def whole() -> object:
        page = lay_out(article)
        return assemble(article, page, read_page(reader, page, article.title), model.version)

    spent = seconds(whole)
    return spent, seconds(lambda: [run() for run in asked.runs])


def main(given: Sequence[str]) -> None:
    """Prints a line for each figure."""
    begun = time.perf_counter()
    spent, model = seconds(load), load()
    print(f"load              {spent:6.2f} s, on the clock {time.perf_counter() - begun:.2f}")
    found = articles(Path(given[0] if given else "corpora/articles"))
    print(f"first two         {seconds(lambda: [read(a) for a in found[:2]]):6.2f} s, with the languages' word lists")
    begun = time.perf_counter()
    each = seconds(lambda: list(read_many(found))) / len(found)
    clock = (time.perf_counter() - begun) / len(found)
    print(f"articles a second {CORES / each:6.2f} on {CORES} cores, of {WORDS} words, {1000 * each:.0f} ms each")
    print(f"  on the clock    {1 / clock:6.2f} with the {each / clock:.2f} cores that it got")
    print(f"  memory at most  {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB")
    times = [paired(model, a) for a in found]
    whole, bare = map(sum, zip(*times, strict=True))
    print(f"one by one        {CORES * len(found) / whole:6.2f}")
    print(f"  model alone     {CORES * len(found) / bare:6.2f}; the whole reaches {bare / whole:.3f} of that rate")
    print(f"rules             {CORES * len(found) / seconds(lambda: [read(a, 'rules') for a in found]):6.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
