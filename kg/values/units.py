"""The words and signs of money in a language: what each may mean, from ``money.toml`` and ``currencies.toml``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from kg.kinds import Per, Qualifier
from kg.lexicon import SHARED, rows
from kg.values.forms import phrases
from kg.values.tokens import Phrases

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Unit:
    """A name or sign of money.

    ``currency`` is what it means unless the text says otherwise, None where the text has to tell; ``currencies`` all it
    may be. ``factor`` of the currency it counts ('cents': 0.01; 'MM$': a million). ``needs`` evidence beside itself
    where it is as short as 'R'; ``touching``: only right after its digits; ``weight``: no money where a thing follows
    ('libras de café'); ``home``: the country of the text may mean its own ('francos' in Dakar);
    ``beside``: it is a unit of account, used where that currency is.
    """

    name: str
    currency: str | None
    currencies: frozenset[str]
    factor: Decimal = _ONE
    needs: bool = False
    touching: bool = False
    sign: bool = False
    weight: bool = False
    home: bool = False
    beside: str | None = None

    def narrowed(self, other: "Unit") -> "Unit | None":
        """What two marks of one amount mean together ('$ 5 millones de pesos'), None where they exclude each other."""
        both = self.currencies & other.currencies
        if not both:
            return None
        currency = next((u.currency for u in (other, self) if u.currency in both), None)
        factor = self.factor * other.factor
        certain = currency if currency or len(both) > 1 else next(iter(both))
        return Unit(min(self, other, key=lambda u: len(u.currencies)).name, certain, both, factor, sign=self.sign)


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """'M', 'bn', 'mdp': a scale, some with their unit; ``loose``: money without any where one speaks of money."""

    value: Decimal
    unit: Unit | None
    loose: bool = False
    flag: str | None = None


@dataclass(frozen=True, slots=True)
class MoneyWords:
    """All money words of a language, by what the grammar does with them; ``money.toml`` says what each section is."""

    signs: Phrases[Unit]
    nouns: Phrases[Unit]
    no_units: Phrases[str]
    abbreviations: Phrases[Abbreviation]
    qualifiers: Phrases[tuple[Qualifier, bool]]
    qualifiers_after: Phrases[Qualifier]
    pers: Phrases[Per | None]
    pers_before: Phrases[Per]
    per_nouns: Mapping[str, bool]
    per_stops: frozenset[str]
    shares: Phrases[str]
    eaches: Phrases[str]
    prices: Phrases[str]
    more: Phrases[str]
    net: frozenset[str]
    at_year: frozenset[str]
    ranges: Phrases[dict[str, bool]]
    quantities: Phrases[str]
    financial: Phrases[str]
    movements: frozenset[str]
    negations: frozenset[str]
    denials: frozenset[str]
    with_parts: frozenset[str]
    rates: frozenset[str]
    lists: frozenset[str]
    of: frozenset[str]
    of_the: Phrases[str]
    articles: frozenset[str]
    bare: Phrases[str] | None
    customs: dict[str, str]
    restricted: dict[str, frozenset[str]]
    countries: Phrases[str]


@cache
def money_words(language: str) -> MoneyWords:
    """The money words of a language.

    >>> from kg.values.tokens import tokenize
    >>> money_words("es").nouns.at(tokenize("libras esterlinas"), 0)[0].currency
    'GBP'
    """
    nouns = dict(_nouns(language))
    return MoneyWords(
        signs=Phrases(_signs(), cased=True, touching=True),
        nouns=Phrases(nouns.items()),
        no_units=Phrases((p, r.name) for r, p in phrases(language, "no_unit")),
        abbreviations=Phrases(_abbreviations(language, nouns), cased=True, touching=True),
        qualifiers=Phrases(
            (p, (Qualifier(r.fields.get("qualifier", r.name)), r.fields.get("level", False)))
            for r, p in phrases(language, "qualifier")
        ),
        qualifiers_after=Phrases((p, Qualifier(r.name)) for r, p in phrases(language, "qualifier_after")),
        pers=Phrases(
            (p, None if r.fields.get("total") else Per(r.fields.get("per", r.name)))
            for r, p in phrases(language, "per")
        ),
        pers_before=Phrases((p, Per(r.name)) for r, p in phrases(language, "per_before")),
        per_nouns={p: r.fields.get("scaled", False) for r, p in phrases(language, "per_noun")},
        per_stops=frozenset(w for r in rows(language, "money", "per_noun") for w in r.fields["stop"].split("|")),
        shares=Phrases((p, r.name) for r, p in phrases(language, "share")),
        eaches=Phrases((p, r.name) for r, p in phrases(language, "per") if r.fields.get("each")),
        prices=Phrases((p, r.name) for r, p in phrases(language, "price")),
        more=Phrases((p, p) for p in _words(language, "connective", "more")),
        net=_words(language, "connective", "net"),
        at_year=_words(language, "connective", "in"),
        ranges=Phrases(_ranges(language)),
        quantities=Phrases((p, r.name) for r, p in phrases(language, "quantity")),
        financial=Phrases((p, r.name) for r, p in phrases(language, "financial")),
        movements=_words(language, "movement"),
        negations=_words(language, "negation"),
        with_parts=_words(language, "connective", "and so many cents"),
        denials=_words(language, "connective", "not"),
        rates=_words(language, "rate"),
        lists=_words(language, "connective", "list"),
        of=_words(language, "connective", "of"),
        of_the=Phrases((p, p) for p in _words(language, "connective", "of the")),
        articles=_words(language, "connective", "article"),
        bare=_bare(language),
        customs={
            r.fields["sign"]: r.fields["currency"] for r in rows(language, "money", "custom") if r.fields["currency"]
        },
        restricted={
            r.fields["sign"]: frozenset(r.fields["currencies"])
            for r in rows(language, "money", "custom")
            if "currencies" in r.fields
        },
        countries=Phrases(_demonyms()),
    )


def _bare(language: str) -> Phrases[str] | None:
    followers = [(phrase, row.name) for row, phrase in phrases(language, "bare") if phrase]
    return Phrases(followers) if followers else None


def _words(language: str, section: str, name: str | None = None) -> frozenset[str]:
    return frozenset(phrase for row, phrase in phrases(language, section) if name in (None, row.name))


def _nouns(language: str) -> Iterator[tuple[str, Unit]]:
    for row, phrase in phrases(language, "unit"):
        currency = row.fields.get("currency")
        yield (
            phrase,
            Unit(
                row.fields.get("sign", row.name),
                currency,
                frozenset(row.fields.get("currencies", [currency])),
                Decimal(row.fields.get("factor", 1)),
                needs=row.fields.get("needs", False),
                touching=row.fields.get("touching", False),
                weight=row.fields.get("weight", False),
                home=row.fields.get("home", False),
            ),
        )


def _signs() -> Iterator[tuple[str, Unit]]:
    shared = {}
    for row in rows(SHARED, "currencies", "shared_sign"):
        currencies = row.fields["currencies"]
        certain = currencies[0] if len(currencies) == 1 else None
        needs = bool(row.fields.get("needs"))
        shared[row.name] = Unit(row.name, certain, frozenset(currencies), needs=needs, sign=True)
    for row in rows(SHARED, "currencies", "currency"):
        own = Unit(row.name, row.name, frozenset([row.name]), sign=True, beside=row.fields.get("beside"))
        shared |= dict.fromkeys([*row.fields["signs"], *row.fields["codes"]], own)
    yield from shared.items()
    for row in rows(SHARED, "currencies", "multiple_sign"):
        unit = shared[row.fields["sign"]]
        factor = Decimal(row.fields["value"])
        for phrase in row.pattern.split("|"):
            yield phrase, Unit(unit.name, unit.currency, unit.currencies, factor, sign=True)


def _abbreviations(language: str, nouns: dict[str, Unit]) -> Iterator[tuple[str, Abbreviation]]:
    for row, phrase in phrases(language, "abbreviation"):
        unit = nouns[row.fields["unit"]] if "unit" in row.fields else None
        if unit and "currency" in row.fields:
            unit = replace(unit, currency=row.fields["currency"])
        loose, flag = row.fields.get("loose", False), row.fields.get("flag")
        yield phrase, Abbreviation(Decimal(row.fields["value"]), unit, loose, flag)


def _ranges(language: str) -> Iterator[tuple[str, dict[str, bool]]]:
    """Each joining word with the words that may open its range ('' for none), and whether they make it sure."""
    found: dict[str, dict[str, bool]] = {}
    for row, phrase in phrases(language, "range"):
        openers = dict.fromkeys(row.fields["before"].split("|"), row.fields.get("firm", False))
        found.setdefault(phrase, {}).update(openers)
    yield from found.items()


def _demonyms() -> Iterator[tuple[str, str]]:
    """The names of countries ('Singapore dollars') and their adjectives, with plurals ('dólares australianos')."""
    for row in rows(SHARED, "countries", "country"):
        yield from ((name, row.fields["currency"]) for name in row.fields["names"])
        for phrase in (*row.fields["demonyms"], *row.fields.get("adjectives", ())):
            for form in (phrase, f"{phrase}s", f"{phrase}es"):
                yield form, row.fields["currency"]
