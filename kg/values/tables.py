"""Amounts in the cells of a table, whose unit stands in a heading: 'Revenue (C$M)', 'MM$ | 2024 | 2023'."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.values.atoms import Atom, Grammar
from kg.values.tokens import Token
from kg.values.units import Unit

_BAR = "|"
_SIGNS = frozenset("-−+")


@dataclass(frozen=True, slots=True)
class Heading:
    """The unit that a heading gives its cells: what one of them counts."""

    unit: Unit
    multiplier: Decimal


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell over tokens ``[first, last)`` in its column, counted from 0."""

    first: int
    last: int
    column: int


def read_tables(tokens: Sequence[Token], atoms: Sequence[Atom], words: Grammar) -> list[Atom]:
    """The atoms of a text; those that fill a cell of a table take the unit of their row, their column or their table.

    A table is a run of lines of two bars or more each; its first line is its heading, and the line before it may be.
    """
    if not any(token.text == _BAR for token in tokens):
        return list(atoms)
    lines = list(_lines(tokens))
    by_first = {_cell_start(tokens, atom): atom for atom in atoms if atom.unit is None and not atom.scales}
    taken: dict[int, Atom] = {}
    for table in _tables(tokens, lines):
        taken |= _read_table(tokens, table, by_first, words)
    return [taken.get(atom.first, atom) for atom in atoms]


def _lines(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    first = 0
    for at, token in enumerate(tokens):
        if token.text == "\n":
            yield first, at
            first = at + 1
    yield first, len(tokens)


def _tables(tokens: Sequence[Token], lines: Sequence[tuple[int, int]]) -> Iterator[list[list[Cell]]]:
    """Each table as its rows of cells, the line before it as a first row of one cell."""
    rows: list[list[Cell]] = []
    before: list[Cell] = []
    for first, last in [*lines, (len(tokens), len(tokens))]:
        bars = sum(tokens[n].text == _BAR for n in range(first, last))
        if bars >= 2:
            rows = rows or [before]
            rows.append(list(_cells(tokens, first, last)))
            continue
        if len(rows) > 2:
            yield rows
        rows, before = [], [Cell(first, last, 0)]


def _cells(tokens: Sequence[Token], first: int, last: int) -> Iterator[Cell]:
    column = 0
    for at in range(first, last + 1):
        if at == last or tokens[at].text == _BAR:
            yield Cell(first, at, column)
            first, column = at + 1, column + 1


def _cell_start(tokens: Sequence[Token], atom: Atom) -> int:
    """Where the cell of an atom would begin: a minus belongs to it."""
    return atom.first - 1 if atom.first and tokens[atom.first - 1].text in _SIGNS else atom.first


def _read_table(
    tokens: Sequence[Token], table: Sequence[Sequence[Cell]], by_first: dict[int, Atom], words: Grammar
) -> dict[int, Atom]:
    before, heading, *body = table
    whole = _heading(tokens, before[0], words) if before else None
    columns = {cell.column: _heading(tokens, cell, words) for cell in heading}
    general = columns.get(0) or whole
    taken = {}
    for row in body:
        own = _heading(tokens, row[0], words)
        for cell in row[1:]:
            atom = by_first.get(cell.first)
            given = own or columns.get(cell.column) or general
            if atom and given and atom.last == cell.last:
                scales = (given.multiplier,) if given.multiplier != 1 else ()
                value = atom.value * given.multiplier
                taken[atom.first] = replace(atom, value=value, scales=scales, unit=given.unit, lent=True)
    return taken


def _heading(tokens: Sequence[Token], cell: Cell, words: Grammar) -> Heading | None:
    """The unit a heading names, with its scale on either side; None where it names none, or gives a number itself."""
    if any(tokens[n].is_digits and n and tokens[n - 1].text in "$€£" for n in range(cell.first, cell.last)):
        return None
    for at in range(cell.first, cell.last):
        if found := _unit(tokens, at, words):
            unit, after, own = found
            scale = _scale(tokens, after, words) if after < cell.last else None
            before = _scale(tokens, at - 1, words) if at > cell.first else None
            return Heading(unit, own * (scale or before or Decimal(1)))
    return None


def _unit(tokens: Sequence[Token], at: int, words: Grammar) -> tuple[Unit, int, Decimal] | None:
    """A sign, a noun after its scale ('millones de euros'), or an abbreviation of both ('mdp')."""
    if (sign := words.money.signs.at(tokens, at)) and not sign[0].needs:
        return sign[0], sign[1], Decimal(1)
    short = words.money.abbreviations.at(tokens, at)
    if short and short[0].unit:
        return short[0].unit, short[1], short[0].value
    if scale := _scale(tokens, at, words):
        noun_at = at + 2 if at + 1 < len(tokens) and tokens[at + 1].key in words.money.of else at + 1
        if noun := words.money.nouns.at(tokens, noun_at):
            return noun[0], noun[1], scale
    return None


def _scale(tokens: Sequence[Token], at: int, words: Grammar) -> Decimal | None:
    if scale := words.numbers.scales.get(tokens[at].key):
        return scale.value
    short = words.money.abbreviations.at(tokens, at)
    return short[0].value if short else None
