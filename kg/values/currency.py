"""Which currency a shared sign or word means: '$', 'pesos', 'Rs', 'cents'. By evidence, or left open."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from kg.lexicon import SHARED, rows
from kg.values.atoms import Atom, Grammar
from kg.values.countries import countries, countries_in, country_of_publisher
from kg.values.numbers import vote
from kg.values.tokens import Token
from kg.values.units import Unit

_COUNTRY, _PUBLISHER, _MENTION = 8.0, 6.0, 1.0
# A text that writes 'US$' or 'C$' beside '$' means another currency by '$'.
_MARKED = 4.0
# The custom of the language's press: it yields to a text that speaks of one other country.
_CUSTOM = 2.0
_DOLLAR = "USD"
_ABROAD = 0.5
_SEPARATORS = 3.0
# How much the strongest currency must lead the next one by, so that nothing is decided on a passing mention.
_LEAD = 0.5


@dataclass(frozen=True, slots=True)
class Decision:
    """A currency and what decided it: 'stated', 'country', 'publisher', 'mention', 'place', 'antecedent', 'custom'."""

    currency: str | None
    by: str | None


STATED = "stated"
_OPEN = Decision(None, None)


def in_force(currency: str, day: date | None) -> str:
    """The currency that went by the same name on a day: a bolívar of 2015 is no bolívar of today.

    >>> in_force("VES", date(2015, 3, 1)), in_force("VES", None)
    ('VEF', 'VES')
    """
    if day is None:
        return currency
    since, before = _replaced().get(currency, (date.min, currency))
    return before if day < since else currency


@cache
def _replaced() -> dict[str, tuple[date, str]]:
    """What each currency that replaced another of its name did, and when (ISO 4217, table of historic codes)."""
    return {
        row.name: (row.fields["since"], row.fields["replaces"])
        for row in rows(SHARED, "currencies", "currency")
        if "since" in row.fields
    }


class Evidence:
    """What a text and its origin say about the currencies of its amounts. Looked at only when an amount needs it."""

    def __init__(
        self,
        tokens: Sequence[Token],
        atoms: Iterable[Atom],
        words: Grammar,
        *,
        country: str | None = None,
        publisher: str | None = None,
        published: date | None = None,
    ) -> None:
        self._tokens = tokens
        self._units = [atom.unit for atom in atoms if atom.unit]
        self._customs = words.money.customs
        self._restricted = words.money.restricted
        self._varies = words.numbers.varies
        self._country = country
        self._publisher = publisher
        self._published = published
        self._decided: dict[tuple[str, frozenset[str], bool], Decision] = {}

    def decide(self, unit: Unit) -> Decision:
        """The currency that a unit means in this text.

        A unit that says it itself is 'stated'. Else the currencies it may be are weighed by the country and the
        publisher of the article, by the other amounts of the text, and by the places it names; the winner has to lead.
        Without one it is left open, as '$' and 'pesos' are in Spanish and 'Rs' and 'pesos' in English, unless the
        press of the language has a custom: in English it marks other dollars ('A$', 'C$') where it is not at home, so
        that '$' alone is the dollar of the United States (of 112 such amounts in annotated news it was 105 times;
        left open, a tenth of all amounts would be). The decision is then 'custom', and the amount is flagged.
        """
        if unit.currency and not self._is_overruled(unit):
            return Decision(in_force(unit.currency, self._published), STATED)
        key = (unit.name, unit.currencies, unit.sign)
        if key not in self._decided:
            sign = next((u for u in self._units if u.sign and not unit.sign and u.name == unit.name), None)
            self._decided[key] = self.decide(sign) if sign else self._weigh(unit)
        return self._decided[key]

    def local(self) -> Decision:
        """The currency for amounts of a text that names none at all: the country's, else the custom of the press."""
        custom = self._customs.get("")
        return _winner(
            {**self._origins(), "place": self._by_places(None), "custom": {custom: _CUSTOM} if custom else {}}
        )

    def unsaid(self) -> Decision | None:
        """The currency of an amount that names none, in a text that names none; None where the press always does."""
        return self.local() if "" in self._customs else None

    @cached_property
    def places(self) -> Mapping[str, float]:
        """How strongly the text speaks of each country."""
        return countries_in(self._tokens)

    def _is_overruled(self, unit: Unit) -> bool:
        """'francs' in a text of West Africa: a home currency of the same name, where the usual one is not meant."""
        if not unit.home:
            return False
        home = self.local().currency
        return home != unit.currency and home in unit.currencies and not self._is_stated(unit.currency)

    def _is_stated(self, currency: str | None) -> bool:
        return any(u.sign and u.currency == currency for u in self._units)

    def _weigh(self, unit: Unit) -> Decision:
        custom = self._customs.get(unit.name)
        currencies = unit.currencies & self._restricted.get(unit.name, unit.currencies)
        reasons: dict[str, dict[str, float]] = {
            **{why: _dollars_abroad(by, currencies) for why, by in self._origins().items()},
            "mention": self._mentions(unit),
            "place": self._by_places(currencies),
            "separators": self._by_separators(currencies),
            "custom": {custom: _CUSTOM} if custom in currencies and not self._is_stated(custom) else {},
        }
        found = _winner({why: {c: w for c, w in by.items() if c in currencies} for why, by in reasons.items()})
        if found.currency is None and custom in currencies:
            return Decision(custom, "custom")
        return found

    def _origins(self) -> dict[str, dict[str, float]]:
        """What the country and the publisher of the article say."""
        known = country_of_publisher(self._publisher) if self._publisher else None
        weights = {"country": (self._country, _COUNTRY), "publisher": (known, _PUBLISHER)}
        return {
            why: {countries()[code].currency: weight} if code and code in countries() else {}
            for why, (code, weight) in weights.items()
        }

    def _mentions(self, unit: Unit) -> dict[str, float]:
        """Other amounts: one with a mark of its own speaks against that currency for a bare sign, a noun for it."""
        weights: defaultdict[str, float] = defaultdict(float)
        for other in {(u.name, u.currency, u.sign): u for u in self._units if u.currency}.values():
            if other.beside in unit.currencies:
                weights[other.beside or ""] += _MARKED
            if other.currency not in unit.currencies:
                continue
            marked = other.sign and len(other.currencies) == 1
            weights[other.currency or ""] += (-_MARKED if unit.sign else _MARKED) if marked else _MENTION
        for other in {(u.name, u.currencies): u for u in self._units if not u.currency}.values():
            if other.currencies != unit.currencies and (both := other.currencies & unit.currencies):
                for currency in both:
                    weights[currency] += _MENTION
        return weights

    def _by_places(self, currencies: frozenset[str] | None) -> dict[str, float]:
        """By the countries of the text; where '$' is no sign of a country's own money, it means dollars there."""
        weights: defaultdict[str, float] = defaultdict(float)
        for country, weight in self.places.items():
            currency = countries()[country].currency
            if currencies is None or currency in currencies:
                weights[currency] += weight
            elif _DOLLAR in currencies:
                weights[_DOLLAR] += weight * _ABROAD
        return weights

    def _by_separators(self, currencies: frozenset[str]) -> dict[str, float]:
        """A country does not write its own money in the separators of others."""
        if not self._varies:
            return {}
        votes = Counter(v for t in self._tokens if t.is_digits and (v := vote(t.text)))
        if not votes:
            return {}
        style = votes.most_common(1)[0][0]
        homes = {c.currency: c.decimal for c in countries().values() if c.currency in currencies}
        return {c: -_SEPARATORS for c, decimal in homes.items() if decimal != style and c != _DOLLAR}


def _dollars_abroad(weights: dict[str, float], currencies: frozenset[str]) -> dict[str, float]:
    """Where a country's own money is none that is meant, dollars of the United States are."""
    if currencies.isdisjoint(weights) and _DOLLAR in currencies:
        return {_DOLLAR: sum(weights.values())}
    return weights


def _winner(reasons: Mapping[str, Mapping[str, float]]) -> Decision:
    """The currency with the most weight and the reason that gave it most; open where none leads clearly."""
    total: defaultdict[str, float] = defaultdict(float)
    for weights in reasons.values():
        for currency, weight in weights.items():
            total[currency] += weight
    ranked = sorted(total, key=lambda currency: -total[currency])
    if not ranked or total[ranked[0]] <= 0:
        return _OPEN
    if len(ranked) > 1 and total[ranked[0]] - total[ranked[1]] < _LEAD:
        return _OPEN
    return Decision(ranked[0], max(reasons, key=lambda reason: reasons[reason].get(ranked[0], 0)))
