"""Tables on a terminal, as CSV that a Spanish Excel opens right, or as JSON."""

import json
import shutil
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from kg.cli.layout import laid_out
from kg.cli.options import Format, output
from kg.iris import ID, PREFIXES
from kg.wording import number

_SPACES = {iri: name for name, iri in PREFIXES.items()}
_MILLION = 1_000_000
_WIDTH = 120  # where there is no terminal to fill


def show(columns: Sequence[str], rows: Iterable[Sequence[Any]], form: Format, path: Path | None = None) -> None:
    """Print rows of plain values under their columns."""
    match form:
        case Format.TABLE:
            _table(columns, rows, path)
        case Format.CSV:
            _csv(columns, rows, path)
        case Format.JSON:
            _json(columns, rows, path)


def _table(columns: Sequence[str], rows: Iterable[Sequence[Any]], path: Path | None) -> None:
    made = [list(row) for row in rows]
    right = [all(isinstance(row[at], int | Decimal | None) for row in made) for at in range(len(columns))]
    width = shutil.get_terminal_size((_WIDTH, 0)).columns
    with output(path) as stream:
        stream.writelines(
            f"{line}\n" for line in laid_out(columns, [list(map(shown, row)) for row in made], right, width)
        )


def shown(value: Any) -> str:
    r"""A value as a person reads it: thousands told apart, terms by their prefix, nothing for what is unknown.

    Of millions the cents, which converting makes, are left out.

    >>> shown(Decimal("4000000000.37")), shown(None), shown(True), shown(1234), shown(("a", "b"))
    ('4\xa0000\xa0000\xa0000', '', 'yes', '1234', 'a\nb')
    """
    if isinstance(value, tuple):
        return "\n".join(map(shown, value))
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | Decimal):
        return number(round(value) if value >= _MILLION or value <= -_MILLION else value)
    return _short(str(value))


def _short(text: str) -> str:
    """A thing of the graph by the end of its IRI, which every command takes for the whole; a term by its prefix."""
    if text.startswith(ID):
        return text.rpartition("/")[2]
    space = next((iri for iri in _SPACES if text.startswith(iri)), None)
    return f"{_SPACES[space]}:{text.removeprefix(space)}" if space else text


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Any]], path: Path | None) -> None:
    from kg.selection import Column, Table, Type
    from kg.tables import write_csv

    flat = (tuple(" · ".join(cell) if isinstance(cell, tuple) else cell for cell in row) for row in rows)
    table = Table("", tuple(Column(name, Type.TEXT) for name in columns), flat)
    with output(path) as stream:
        write_csv(stream, table)


def _json(columns: Sequence[str], rows: Iterable[Sequence[Any]], path: Path | None) -> None:
    made = [dict(zip(columns, map(_plain, row), strict=True)) for row in rows]
    with output(path) as stream:
        json.dump(made, stream, ensure_ascii=False, indent=1)
        stream.write("\n")


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value
