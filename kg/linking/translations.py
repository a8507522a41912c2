"""Names told in another language: 'Corticeira Altamar' and 'Altamar Cork'.

English puts what a company does last, Romance languages first; what they call by a learned word is spelt alike.
"""

from functools import cache

from rapidfuzz.distance import OSA

from kg.linking import vocabulary
from kg.linking.names import Name

# Letters that one word in two languages begins with alike, and how much alike it is written.
_BEGUN, _COGNATE = 3, 0.55


def same_trade(a: Name, b: Name) -> bool:
    """Whether two names differ in the word for what they make or do, which means the same.

    >>> from kg.linking.names import parse
    >>> same_trade(parse("Vidrios Altamar"), parse("Altamar Glass")), same_trade(parse("Altamar"), parse("Altamar"))
    (True, False)
    >>> same_trade(parse("Cervecería Nacional"), parse("National Breweries"))
    False
    """
    if sorted(a.meant) != sorted(b.meant) or sorted(a.proper) == sorted(b.proper):
        return False
    return a.kind == b.kind and a.country == b.country and not a.trades.issuperset(a.meant)


def translated(a: Name, b: Name) -> bool:
    """Whether one may be the other in another language, by the place or the spelling of its words.

    >>> from kg.linking.names import parse
    >>> translated(parse("Literas Altamar"), parse("Altamar Pods"))
    True
    >>> translated(parse("Banco Ibérico de Transición"), parse("Iberian Transition Bank"))
    True
    >>> translated(parse("Cementos Altamar"), parse("Brisa Cements"))
    False
    """
    if not (a.kind <= b.kind or b.kind <= a.kind) or (a.trades and b.trades and a.trades.isdisjoint(b.trades)):
        return False
    short, long = sorted((a, b), key=lambda n: (len(n.meant), n.meant))
    return _turned(a, b) or _turned(b, a) or _cognate(short, long)


def _turned(a: Name, b: Name) -> bool:
    """Whether one ends in what the other begins with, which few are called, and each says more of its sort."""
    one, other = a.meant, b.meant
    longest = min(len(one) - 1, len(other) if a.kind & b.kind else len(other) - 1)
    return any(one[-n:] == other[:n] and not _many().issuperset(one[-n:]) for n in range(1, longest + 1))


def _cognate(short: Name, long: Name) -> bool:
    """Whether nearly all words have their like in another spelling, or half of them in another order.

    >>> from kg.linking.names import parse
    >>> _cognate(parse("Servicio de Salud Luna Poniente"), parse("Western Luna Health Service"))
    True
    >>> _cognate(parse("Casa de Bolsa Luna"), parse("Casa de Bolsa Faro"))
    False
    """
    like = {w: next((o for o in long.meant if _kindred_words(w, o)), None) for w in short.meant}
    alike = [(word, other) for word, other in like.items() if other]
    places = [long.meant.index(other) for _, other in alike]
    if len(alike) + len(short.kind & long.kind) < 2 or _many().issuperset(word for word, _ in alike):
        return False
    spelt = any(word != other for word, other in alike) and len(alike) >= len(long.meant) - 1
    return spelt or (places != sorted(places) and 2 * len(alike) >= len(long.meant))


@cache
def _many() -> frozenset[str]:
    """What many companies are called: common words, and what they make or do."""
    return vocabulary.common() | vocabulary.trade_names()


def _kindred_words(one: str, other: str) -> bool:
    """'transicion' and 'transition': one word in two languages begins alike and is written much alike.

    >>> _kindred_words("transicion", "transition"), _kindred_words("banco", "barco"), _kindred_words("panama", "para")
    (True, False, False)
    """
    return one == other or (one[:_BEGUN] == other[:_BEGUN] and OSA.normalized_similarity(one, other) >= _COGNATE)
