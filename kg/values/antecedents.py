"""What amounts take from others: the currency that '38.000 millones' leaves out, the scale of '$ 15.944'."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kg.values.atoms import Atom, Grammar
from kg.values.context import per_of
from kg.values.currency import Evidence
from kg.values.layout import Layout
from kg.values.ranges import Group, in_brackets
from kg.values.tokens import Token

_MILLION = 1_000_000
# Two amounts of one list are of one size: this much, or its inverse, between them.
_ALIKE = Decimal("0.2")


class Antecedents:
    """Where a text names currencies, for the amounts that name none.

    What the text says once more in brackets in another currency ('104 millones de dólares (95 millones de euros)') is
    no antecedent.
    """

    def __init__(self, layout: Layout, groups: Sequence[Group], evidence: Evidence) -> None:
        self._layout = layout
        self._firsts: list[int] = []
        self._taken: list[str] = []
        named: Counter[str] = Counter()
        scaled: tuple[int, str] | None = None
        for group in groups:
            unit = (group.high or group.low).unit
            currency = evidence.decide(unit).currency if unit else None
            if currency is None or in_brackets(layout.tokens, group.first):
                continue
            if group.low.scales:
                scaled = group.first, currency
            named[currency] += 1
            self._firsts.append(group.first)
            self._taken.append(scaled[1] if scaled and scaled[0] >= layout.lines[group.first] else currency)
        self._usual = named.most_common(1)[0][0] if named else None

    def currency_at(self, at: int) -> str | None:
        """The currency that an amount at a token takes: the last named in its line, else the text's usual one.

        Within the line a scaled amount goes before a price.
        """
        before = bisect_left(self._firsts, at) - 1
        if before >= 0 and self._firsts[before] >= self._layout.lines[at]:
            return self._taken[before]
        return self._usual


def is_bare_money(tokens: Sequence[Token], group: Group, words: Grammar) -> bool:
    """Whether a number with a scale and without a currency is money: '38.000 millones', not '4 millones de clientes'.

    No thing that is counted may follow; where a language lists words, only those may.
    """
    scales = (group.high or group.low).scales
    if not scales or max(scales) < _MILLION or group.last >= len(tokens):
        return bool(scales) and max(scales) >= _MILLION
    last = _skip_small(tokens, group.last, words)
    quantity = words.money.quantities.at(tokens, last)
    if quantity is not None:
        return quantity[0] == "of" and _is_of_money(tokens, quantity[1], words)
    followers = words.money.bare
    return followers is None or not tokens[group.last].text[0].isalpha() or bool(followers.at(tokens, group.last))


def _skip_small(tokens: Sequence[Token], last: int, words: Grammar) -> int:
    """'12 millones anuales de pasajeros', '2 millones más de viajeros': where what is counted may begin."""
    per = words.money.pers.at(tokens, last)
    return per[1] if per else last + (tokens[last].key in words.money.net)


def _is_of_money(tokens: Sequence[Token], at: int, words: Grammar) -> bool:
    """'640 millones de deuda', 'de los fondos europeos', 'del Banco Europeo': what the money is for or from."""
    if at < len(tokens) and tokens[at].key in words.money.articles:
        at += 1
    if at >= len(tokens):
        return False
    return words.money.financial.at(tokens, at) is not None or tokens[at].text[0].isupper()


def with_scales(layout: Layout, groups: Sequence[Group], words: Grammar) -> list[Group]:
    """'con $ 15.110 millones, y la otra, con $ 15.944': a sign without a scale takes that of an amount of its size."""
    found: list[Group] = []
    model: Atom | None = None
    for group in groups:
        scaled = group
        if model and not group.high and _lacks_scale(layout, group, model, words):
            atom = replace(group.low, value=group.low.value * model.multiplier, scales=model.scales, lent=True)
            scaled = replace(group, low=atom)
        found.append(scaled)
        model = (scaled.high or scaled.low) if scaled.low.unit else model
    return found


def _lacks_scale(layout: Layout, group: Group, model: Atom, words: Grammar) -> bool:
    atom = group.low
    if not atom.prefixed or atom.scales or not model.prefixed or not model.scales or atom.unit != model.unit:
        return False
    tokens = layout.tokens
    if not atom.value or per_of(tokens, group.last, words) or layout.gap(model.last, group.first) > 1:
        return False
    if any(words.money.shares.at(tokens, at) for at in range(model.last, group.first)):
        return False
    after = tokens[group.last] if group.last < len(tokens) else None
    closed = after is None or not after.text[0].isalpha() or after.key in words.money.lists
    return closed and _ALIKE <= model.value / model.multiplier / atom.value <= 1 / _ALIKE
