"""The commands of README.md work, and print what it shows; ``--update-golden`` writes what they print."""

import doctest
import os
import re
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Command:
    """A command of a ``console`` block, and the output that is shown below it ('' for none)."""

    line: int
    text: str
    shown: str


def commands(readme: str) -> list[Command]:
    r"""The commands, in order: lines that begin with ``$``, each with those that go on after ``>``.

    >>> commands("```console\n$ a \\\n>   b\nshown\n```\n")
    [Command(line=2, text='a \\\n  b', shown='shown\n')]
    """
    found = []
    for block in _BLOCK.finditer(readme):
        first = readme[: block.start(1)].count("\n") + 1
        for match in re.finditer(r"^\$ (.*(?:\n> .*)*)\n((?:(?!\$ ).*\n)*)", block[1], re.MULTILINE):
            text = re.sub(r"\n> ", "\n", match[1])
            found.append(Command(first + block[1][: match.start()].count("\n"), text, match[2]))
    return found


def pattern(shown: str) -> str:
    """What the output has to be: white space counts as one; a line ``...`` is any lines, elsewhere any text."""
    lines = []
    for line in shown.strip("\n").splitlines():
        if line.strip() == "...":
            lines.append(r"(?:.*\n)*?")
        else:
            words = (re.escape(word).replace(r"\.\.\.", ".*?").replace("…", ".*?") for word in line.split())
            lines.append(r"\s*" + r"\s+".join(words) + r"[^\S\n]*\n")
    return r"\s*" + "".join(lines) + r"\s*"


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("one  two\n", "one two\n", True),
        ("one\n...\nfour\n", "one\ntwo\nthree\nfour\n", True),
        ("one\n", "one\ntwo\n", False),
        ("at ...s, done (1+1)\n", "at 0.3s, done (1+1)\n", True),
        ("one\n\ntwo\n", "one\n\ntwo\n", True),
        ("one\n...\n", "two\n", False),
    ],
)
def test_what_is_shown_is_compared(shown: str, printed: str, same: bool) -> None:
    assert bool(re.fullmatch(pattern(shown), printed)) is same


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    """A folder as a reader of README.md has it, who stands in the checkout."""
    for name in ("corpora", "ontology"):
        (tmp_path / name).symlink_to(root / name)
    return tmp_path


@pytest.fixture
def environment(folder: Path) -> dict[str, str]:
    """A terminal 120 wide, with this environment's commands first and no settings of the tester's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    path = f"{Path(sys.executable).parent}:{kept['PATH']}"
    terminal = {"COLUMNS": "120", "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "PYTHONUNBUFFERED": "1"}
    return kept | terminal | {"PATH": path, "HOME": str(folder)}


def shown_anew(readme: str, command: Command, printed: str) -> str:
    r"""The page with another output below a command.

    >>> shown_anew("```console\n$ a\nold\n```\n", Command(2, "a", "old\n"), "new\n")
    '```console\n$ a\nnew\n```\n'
    """
    lines = readme.splitlines(keepends=True)
    first = command.line + command.text.count("\n")
    tidy = "".join(f"{line.rstrip()}\n" for line in printed.splitlines())
    lines[first : first + command.shown.count("\n")] = [tidy]
    return "".join(lines)


def test_the_programs_give_what_is_shown(root: Path) -> None:
    found = doctest.testfile(str(root / "README.md"), module_relative=False, encoding="utf8")
    assert found.attempted > 5
    assert not found.failed


@pytest.mark.slow
def test_the_commands_work_and_print_what_is_shown(
    root: Path, folder: Path, environment: dict[str, str], request: pytest.FixtureRequest
) -> None:
    readme = (root / "README.md").read_text(encoding="utf8")
    update = request.config.getoption("--update-golden")
    told = commands(readme)
    assert told, "README.md shows no command in a ```console block"
    moved = 0
    for command in told:
        done = subprocess.run(
            ["bash", "-c", command.text],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf8",
            timeout=600,
            check=False,
        )
        said = f"README.md:{command.line}: $ {command.text}\n{done.stdout}"
        assert done.returncode == 0, f"{said}exit {done.returncode}"
        if update and command.shown and "..." not in command.shown:
            grown = readme.count("\n")
            readme = shown_anew(readme, replace(command, line=command.line + moved), done.stdout)
            moved += readme.count("\n") - grown
        elif command.shown.strip():
            assert re.fullmatch(pattern(command.shown), done.stdout), f"{said}--- but README.md shows\n{command.shown}"
    if update:
        (root / "README.md").write_text(readme, encoding="utf8")
