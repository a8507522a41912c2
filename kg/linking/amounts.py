"""Whether two stated amounts can be the same money: across currencies, roundings, ranges and yearly figures."""

from datetime import date
from decimal import Decimal
from enum import IntEnum

from kg import rates
from kg.kinds import Grain, Per, Qualifier
from kg.model import Amount, Duration

_CLOSE = Decimal("1.035")
_CONVERTED = Decimal("1.09")
_NEAR = Decimal("1.4")
_SLACK = {
    Qualifier.ABOUT: (Decimal("0.97"), Decimal("1.03")),
    Qualifier.AT_LEAST: (Decimal(1), Decimal("1.1")),
    Qualifier.UP_TO: (Decimal("0.9"), Decimal(1)),
}
_IN_A_YEAR = {Grain.YEAR: Decimal(1), Grain.MONTH: Decimal(12), Grain.QUARTER: Decimal(4), Grain.HALF: Decimal(2)}


class Agreement(IntEnum):
    """How two amounts stand to each other."""

    APART = 0
    NEAR = 1
    UNKNOWN = 2
    SAME = 3


def agreement(
    a: Amount | None,
    b: Amount | None,
    on: date | None,
    *,
    terms: tuple[Duration | None, Duration | None] = (None, None),
) -> Agreement:
    """How two amounts of what may be one deal agree: at the rates of ``on``, yearly sums times the term.

    >>> def money(value, code="EUR", per=None): return Amount(Decimal(value), Decimal(value), code, per=per)
    >>> agreement(money(38_000_000_000, "USD"), money(33_000_000_000), date(2025, 11, 3))
    <Agreement.SAME: 3>
    >>> agreement(money(100), money(160), None), agreement(money(214), money(203), None)
    (<Agreement.APART: 0>, <Agreement.NEAR: 1>)
    >>> agreement(money(1), None, None)
    <Agreement.UNKNOWN: 2>
    >>> seven = Duration(7, Grain.YEAR)
    >>> agreement(money(70), money(10, per=Per.YEAR), None, terms=(None, seven))
    <Agreement.SAME: 3>
    """
    if a is None or b is None:
        return Agreement.UNKNOWN
    if a.per is not b.per:
        whole = [_total(x, terms[0] or terms[1]) for x in (a, b)]
        return agreement(whole[0], whole[1], on)
    ranges = _bounds(a), _bounds(b)
    if a.currency is None or b.currency is None:
        return min(_compare(*ranges, _CLOSE), Agreement.SAME)
    if a.currency == b.currency:
        return _compare(*ranges, _CLOSE)
    converted = [rates.convert(x, b.currency, a.currency, on) if on else None for x in ranges[1]]
    if converted[0] is None or converted[1] is None:
        return Agreement.UNKNOWN
    return _compare(ranges[0], (converted[0][0], converted[1][0]), _CONVERTED)


def _bounds(amount: Amount) -> tuple[Decimal, Decimal]:
    """The least and the most that the words may mean: 'more than' and 'up to' are seldom far off."""
    below, above = _SLACK.get(amount.qualifier, (Decimal(1), Decimal(1)))
    known = [x for x in (amount.low, amount.high) if x is not None]
    return min(known, default=Decimal(0)) * below, max(known, default=Decimal(0)) * above


def _compare(a: tuple[Decimal, Decimal], b: tuple[Decimal, Decimal], close: Decimal) -> Agreement:
    """By the ratio of the nearest values of two ranges."""
    low, high = max(a[0], b[0]), min(a[1], b[1])
    if low <= high:
        return Agreement.SAME
    ratio = low / high if high else Decimal("Infinity")
    return Agreement.SAME if ratio <= close else Agreement.NEAR if ratio <= _NEAR else Agreement.APART


def _total(amount: Amount, term: Duration | None) -> Amount | None:
    """A yearly or monthly sum over the whole term; None for other units and where the term is not known."""
    if amount.per is None:
        return amount
    times = {Per.YEAR: Decimal(1), Per.SEASON: Decimal(1), Per.MONTH: Decimal(12)}.get(amount.per)
    if times is None or term is None or term.count is None or term.grain not in _IN_A_YEAR:
        return None
    factor = times * term.count / _IN_A_YEAR[term.grain]
    low, high = (x * factor if x is not None else None for x in (amount.low, amount.high))
    return Amount(low, high, amount.currency, amount.qualifier)
