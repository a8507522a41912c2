"""Which countries a text is about: names, adjectives, towns, institutions and newspapers, from ``countries.toml``."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.lexicon import SHARED, rows
from kg.values.tokens import Phrases, Token, tokenize


@dataclass(frozen=True, slots=True)
class Country:
    """A country: ISO 3166 code, the currency of its prices, its decimal separator."""

    code: str
    currency: str
    decimal: str


@dataclass(frozen=True, slots=True)
class _Marks:
    text: Phrases[tuple[str, float]]
    press: Phrases[str]


# How much one mention says: a name or an adjective may be of a party from abroad, a town or an agency is the scene.
_WEIGHTS = {"names": 1.0, "demonyms": 1.0, "places": 1.5, "marks": 2.0, "datelines": 4.0}
_DATELINED = ("names", "places")  # in capitals they are the place the story is filed from


@cache
def countries() -> Mapping[str, Country]:
    """All countries by code.

    >>> countries()["CL"].currency
    'CLP'
    """
    return {
        row.name: Country(row.name, row.fields["currency"], row.fields["decimal"])
        for row in rows(SHARED, "countries", "country")
    }


@cache
def _marks() -> _Marks:
    found = [
        (phrase, (row.name, weight))
        for row in rows(SHARED, "countries", "country")
        for key, weight in _WEIGHTS.items()
        for phrase in row.fields[key]
    ]
    found += [
        (phrase.upper(), (row.name, _WEIGHTS["datelines"]))
        for row in rows(SHARED, "countries", "country")
        for key in _DATELINED
        for phrase in row.fields[key]
        if not phrase.isupper()
    ]
    press = [(phrase, row.name) for row in rows(SHARED, "countries", "country") for phrase in row.fields["press"]]
    return _Marks(Phrases(found, cased=True), Phrases(press, cased=True))


def countries_in(tokens: Sequence[Token]) -> Mapping[str, float]:
    """How strongly a text speaks of each country; the places that several share count for each.

    >>> dict(countries_in(tokenize("La firma mexicana abrirá en Monterrey")))
    {'MX': 2.5}
    """
    weights: defaultdict[str, float] = defaultdict(float)
    marks, at = _marks().text, 0
    while at < len(tokens):
        if tokens[at].text not in marks.firsts:
            at += 1
            continue
        found = marks.every(tokens, at)
        for (country, weight), _ in found:
            weights[country] += weight
        at = max((after for _, after in found), default=at + 1)
    return weights


def country_of_publisher(publisher: str) -> str | None:
    """The country of a newspaper, by its name or by its address.

    >>> country_of_publisher("El Cronista"), country_of_publisher("www.latercera.cl"), country_of_publisher("Blog")
    ('AR', 'CL', None)
    """
    tokens = tokenize(publisher)
    press = _marks().press
    found = [press.at(tokens, at) for at in range(len(tokens))]
    names = [match for match in found if match]
    if names:
        return max(names, key=lambda match: match[1])[0]
    suffix = publisher.rsplit(".", 1)[-1].strip("/").upper() if "." in publisher else ""
    suffix = "GB" if suffix == "UK" else suffix
    inside = countries_in(tokens)
    return suffix if suffix in countries() else max(inside, key=lambda code: inside[code], default=None)
