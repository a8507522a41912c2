"""Amounts that stand together: ranges and lists, which share their scale and their unit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.values.atoms import Atom, Grammar
from kg.values.tokens import Token

_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Group:
    """An amount over tokens ``[first, last)``: one atom, or the two ends of a range."""

    first: int
    last: int
    low: Atom
    high: Atom | None = None


def group_atoms(tokens: Sequence[Token], atoms: Sequence[Atom], words: Grammar) -> list[Group]:
    """Ranges joined, scales and units shared ('entre 4 y 5 millones de euros', '$4-5 million', '12, 15 y 20 millones').

    Every number of the text comes back, those without a unit too.
    """
    atoms = _shared_backwards(tokens, list(atoms))
    groups, at = [], 0
    while at < len(atoms):
        group = _range_at(tokens, atoms, at, words) if at + 1 < len(atoms) else None
        groups.append(group or Group(atoms[at].first, atoms[at].last, atoms[at]))
        at += 2 if group else 1
    return groups


def _range_at(tokens: Sequence[Token], atoms: Sequence[Atom], at: int, words: Grammar) -> Group | None:
    low, high = atoms[at], atoms[at + 1]
    joined = words.money.ranges.at(tokens, low.last)
    if joined is None or joined[1] != high.first or not (low.is_money or high.is_money or high.scales):
        return None
    opened = words_before(tokens, low.first)
    openers, first = joined[0], low.first
    if opened in openers and opened:
        first -= 1
    elif "" not in openers:
        return None
    both = _share(low, high)
    if both is None:
        return None
    if first == low.first and tokens[low.last].text in "-–" and not _tight(tokens, low.last):
        return None
    return Group(first, high.last, *both)


def words_before(tokens: Sequence[Token], at: int) -> str:
    """The key of the token before, '' at the beginning."""
    return tokens[at - 1].key if at > 0 else ""


def _tight(tokens: Sequence[Token], at: int) -> bool:
    """Whether a dash touches its neighbours, or neither: '4-5', '4 - 5', never '4 -5'."""
    return (tokens[at - 1].end == tokens[at].start) == (tokens[at].end == tokens[at + 1].start)


def _share(low: Atom, high: Atom) -> tuple[Atom, Atom] | None:
    """The two ends with one unit and, where the first has none, the second's scale; None where they are no range."""
    if low.unit and high.unit and low.unit.name != high.unit.name and not low.unit.currencies & high.unit.currencies:
        return None
    unit = high.unit or low.unit
    if low.unit and high.unit:
        unit = low.unit.narrowed(replace(high.unit, factor=Decimal(1))) or low.unit
    low, high = replace(low, unit=unit), replace(high, unit=unit)
    for scaled in (_scaled_like(low, high), low):
        if scaled.value < high.value:
            return scaled, high
    return None


def _scaled_like(atom: Atom, model: Atom) -> Atom:
    """An atom that lacks the last scales of another takes them ('three to four hundred million')."""
    if model.scales[: len(atom.scales)] != atom.scales or len(model.scales) <= len(atom.scales):
        return atom
    rest = replace(model, scales=model.scales[len(atom.scales) :]).multiplier
    return replace(atom, value=atom.value * rest, scales=model.scales)


def _shared_backwards(tokens: Sequence[Token], atoms: list[Atom]) -> list[Atom]:
    """'12, 15 y 20 millones': what stands before in a list takes scale and unit from what follows."""
    for at in range(len(atoms) - 2, -1, -1):
        atom, after = atoms[at], atoms[at + 1]
        if atom.unit or atom.scales or atom.spelled or not (after.unit and after.scales) or after.prefixed:
            continue
        between = [t.key for t in tokens[atom.last : after.first]]
        if len(between) == 1 and between[0] in ("y", "o", "and", ",") and not _is_year(atom):
            atoms[at] = replace(_scaled_like(atom, after), unit=after.unit)
    return atoms


def _is_year(atom: Atom) -> bool:
    return atom.value in _YEARS
