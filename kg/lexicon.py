"""Language data: ``kg/lang/<code>/<topic>.toml`` as rows.

A topic file holds one array of tables for each of its sections::

    [[qualifier]]
    name = "about"
    pattern = "cerca de|unos"
    examples = ["cerca de 40 millones"]
    never = ["cerca de Burgos"]

Every language has the same topic files with the same sections; ``shared`` holds what no language owns. What a row's
other keys mean is the business of the stage that reads the topic.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from kg.errors import LexiconError

SHARED = "shared"
_OWN = ("name", "pattern", "examples", "never")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of language data. ``fields`` holds the keys its topic adds."""

    name: str
    pattern: str
    examples: tuple[Any, ...]
    never: tuple[str, ...]
    fields: Mapping[str, Any]


def languages() -> tuple[str, ...]:
    """The codes of the languages that have a folder, sorted.

    >>> languages()
    ('en', 'es')
    """
    return tuple(sorted(f.name for f in _root().iterdir() if f.is_dir() and f.name != SHARED and f.name[0].isalpha()))


def topics(language: str) -> tuple[str, ...]:
    """The topics (file names without ``.toml``) of a language's folder, sorted."""
    folder = _root() / language
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


@cache
def table(language: str, topic: str) -> Mapping[str, tuple[Row, ...]]:
    """A topic's sections, each a tuple of rows in the file's order.

    Raises:
        LexiconError: there is no such file, or a row lacks a name, repeats one, or has no examples.
    """
    source = f"kg/lang/{language}/{topic}.toml"
    try:
        data = tomllib.loads((_root() / language / f"{topic}.toml").read_text(encoding="utf8"))
    except FileNotFoundError as error:
        raise LexiconError(f"{source}: no such language data; there is {', '.join(languages())}") from error
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{source}: {error}") from error
    return {section: _rows(rows, f"{source}: [[{section}]]") for section, rows in data.items()}


def rows(language: str, topic: str, section: str) -> tuple[Row, ...]:
    """The rows of one section.

    Raises:
        LexiconError: as :func:`table`, or the topic has no such section.
    """
    found = table(language, topic)
    if section not in found:
        raise LexiconError(f"kg/lang/{language}/{topic}.toml: no section [[{section}]]; add it")
    return found[section]


def _rows(rows: list[dict[str, Any]], where: str) -> tuple[Row, ...]:
    made = tuple(_row(row, f"{where} row {number}") for number, row in enumerate(rows, 1))
    names = [row.name for row in made]
    if repeated := next((name for name in names if names.count(name) > 1), None):
        raise LexiconError(f"{where}: two rows are named {repeated!r}; rename one")
    return made


def _row(row: dict[str, Any], where: str) -> Row:
    if not isinstance(row.get("name"), str):
        raise LexiconError(f"{where}: no name; give it one")
    if not row.get("examples"):
        raise LexiconError(f"{where} ({row['name']}): no examples; give at least one")
    fields = {key: value for key, value in row.items() if key not in _OWN}
    return Row(row["name"], row.get("pattern", ""), tuple(row["examples"]), tuple(row.get("never", ())), fields)


def _root() -> Traversable:
    return resources.files("kg") / "lang"
