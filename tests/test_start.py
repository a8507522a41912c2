"""Questions start fast: asking, querying and explaining import neither spaCy nor the model's runtime."""

import json
import subprocess
import sys

import market
import pytest

from kg.store import Dataset

RUN = """
import json, sys
from kg import cli
sys.argv = ["kg", *json.loads(sys.argv[1])]
try:
    cli.main()
except SystemExit as stop:
    assert not stop.code, stop.code
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
"""
SLOW = {"spacy", "onnxruntime", "tokenizers", "torch", "networkx", "rdflib", "trafilatura", "langdetect", "pyarrow"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("data")
    told = market.teller()
    with Dataset(made) as data:
        data.rebuild(market.quads_of(market.world(told), told))
        data.publish()
    return made


@pytest.mark.parametrize(
    "command",
    [
        ("ask", "contracts", "company=Orbital AI"),
        ("ask", "¿con quién contrata Orbital AI?"),
        ("ask", "list"),
        ("query", "SELECT ?d { ?d a kg:Deal }"),
        ("list", "deals"),
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_a_question_imports_nothing_slow(folder, command):
    arguments = [*command, *(["--data", str(folder)] if command != ("ask", "list") else [])]
    done = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(arguments)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert SLOW & set(json.loads(done.stderr.splitlines()[-1])) == set()
