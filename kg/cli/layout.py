"""A table laid out for a terminal: as columns where they fit without breaking words, else a block of lines a row.

Only a plain space may end a line: numbers grouped with U+00A0 stay whole.
"""

import re
import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest

_GAP = "  "
_BREAKS = re.compile(r"[ \n]")
_LONGEST = 16  # a longer word (an address, an id) may be broken


def laid_out(heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool], width: int) -> Iterator[str]:
    r"""The lines of a table at most ``width`` wide; ``right`` tells the columns that are set flush right.

    Columns that hold nothing are left out, and so are empty cells where a row is a block.

    >>> rows = [("Nubarra", "240 000", ""), ("Banco Almenar", "1 000", "")]
    >>> print(*laid_out(("name", "amount", "note"), rows, (False, True, False), 80), sep="\n")
    name            amount
    ─────────────  ───────
    Nubarra        240 000
    Banco Almenar    1 000
    >>> print(*laid_out(("name", "amount", "note"), rows, (False, True, False), 12), sep="\n")
    name    Nuba
            rra
    amount  240
            000
    <BLANKLINE>
    name    Banc
            o Al
            mena
            r
    amount  1
            000
    """
    used = [at for at in range(len(heads)) if not rows or any(row[at] for row in rows)]
    heads, right = [heads[at] for at in used], [right[at] for at in used]
    rows = [[row[at] for at in used] for row in rows]
    columns = list(zip(heads, *rows, strict=True))
    needed = [max(min(_LONGEST, len(word)) for cell in column for word in _BREAKS.split(cell)) for column in columns]
    spare = width - sum(needed) - len(_GAP) * (len(columns) - 1)
    yield from (
        _blocks(heads, rows, width) if spare < 0 else _columns(heads, rows, right, _widths(columns, needed, spare))
    )


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
    return [part for line in cell.split("\n") for part in textwrap.wrap(line, width) or [""]]
