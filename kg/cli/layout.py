"""A table laid out for a terminal: as columns where they fit without breaking words, else a block of lines a row.

Only a plain space may end a line: numbers grouped with U+00A0 stay whole.
"""

import re
import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest

_GAP = "  "
_BREAKS = re.compile(r"[ \n]")
_BREAKABLE = re.compile(r"[./].*\w")  # an address or a file's name; an id stays whole
_LONGEST = 16  # what is left whole even of these


def laid_out(heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool], width: int) -> Iterator[str]:
    r"""The lines of a table at most ``width`` wide; ``right`` tells the columns that are set flush right.

    Columns that hold nothing are left out, and so are empty cells where a row is a block.

    >>> heads, rows = ("name", "sum", "note"), [("Constructora Sol", "240000000", ""), ("Rial", "1000", "")]
    >>> print(*laid_out(heads, rows, (False, True, False), 80), sep="\n")
    name                    sum
    ────────────────  ─────────
    Constructora Sol  240000000
    Rial                   1000
    >>> print(*laid_out(heads, rows, (False, True, False), 20), sep="\n")
    name  Constructora
          Sol
    sum   240000000
    <BLANKLINE>
    name  Rial
    sum   1000
    """
    used = [at for at in range(len(heads)) if not rows or any(row[at] for row in rows)]
    heads, right = [heads[at] for at in used], [right[at] for at in used]
    rows = [[row[at] for at in used] for row in rows]
    columns = list(zip(heads, *rows, strict=True))
    needed = [max(_need(word) for cell in column for word in _BREAKS.split(cell)) for column in columns]
    spare = width - sum(needed) - len(_GAP) * (len(columns) - 1)
    yield from (
        _blocks(heads, rows, width) if spare < 0 else _columns(heads, rows, right, _widths(columns, needed, spare))
    )


def _need(word: str) -> int:
    return min(_LONGEST, len(word)) if _BREAKABLE.search(word) else len(word)


def _widths(columns: Sequence[Sequence[str]], needed: Sequence[int], spare: int) -> list[int]:
    """What each column gets: what it needs, and of the rest, character by character, where most is missing."""
    widths = list(needed)
    wanted = [max(len(line) for cell in column for line in cell.split("\n")) for column in columns]
    for _ in range(spare):
        at = max(range(len(widths)), key=lambda place: wanted[place] - widths[place])
        if wanted[at] > widths[at]:
            widths[at] += 1
    return widths


def _columns(
    heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool], widths: Sequence[int]
) -> Iterator[str]:
    tall = any("\n" in cell for row in rows for cell in row)
    yield from _row(heads, right, widths)
    yield _GAP.join("─" * width for width in widths)
    if not rows:
        yield "(none)"
    for number, row in enumerate(rows):
        if tall and number:
            yield ""
        yield from _row(row, right, widths)


def _row(cells: Sequence[str], right: Sequence[bool], widths: Sequence[int]) -> Iterator[str]:
    wrapped = [_wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for line in zip_longest(*wrapped, fillvalue=""):
        places = zip(line, right, widths, strict=True)
        yield _GAP.join(part.rjust(width) if flush else part.ljust(width) for part, flush, width in places).rstrip()


def _blocks(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    margin = max(map(len, heads)) + len(_GAP)
    for number, row in enumerate(rows):
        if number:
            yield ""
        for head, cell in zip(heads, row, strict=True):
            lines = _wrapped(cell, max(width - margin, 1)) if cell else []
            yield from (f"{said:<{margin}}{line}" for said, line in zip_longest([head], lines, fillvalue="") if lines)


def _wrapped(cell: str, width: int) -> list[str]:
    return [part for line in cell.split("\n") for part in textwrap.wrap(line, width, break_on_hyphens=False) or [""]]
