"""Which country a stretch of text is about, by the countries, peoples, cities and money it names."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from kg.linking import vocabulary
from kg.model import Amount, Article, Reading

_NAMED, _HINTED = 3, 1
_DOLLARS = re.compile(r"\bUSD?[ \u00a0]?\$")
_DATELINE = re.compile(r"[^\W\d_a-zà-ÿ]{3,}(?:[ ,]+(?:de |[^\W\d_a-zà-ÿ]{2,}))*(?=[^\w]*[.:(—–-])")


def country_of(text: str, currencies: Iterable[str] = ()) -> str | None:
    """The ISO code of the country that a text names most; None where none leads.

    >>> country_of("El Ministerio de Salud de Lima y un laboratorio brasileño"), country_of("nada")
    (None, None)
    >>> country_of("En Colombia, donde Minsalud tiene un acuerdo"), country_of("Obras en Lima", ["PEN"])
    ('CO', 'PE')
    """
    found = _hits(text)
    for currency in currencies:
        if currency in _of_currency():
            found[_of_currency()[currency]] += _HINTED
    best = found.most_common(2)
    return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else None


def named_in(text: str) -> str | None:
    """The country that a text calls by its name; None where it names none or several.

    >>> named_in("En Colombia, donde Minsalud compra"), named_in("un laboratorio brasileño"), named_in("Perú y Chile")
    ('CO', None, None)
    """
    named = {code for code, weight in _hits(text).items() if weight >= _NAMED}
    return named.pop() if len(named) == 1 else None


def dateline_of(text: str) -> str | None:
    """The country of the place in capitals that a text opens with.

    >>> dateline_of("BOGOTÁ. El Ministerio de Salud adquirirá"), dateline_of("El Ministerio")
    ('CO', None)
    """
    opening = _DATELINE.match(text)
    return country_of(opening.group()) if opening else None


def country_of_article(article: Article, reading: Reading) -> str | None:
    """The country an article is about: what title and text name most, else what came with it."""
    currencies = {m.value.currency for m in reading.mentions if isinstance(m.value, Amount) and m.value.currency}
    text = f"{article.title or ''}\n{article.text}"
    came_with = article.country.upper() if article.country else None
    return dateline_of(article.text) or country_of(text, sorted(currencies)) or came_with


def _hits(text: str) -> Counter[str]:
    words = vocabulary.words_of(_DOLLARS.sub(" ", text))
    found: Counter[str] = Counter()
    for size in (1, 2, 3):
        for start in range(len(words) - size + 1):
            for code, weight in _clues().get(words[start : start + size], ()):
                found[code] += weight
    return found


@cache
def _clues() -> dict[tuple[str, ...], tuple[tuple[str, int], ...]]:
    clues: dict[tuple[str, ...], dict[str, int]] = {}
    for country in vocabulary.countries():
        for clue in (*country.names, *country.demonyms, *country.cities):
            weight = _NAMED if clue in country.names else _HINTED
            clues.setdefault(tuple(clue.split()), {})[country.code] = weight
    return {clue: tuple(sorted(found.items())) for clue, found in clues.items()}


@cache
def _of_currency() -> dict[str, str]:
    """Currency to country, of the currencies that one country has."""
    users = Counter(c.currency for c in vocabulary.countries())
    return {c.currency: c.code for c in vocabulary.countries() if users[c.currency] == 1}
