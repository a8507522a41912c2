"""Amounts of money in Spanish and English text: value or range, currency, how sharp, what for, and where."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kg.kinds import Per, Qualifier
from kg.model import Amount
from kg.values.antecedents import Antecedents, is_bare_money, with_scales
from kg.values.atoms import Atom, Grammar, grammar, may_hold_money, read_atoms
from kg.values.context import Purposes, is_none, qualifier_of
from kg.values.countries import countries
from kg.values.currency import Decision, Evidence
from kg.values.doubts import doubtful_scales
from kg.values.elision import ElisionWords, elision_words, read_elided
from kg.values.layout import Layout, lay_out
from kg.values.numbers import grouped_by, vote
from kg.values.ranges import Group, group_atoms
from kg.values.tables import read_tables
from kg.values.tokens import Token, tokenize

_SURE = 3  # numbers grouped in threes that one with decimals outweighs


@dataclass(frozen=True, slots=True)
class MoneyMention:
    """An amount at ``[start, end)``, in code points; ``low`` and ``high`` in units of the currency.

    ``decided_by`` says what decided the currency: 'stated' where the amount names it, else 'country', 'publisher',
    'mention' (another amount), 'place', 'separators', 'antecedent' (the amount before), 'custom' (of the language's
    press), None where it is left open. ``flag`` names what looks wrong and was not changed: 'billion' in Spanish,
    'billón' where a thousandth is meant (:func:`~kg.values.doubts.doubtful_scales`); and a sign of several currencies,
    '$', for which nothing but the custom of the press spoke. ``elided``: its own words leave currency or scale to
    another amount ('y otros 85', '12' of '12, 15 y 20 millones', a cell of a table); any other, read alone, has the
    same value.
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
    elided: bool = False

    @property
    def amount(self) -> Amount:
        """The amount as a record."""
        return Amount(self.low, self.high, self.currency, self.qualifier, self.per)


def find_money(
    text: str,
    language: str,
    country: str | None = None,
    published: date | None = None,
    *,
    publisher: str | None = None,
) -> tuple[MoneyMention, ...]:
    """The amounts of money of a text, in order of place; none overlap.

    Args:
        text: any text; offsets count its code points.
        language: a language of ``kg/lang``.
        country: ISO 3166 code of the country of publication, evidence for '$' and for separators.
        published: the day of publication, for currencies that another has replaced.
        publisher: name or address of the outlet, evidence as ``country`` is.

    >>> [(m.low, m.currency) for m in find_money("Pagó US$ 350 millones y 2.500 M€", "es")]
    [(Decimal('350000000'), 'USD'), (Decimal('2500000000'), 'EUR')]
    """
    words = grammar(language)
    if not may_hold_money(text, words):
        return ()
    tokens = tokenize(text)
    atoms = read_atoms(tokens, words, _decimal(tokens, words, country))
    atoms = read_tables(tokens, atoms, words)
    if not any(a.unit or a.scales for a in atoms):
        return ()
    layout = lay_out(tokens)
    groups = with_scales(layout, group_atoms(tokens, atoms, words), words)
    evidence = Evidence(tokens, atoms, words, country=country, publisher=publisher, published=published)
    return tuple(_Reading(layout, groups, evidence, words).mentions())


def _decimal(tokens: Sequence[Token], words: Grammar, country: str | None) -> str:
    """The decimal separator of a text: its own numbers decide, then its country, where its language has no one."""
    if not words.numbers.varies:
        return words.numbers.decimal
    votes: Counter[str] = Counter()
    for at, token in enumerate(tokens):
        if token.is_digits:
            votes.update(_votes(tokens, at, words))
    strongest = votes.most_common(1)
    if strongest and (strongest[0][1] >= _SURE or country not in countries()):
        return strongest[0][0]
    return countries()[country].decimal if country and country in countries() else words.numbers.decimal


def _votes(tokens: Sequence[Token], at: int, words: Grammar) -> dict[str, int]:
    """What a number says of the decimal separator: for sure, or by its groups before a scale ('3,805 millones')."""
    if sure := vote(tokens[at].text):
        return {sure: _SURE}
    group = grouped_by(tokens[at].text)
    if group is None or at + 1 == len(tokens):
        return {}
    scaled = tokens[at + 1].key in words.numbers.scales or words.money.abbreviations.at(tokens, at + 1)
    return {"," if group == "." else ".": 1} if scaled else {}


class _Reading:
    """One text's amounts, read in order: each may be the antecedent of what follows."""

    def __init__(self, layout: Layout, groups: Sequence[Group], evidence: Evidence, words: Grammar) -> None:
        self.layout = layout
        self.tokens = layout.tokens
        self.groups = groups
        self.evidence = evidence
        self.words = words
        self.elisions: ElisionWords = elision_words(words.language)
        self.antecedents = Antecedents(layout, groups, evidence)
        self.purposes = Purposes(layout, words)
        self.doubtful = doubtful_scales(layout, groups, words)
        self.money: list[Group] = []
        self.decisions: dict[int, Decision] = {}

    def mentions(self) -> Iterator[MoneyMention]:
        for number in self.groups:
            group, decision = self._decide(number)
            if decision is not None:
                self.money.append(group)
                self.decisions[group.first] = decision
                yield self._mention(group, decision)

    def _decide(self, group: Group) -> tuple[Group, Decision | None]:
        """What a number is as money, and its currency; no decision where it is none."""
        unit = (group.high or group.low).unit
        if unit:
            return group, None if is_none(self.tokens, group.low, self.words) else self.evidence.decide(unit)
        if is_bare_money(self.tokens, group, self.words):
            currency = self.antecedents.currency_at(group.first)
            return group, Decision(currency, "antecedent") if currency else self.evidence.unsaid()
        elided = read_elided(self.layout, group, self.money, self.elisions)
        if elided is None:
            return group, None
        return elided.group, Decision(self.decisions[elided.antecedent.first].currency, "antecedent")

    def _mention(self, group: Group, decision: Decision) -> MoneyMention:
        high = group.high or group.low
        qualifier = Qualifier.RANGE if group.high else qualifier_of(self.tokens, group.first, group.last, self.words)
        return MoneyMention(
            self.tokens[group.first].start,
            self.tokens[group.last - 1].end,
            None if qualifier is Qualifier.UP_TO else _value(group.low),
            None if qualifier is Qualifier.AT_LEAST else _value(high),
            decision.currency,
            qualifier,
            self.purposes.of(group),
            decision.by,
            high.flag or self.doubtful.get(group.first) or _assumed(high, decision),
            decision.by == "antecedent" or (high.lent and not group.high),
        )


def _assumed(atom: Atom, decision: Decision) -> str | None:
    """The sign that the custom of the press alone has read."""
    return atom.unit.name if atom.unit and len(atom.unit.currencies) > 1 and decision.by == "custom" else None


def _value(atom: Atom) -> Decimal:
    return atom.value * (atom.unit.factor if atom.unit else 1)
