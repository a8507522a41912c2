"""Amounts that stand together: ranges, changes and lists, which share their scale and their unit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.values.atoms import Atom, Grammar
from kg.values.tokens import Token

_YEARS = (1900, 2100)
# 'from 2 to 31 million' is no estimate: the ends of one lie closer.
_WIDEST = 10
_CHANGE_REACH = 8  # tokens before a range in which a verb of change makes it two amounts


@dataclass(frozen=True, slots=True)
class Group:
    """An amount over tokens ``[first, last)``: one atom, or the two ends of a range."""

    first: int
    last: int
    low: Atom
    high: Atom | None = None


def group_atoms(tokens: Sequence[Token], atoms: Sequence[Atom], words: Grammar) -> list[Group]:
    """Ranges joined, scales and units shared ('entre 4 y 5 millones de euros', '$4-5 million', '12, 15 y 20 millones').

    A change ('subió de 3 a 5 millones') is two amounts. Every number of the text comes back, those without a unit too.
    """
    groups: list[Group] = []
    atoms = list(atoms)
    at = len(atoms) - 1
    while at >= 0:
        pair = _pair_ending(tokens, atoms, at, words) if at else None
        if pair is not None and pair.high is not None:
            groups.append(pair)
            at -= 2
            continue
        groups.append(Group(atoms[at].first, atoms[at].last, atoms[at]))
        at -= 1
    return groups[::-1]


def _pair_ending(tokens: Sequence[Token], atoms: list[Atom], at: int, words: Grammar) -> Group | None:
    """The range that ends with an atom; None where it is none, and then what stands before may take its scale."""
    low, high = atoms[at - 1], atoms[at]
    joined = _joined(tokens, low, high, words)
    if joined is None or not (low.unit or high.unit or high.scales):
        _share_in_list(tokens, atoms, at, words)
        return None
    begin = low.first - _articles(tokens, low.first, words)
    opener = tokens[begin - 1].key if begin else ""
    opened = bool(opener) and opener in joined
    firm = opened and joined[opener]
    moves = not firm and changes(tokens, low.first, words.money.movements)
    both = _share(low, high, falling=moves and opened)
    if both is None or not (opened or "" in joined) or (_is_year(low) and not firm):
        _share_in_list(tokens, atoms, at, words)
        return None
    if high.last < len(tokens) and tokens[high.last].text == "%":
        return None
    if moves or (not firm and both[1].value > _WIDEST * both[0].value):
        atoms[at - 1], atoms[at] = (
            replace(new, lent=(new.unit, new.scales) != (old.unit, old.scales))
            for new, old in zip(both, (low, high), strict=True)
        )
        return None
    return Group(begin - 1 if opened else low.first, high.last, *both)


def _joined(tokens: Sequence[Token], low: Atom, high: Atom, words: Grammar) -> dict[str, bool] | None:
    """What the words between two atoms ask of a range, an article before the second aside ('los 30 y los 40')."""
    joined = words.money.ranges.at(tokens, low.last)
    if joined is None or joined[1] == high.first:
        return joined[0] if joined else None
    if joined[1] + _articles(tokens, high.first, words) != high.first:
        return None
    return {opener: firm for opener, firm in joined[0].items() if opener}


def _articles(tokens: Sequence[Token], first: int, words: Grammar) -> int:
    return int(first > 0 and tokens[first - 1].key in words.money.articles)


def changes(tokens: Sequence[Token], first: int, movements: frozenset[str]) -> bool:
    """Whether a verb of change stands a little before a token: what follows is where it led."""
    return any(t.key in movements for t in tokens[max(0, first - _CHANGE_REACH) : first])


def in_brackets(tokens: Sequence[Token], first: int) -> bool:
    """Whether a bracket opens at most one word before a token ('(unos 112 millones de euros)')."""
    return any(t.text == "(" for t in tokens[max(0, first - 2) : first])


def _share(low: Atom, high: Atom, *, falling: bool) -> tuple[Atom, Atom] | None:
    """The two ends with one unit and, where the first has none, the second's scale; None where they are no range."""
    unit = high.unit or low.unit
    if low.unit and high.unit:
        unit = low.unit.narrowed(replace(high.unit, factor=Decimal(1)))
        if unit is None or low.unit.factor != high.unit.factor:
            return None
    low, high = replace(low, unit=unit), replace(high, unit=unit)
    for scaled in (_scaled_up(low, high), low):
        if scaled.value < high.value or (falling and high.value * _WIDEST > scaled.value):
            return scaled, high
    return None


def _scaled_up(low: Atom, high: Atom) -> Atom:
    """The lower end with what it lacks of the higher one's scale: 'de 2 mil a 2 mil 500 millones' too."""
    if low.scales and high.scales and max(low.scales) < min(high.scales):
        return replace(low, value=low.value * high.multiplier, scales=(*low.scales, *high.scales))
    return _scaled_like(low, high)


def _scaled_like(atom: Atom, model: Atom) -> Atom:
    """An atom that lacks the last scales of another takes them ('three to four hundred million')."""
    if model.scales[: len(atom.scales)] != atom.scales or len(model.scales) <= len(atom.scales):
        return atom
    rest = replace(model, scales=model.scales[len(atom.scales) :]).multiplier
    return replace(atom, value=atom.value * rest, scales=model.scales)


def _share_in_list(tokens: Sequence[Token], atoms: list[Atom], at: int, words: Grammar) -> None:
    """'12, 15 y 20 millones', '$ 9.800 y $ 7.450 millones': the last one's scale and unit go for all."""
    atom, after = atoms[at - 1], atoms[at]
    if atom.scales or not (after.unit or after.scales) or not _is_listed(tokens, atom, after, words):
        return
    scaled = _scaled_like(atom, after)
    if atom.unit and after.unit and atom.unit.name == after.unit.name and _comparable(scaled, after):
        atoms[at - 1] = replace(scaled, lent=True)
    elif _lacks_unit(tokens, atom, after) and _comparable(scaled, after):
        atoms[at - 1] = replace(scaled, unit=after.unit, lent=True)


def _lacks_unit(tokens: Sequence[Token], atom: Atom, after: Atom) -> bool:
    """Whether a bare number may have its unit at the end of its list; without a scale it has to look like an amount."""
    bare = not atom.unit and not after.prefixed and not _is_year(atom)
    return bare and (bool(after.scales) or _is_sharp(tokens, atom))


def _is_listed(tokens: Sequence[Token], atom: Atom, after: Atom, words: Grammar) -> bool:
    """Whether a list joins two atoms: 'y', 'de los', or a comma where more follows."""
    of_the = words.money.of_the.at(tokens, atom.last)
    if of_the and of_the[1] == after.first:
        return True
    word = tokens[atom.last].key if atom.last < len(tokens) else ""
    if after.first != atom.last + 1:
        qualified = words.money.qualifiers.before(tokens, after.first)
        return qualified is not None and qualified[1] == atom.last + 1 and word in words.money.lists
    more = after.last < len(tokens) and tokens[after.last].key in words.money.lists | {","}
    return word in words.money.lists or (word == "," and more)


def _is_sharp(tokens: Sequence[Token], atom: Atom) -> bool:
    """Whether a number shows separators, as amounts do."""
    return not tokens[atom.first].text.isdecimal() and tokens[atom.first].is_digits


def _comparable(one: Atom, other: Atom) -> bool:
    return bool(one.value) and bool(other.value) and Decimal("0.02") <= one.value / other.value <= 50


def _is_year(atom: Atom) -> bool:
    return not atom.scales and atom.unit is None and is_year(atom.value)


def is_year(value: Decimal) -> bool:
    """Whether a bare number reads as a year.

    >>> is_year(Decimal(2026)), is_year(Decimal("2026.5"))
    (True, False)
    """
    return _YEARS[0] <= value <= _YEARS[1] and value == value.to_integral_value()
