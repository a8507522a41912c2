"""Which currency a shared sign or word means: '$', 'pesos', 'Rs', 'cents'. By evidence, or left open."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.values.atoms import Atom, Grammar
from kg.values.countries import countries, countries_in, country_of_publisher
from kg.values.tokens import Token
from kg.values.units import Unit

_COUNTRY, _PUBLISHER, _MENTION = 8.0, 6.0, 1.0
# A text that writes 'US$' or 'C$' beside '$' means another currency by '$'.
_MARKED = 4.0
# How much the strongest currency must lead the next one by, so that nothing is decided on a passing mention.
_LEAD = 0.5


@dataclass(frozen=True, slots=True)
class Decision:
    """A currency and what decided it: 'stated', 'country', 'publisher', 'mention', 'place', 'antecedent', 'custom'."""

    currency: str | None
    by: str | None


STATED = "stated"
_OPEN = Decision(None, None)


class Evidence:
    """What a text and its origin say about the currencies of its amounts. Looked at only when an amount needs it."""

    def __init__(
        self, tokens: Sequence[Token], atoms: Iterable[Atom], words: Grammar, country: str | None, publisher: str | None
    ) -> None:
        self._tokens = tokens
        self._units = [atom.unit for atom in atoms if atom.unit]
        self._customs = words.money.customs
        self._country = country
        self._publisher = publisher
        self._decided: dict[tuple[str, frozenset[str]], Decision] = {}

    def decide(self, unit: Unit) -> Decision:
        """The currency that a unit means in this text.

        A unit that says it itself is 'stated'. Else the currencies it may be are weighed by the country and the
        publisher of the article, by the other amounts of the text, and by the places it names; the winner has to lead.
        Without one, the custom of the language's press, if it has one; else it is left open.
        """
        if unit.currency and not self._is_overruled(unit):
            return Decision(unit.currency, STATED)
        key = (unit.name, unit.currencies)
        if key not in self._decided:
            self._decided[key] = self._weigh(unit)
        return self._decided[key]

    def local(self) -> Decision:
        """The currency of the country that the text is most about, for amounts that name none at all."""
        best = self.country
        return Decision(countries()[best].currency, "country" if self._country else "place") if best else _OPEN

    @cached_property
    def country(self) -> str | None:
        """The country the text is from, by what is known of it, else by its places."""
        if self._country in countries():
            return self._country
        if self._publisher and (known := country_of_publisher(self._publisher)):
            return known
        return max(self.places, key=lambda code: self.places[code], default=None)

    @cached_property
    def places(self) -> Counter[str]:
        """How strongly the text speaks of each country."""
        return Counter(countries_in(self._tokens))

    def _is_overruled(self, unit: Unit) -> bool:
        """'francs' in a text of West Africa: a home currency of the same name, where the usual one is not meant."""
        if not unit.home:
            return False
        home = self.local().currency
        return home != unit.currency and home in unit.currencies and not self._is_stated(unit.currency)

    def _is_stated(self, currency: str | None) -> bool:
        return any(u.sign and u.currency == currency for u in self._units)

    def _weigh(self, unit: Unit) -> Decision:
        reasons: dict[str, Counter[str]] = {
            "country": Counter(self._of(self._country, _COUNTRY)),
            "publisher": Counter(
                self._of(country_of_publisher(self._publisher) if self._publisher else None, _PUBLISHER)
            ),
            "mention": self._mentions(unit),
            "place": self._by_places(unit.currencies),
        }
        custom = self._customs.get(unit.name)
        if custom in unit.currencies and not self._is_stated(custom):
            reasons["custom"] = Counter({custom: 1.0})
        total: Counter[str] = Counter()
        for weights in reasons.values():
            total.update({c: w for c, w in weights.items() if c in unit.currencies})
        ranked = total.most_common(2)
        if not ranked or ranked[0][1] <= 0 or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _LEAD):
            return Decision(custom, "custom") if custom in unit.currencies else _OPEN
        winner = ranked[0][0]
        return Decision(winner, max(reasons, key=lambda reason: reasons[reason][winner]))

    def _of(self, country: str | None, weight: float) -> dict[str, float]:
        return {countries()[country].currency: weight} if country in countries() else {}

    def _mentions(self, unit: Unit) -> Counter[str]:
        """Other amounts: one with a mark of its own speaks against that currency for a bare sign, a noun for it."""
        weights: Counter[str] = Counter()
        for other in {(u.name, u.currency, u.sign): u for u in self._units if u.currency}.values():
            if other.currency not in unit.currencies:
                continue
            against = other.sign and unit.sign and len(other.currencies) == 1
            weights[other.currency or ""] += -_MARKED if against else _MENTION
        for other in {(u.name, u.currencies): u for u in self._units if not u.currency}.values():
            if other.currencies != unit.currencies and (both := other.currencies & unit.currencies):
                weights.update(dict.fromkeys(both, _MENTION))
        return weights

    def _by_places(self, currencies: frozenset[str]) -> Counter[str]:
        weights: Counter[str] = Counter()
        for country, weight in self.places.items():
            weights[countries()[country].currency] += weight
        return Counter({c: min(w, 6.0) for c, w in weights.items() if c in currencies})
