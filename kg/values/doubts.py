"""Scales that look wrong: flagged, never changed."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from decimal import Decimal

from kg.values.ranges import Group

_THOUSAND = 1000
_ALIKE = Decimal("0.02")  # one of the two may be rounded
_BILLON = Decimal(10) ** 12


def doubtful_scales(groups: Sequence[Group]) -> Mapping[int, str]:
    """By first token, the amounts of 1e12 and more that the same text also gives as a thousandth: 'billón' for 1e9.

    A translator who takes 'billion' for 'billón' writes 'un contrato de 1,2 billones' in one place and '1.200
    millones' in another.
    """
    values = sorted({group.low.value for group in groups})
    return {
        group.first: "billón"
        for group in groups
        if group.low.value >= _BILLON and _BILLON in group.low.scales and _has_near(values, group.low.value / _THOUSAND)
    }


def _has_near(values: Sequence[Decimal], wanted: Decimal) -> bool:
    at = bisect_left(values, wanted * (1 - _ALIKE))
    return at < len(values) and values[at] <= wanted * (1 + _ALIKE)
