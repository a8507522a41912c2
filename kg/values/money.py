"""Amounts of money in Spanish and English text: value or range, currency, how sharp, what for, and where."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kg.model import Amount, Per, Qualifier
from kg.values.atoms import Atom, Grammar, grammar, read_atoms
from kg.values.context import per_of, qualifier_of
from kg.values.countries import countries
from kg.values.currency import STATED, Decision, Evidence
from kg.values.elision import elision_words, read_elided
from kg.values.numbers import grouped_by, vote
from kg.values.ranges import Group, group_atoms
from kg.values.tokens import Token, tokenize


_MILLION = 1_000_000
_SURE = 3  # numbers grouped in threes that one with decimals outweighs
_ARTICLES = frozenset(["el", "la", "los", "las", "the"])
_NEGATION_REACH = 8  # tokens before an amount of one


@dataclass(frozen=True, slots=True)
class MoneyMention:
    """An amount at ``[start, end)``, in code points; ``low`` and ``high`` in units of the currency.

    ``decided_by`` says what decided the currency: 'stated' where the amount names it, else 'country', 'publisher',
    'mention' (another amount), 'place', 'antecedent' (the amount before), 'custom' (of the language's press), None where
    it is left open. ``flag`` names what looks wrong and was not changed: 'billion' in Spanish, a doubtful 'billón'.
    """

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    currency: str | None
    qualifier: Qualifier
    per: Per | None = None
    decided_by: str | None = None
    flag: str | None = None

    @property
    def amount(self) -> Amount:
        """The amount as a record."""
        return Amount(self.low, self.high, self.currency, self.qualifier, self.per)


# What an amount cannot do without: a digit, or a word that begins like a scale or a currency.
_ANCHOR = re.compile(
    r"[0-9½¼¾]|[MmBbTtCc][ir]ll|[Bb]ill|[Mm]il|[Dd]ol|[Dd]ól|[Ee]uro|[Pp]es|[Cc]ent|[Cc]én|[Cc]ror|[Ll]akh|[Ll]ibr"
)


def find_money(
    text: str,
    language: str,
    *,
    country: str | None = None,
    published: date | None = None,
    publisher: str | None = None,
) -> tuple[MoneyMention, ...]:
    """The amounts of money of a text, in order of place; none overlap.

    Args:
        text: any text; offsets count its code points.
        language: a language of ``kg/lang``.
        country: ISO 3166 code of the country of publication, evidence for '$' and for separators.
        published: the day of publication; currencies that were replaced since are not read otherwise for it.
        publisher: name or address of the outlet, evidence as ``country`` is.

    >>> [(m.low, m.currency) for m in find_money("Pagó US$ 350 millones y 2.500 M€", "es")]
    [(Decimal('350000000'), 'USD'), (Decimal('2500000000'), 'EUR')]
    """
    if not _ANCHOR.search(text):
        return ()
    words = grammar(language)
    tokens = tokenize(text)
    decimal = _decimal(tokens, words, country)
    atoms = read_atoms(tokens, words, decimal)
    if not any(a.unit or a.scales for a in atoms):
        return ()
    groups = group_atoms(tokens, atoms, words)
    evidence = Evidence(tokens, atoms, words, country, publisher)
    return tuple(_mentions(tokens, groups, evidence, words))


def _decimal(tokens: Sequence[Token], words: Grammar, country: str | None) -> str:
    """The decimal separator of a text: its own numbers decide, then its country, then its language."""
    votes: Counter[str] = Counter()
    for at, token in enumerate(tokens):
        if token.is_digits:
            votes.update(_votes(tokens, at, words))
    if votes and votes.most_common(1)[0][1] >= _SURE or not country:
        return votes.most_common(1)[0][0] if votes else words.numbers.decimal
    return countries()[country].decimal if country in countries() else words.numbers.decimal


def _votes(tokens: Sequence[Token], at: int, words: Grammar) -> dict[str, int]:
    """What one number says of the decimal separator: for sure, or as groups before a scale usually do ('3,805 millones')."""
    if sure := vote(tokens[at].text):
        return {sure: _SURE}
    group = grouped_by(tokens[at].text)
    scaled = at + 1 < len(tokens) and tokens[at + 1].key in words.numbers.scales
    return {"," if group == "." else ".": 1} if group and scaled else {}


def _mentions(
    tokens: Sequence[Token], groups: Sequence[Group], evidence: Evidence, words: Grammar
) -> Iterator[MoneyMention]:
    stated = _stated(tokens, groups, evidence)
    elisions = elision_words(words.language)
    decisions: dict[int, Decision] = {}
    money: list[Group] = []
    for group in groups:
        decision = _decision(tokens, group, evidence, stated, words)
        if decision is None and (elided := read_elided(tokens, group, money, elisions)):
            group = elided.group
            decision = Decision(decisions[elided.antecedent.first].currency, "antecedent")
        if decision is not None:
            decisions[group.first] = decision
            money.append(group)
            yield _mention(tokens, group, decision, words)


def _stated(tokens: Sequence[Token], groups: Sequence[Group], evidence: Evidence) -> list[tuple[int, str]]:
    """Where the text names currencies, and which, in order."""
    return [
        (group.first, currency)
        for group in groups
        if not _is_conversion(tokens, group.first)
        and (unit := (group.high or group.low).unit)
        and (currency := evidence.decide(unit).currency)
    ]


def _is_conversion(tokens: Sequence[Token], first: int) -> bool:
    """'104 millones de dólares (95 millones de euros)': said once more in another currency."""
    return any(t.text == "(" for t in tokens[max(0, first - 2) : first])


def _antecedent(tokens: Sequence[Token], at: int, stated: Sequence[tuple[int, str]]) -> str | None:
    """The currency that an amount without one takes: the last named in its paragraph, else the text's usual one."""
    begin = next((n for n in range(at, -1, -1) if tokens[n].text == "\n"), 0)
    before = [currency for first, currency in stated if begin <= first < at]
    if before:
        return before[-1]
    usual = Counter(currency for _, currency in stated).most_common(1)
    return usual[0][0] if usual else None


def _decision(
    tokens: Sequence[Token], group: Group, evidence: Evidence, stated: Sequence[tuple[int, str]], words: Grammar
) -> Decision | None:
    """The currency of a group, None where it is no money."""
    unit = (group.high or group.low).unit
    if unit:
        if _is_none(tokens, group.low, words):
            return None
        return evidence.decide(unit)
    if not _is_bare_money(tokens, group, words):
        return None
    currency = _antecedent(tokens, group.first, stated)
    return Decision(currency, "antecedent") if currency else evidence.local()


def _is_bare_money(tokens: Sequence[Token], group: Group, words: Grammar) -> bool:
    """Whether '38.000 millones', without a currency, is money: no thing that is counted follows."""
    scales = (group.high or group.low).scales
    if not scales or max(scales) < _MILLION or group.last >= len(tokens):
        return bool(scales) and max(scales) >= _MILLION
    quantity = words.money.quantities.at(tokens, group.last)
    if quantity is not None:
        return quantity[0] == "of" and _is_of_money(tokens, quantity[1], words)
    followers = words.money.bare
    return followers is None or not tokens[group.last].text[0].isalpha() or bool(followers.at(tokens, group.last))


def _is_of_money(tokens: Sequence[Token], at: int, words: Grammar) -> bool:
    """'640 millones de deuda', 'de los fondos europeos', 'del Banco Europeo': what the money is for or from."""
    if at < len(tokens) and tokens[at].key in _ARTICLES:
        at += 1
    if at >= len(tokens):
        return False
    return words.money.financial.at(tokens, at) is not None or tokens[at].text[0].isupper()


def _is_none(tokens: Sequence[Token], atom: Atom, words: Grammar) -> bool:
    """'ni un peso', 'without a rupee', '$0': a way of saying that there is no money."""
    if atom.value == 0 or (atom.first and tokens[atom.first - 1].key in words.money.rates):
        return True
    if atom.value != 1 or not atom.spelled or atom.scales:
        return False
    return any(t.key in words.money.negations for t in tokens[max(0, atom.first - _NEGATION_REACH) : atom.first])


def _mention(tokens: Sequence[Token], group: Group, decision: Decision, words: Grammar) -> MoneyMention:
    high = group.high or group.low
    qualifier = Qualifier.RANGE if group.high else qualifier_of(tokens, group.first, group.last, words)
    bounds = [_value(group.low), _value(high)]
    return MoneyMention(
        tokens[group.first].start,
        tokens[group.last - 1].end,
        None if qualifier is Qualifier.UP_TO else bounds[0],
        None if qualifier is Qualifier.AT_LEAST else bounds[1],
        decision.currency,
        qualifier,
        per_of(tokens, group.last, words),
        decision.by,
        high.flag,
    )


def _value(atom: Atom) -> Decimal:
    return atom.value * (atom.unit.factor if atom.unit else 1)
