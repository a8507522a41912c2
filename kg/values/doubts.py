"""Scales that look wrong: flagged, never changed."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import accumulate

from kg.lexicon import rows
from kg.values.atoms import Grammar
from kg.values.forms import phrases
from kg.values.layout import Layout
from kg.values.ranges import Group
from kg.values.tokens import Phrases

_THOUSAND = 1000
_ALIKE = Decimal("0.02")  # one of the two may be rounded
_PARTS = 4  # amounts after one that may be its parts


@dataclass(frozen=True, slots=True)
class Vast:
    """A scale that is easily taken for its thousandth, and the words beside which sums of its size do occur.

    Nobody but states and markets counts in ``scale`` units of one of ``currencies``: the largest takeover there was
    came to a fifth of a million million dollars.
    """

    scale: Decimal
    flag: str
    currencies: frozenset[str]
    words: Phrases[str]


@cache
def vast(language: str) -> Vast:
    """What ``money.toml`` of a language says of it."""
    (row,) = rows(language, "money", "vast")
    return Vast(
        Decimal(row.fields["value"]),
        row.fields["flag"],
        frozenset(row.fields["currencies"]),
        Phrases((phrase, found.name) for found, phrase in phrases(language, "vast")),
    )


def doubtful_scales(layout: Layout, groups: Sequence[Group], grammar: Grammar) -> Mapping[int, str]:
    """By first token, the amounts whose scale is doubtful: 'billón' for a thousand million.

    A translator who takes 'billion' for 'billón' writes 'un contrato de 1,2 billones'. It shows where the same text
    gives a thousandth elsewhere ('1.200 millones'), where the parts that follow add up to a thousandth, and where a
    sum that only states and markets reach is said of neither ('la empresa pagará 12 billones de dólares').
    """
    words = vast(grammar.language)
    large = [at for at, group in enumerate(groups) if words.scale in group.low.scales]
    if not large:
        return {}
    values = sorted({group.low.value for group in groups})
    sentences = _vast_sentences(layout, words)
    return {
        groups[at].first: words.flag
        for at in large
        if _has_near(values, groups[at].low.value / _THOUSAND)
        or _has_near(list(_sums(groups[at + 1 : at + 1 + _PARTS])), groups[at].low.value / _THOUSAND)
        or (_is_countable(groups[at], words, grammar) and layout.sentences[groups[at].first] not in sentences)
    }


def _has_near(values: Sequence[Decimal], wanted: Decimal) -> bool:
    """Whether one of some values in order is near one."""
    at = bisect_left(values, wanted * (1 - _ALIKE))
    return at < len(values) and values[at] <= wanted * (1 + _ALIKE)


def _sums(parts: Sequence[Group]) -> Iterator[Decimal]:
    """What the first so many of some amounts add up to; a bare number in the scale of the first."""
    scale = parts[0].low.multiplier if parts else Decimal(1)
    plain = (group.low.value * (1 if group.low.scales else scale) for group in parts)
    return (total for count, total in enumerate(accumulate(plain), 1) if count > 1)


def _is_countable(group: Group, words: Vast, grammar: Grammar) -> bool:
    """Whether it names a currency, or by custom means one, in which a company's sums are far below."""
    unit = (group.high or group.low).unit
    return unit is not None and (unit.currency or grammar.money.customs.get(unit.name)) in words.currencies


def _vast_sentences(layout: Layout, words: Vast) -> set[int]:
    """The sentences that speak of what such sums belong to."""
    tokens = layout.tokens
    return {layout.sentences[at] for at in range(len(tokens)) if words.words.at(tokens, at)}
