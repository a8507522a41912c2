"""The direction of the imports is a promise of the design, kept by import-linter."""

import subprocess
import sys
from pathlib import Path

HEAVY = {"spacy", "onnxruntime", "networkx", "rdflib", "pyshacl", "torch", "pyarrow", "openpyxl", "trafilatura"}


def test_layers_hold(root):
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout


def test_importing_the_package_and_its_command_line_imports_nothing_heavy():
    code = "import sys, kg, kg.cli; print(*sorted(m for m in sys.modules if '.' not in m))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not HEAVY & set(run.stdout.split())
