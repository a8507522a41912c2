"""Fixtures every test may ask for; none is used unasked."""

import io
import os
import sys
from pathlib import Path

import pytest

from kg import cli

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew; review the diff")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The annotated articles that do not travel with the project; what needs them is skipped without."""
    folder = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared"))
    if not (folder / "corpora").is_dir():
        pytest.skip(f"no annotated articles at {folder} (set KG_SHARED)")
    return folder


@pytest.fixture
def golden(request: pytest.FixtureRequest):
    """Compare text with ``tests/golden/NAME``; ``--update-golden`` writes it instead."""

    def compare(name: str, text: str) -> None:
        path = ROOT / "tests" / "golden" / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf8")
        assert text == path.read_text(encoding="utf8"), f"{path} differs: --update-golden writes it anew"

    return compare


@pytest.fixture
def kg(monkeypatch, capsys, tmp_path):
    """Run one command; gives exit code, standard output and standard error."""

    def run(*arguments, stdin="", data=True):
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, arguments), *(["--data", str(tmp_path / "kg")] * data)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf8"))
        try:
            cli.main()
            code = 0
        except SystemExit as stop:
            code = stop.code or 0
        return code, *capsys.readouterr()

    return run
