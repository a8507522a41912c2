"""What samples give, whole: the records of two, the N-Quads and GraphML of one.

``pytest tests/test_golden.py --update-golden`` writes them anew. The readings are those of the rules,
which come with the package and need no weights.
"""

import io
import json
from pathlib import Path

import pytest

from kg import pipeline
from kg.network.export import FORMS, write_network
from kg.selection import Selection
from kg.store import Graph, open_graph

SAMPLES = ("corpora/samples/nubarra-almenar-firma.html", "corpora/samples/ralun-loan.txt")


@pytest.fixture(scope="module")
def graph(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The graph of the first sample."""
    folder = tmp_path_factory.mktemp("golden")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        made = pipeline.ingest(SAMPLES[:1], folder, reader="rules")
    assert (made.new, made.skipped) == (1, ())
    return open_graph(folder, limit=None)


def test_records(root: Path, monkeypatch: pytest.MonkeyPatch, golden) -> None:
    monkeypatch.chdir(root)
    read = pipeline.read_sources(SAMPLES, reader="rules")
    records = [json.loads(pipeline.line(*item, annotated=True)) for item in read]
    golden("records.json", json.dumps(records, ensure_ascii=False, indent=1) + "\n")


def test_quads(graph: Graph, golden) -> None:
    written = io.BytesIO()
    graph.dump("nq", written)
    golden("graph.nq", written.getvalue().decode())


@pytest.mark.parametrize("form", FORMS)
def test_network(graph: Graph, golden, form: str) -> None:
    written = io.StringIO()
    write_network(written, graph, "graphml", Selection(), form=FORMS[form])
    golden(f"{form}.graphml", written.getvalue())
