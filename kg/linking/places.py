"""Which country a stretch of text is about, by the countries, peoples, cities and money it names."""

from collections import Counter
from collections.abc import Iterable
from functools import cache

from kg.linking import vocabulary
from kg.model import Amount, Article, Reading

_NAMED, _HINTED = 3, 1


def country_of(text: str, currencies: Iterable[str] = ()) -> str | None:
    """The ISO code of the country that a text names most; None where none leads.

    >>> country_of("LIMA. El Ministerio de Salud suscribió con un laboratorio brasileño"), country_of("nada")
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


def country_of_article(article: Article, reading: Reading) -> str | None:
    """The country an article is about: what title and text name most, else what came with it."""
    currencies = {m.value.currency for m in reading.mentions if isinstance(m.value, Amount) and m.value.currency}
    text = f"{article.title or ''}\n{article.text}"
    return country_of(text, sorted(currencies)) or (article.country.upper() if article.country else None)


def _hits(text: str) -> Counter[str]:
    words = vocabulary.words(text)
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
