"""What stands around an amount: how sharp it is ('unos', 'up to', '-plus') and what it is for ('al año', 'a share')."""

from collections.abc import Sequence

from kg.model import Per, Qualifier
from kg.values.atoms import Atom, Grammar
from kg.values.tokens import Token

_NEGATION_REACH = 8  # tokens before an amount of one


def qualifier_of(tokens: Sequence[Token], first: int, last: int, words: Grammar) -> Qualifier:
    """How sharply the amount over ``[first, last)`` is stated, by the words before it, else after it.

    >>> from kg.values.atoms import grammar
    >>> from kg.values.tokens import tokenize
    >>> qualifier_of(tokenize("hasta 40 millones"), 1, 3, grammar("es"))
    <Qualifier.UP_TO: 'up_to'>
    """
    qualifiers = words.money.qualifiers
    before = qualifiers.before(tokens, first) or qualifiers.before(tokens, _skip_articles(tokens, first, words))
    if before:
        return before[0]
    after = words.money.qualifiers_after.at(tokens, last)
    return after[0] if after else Qualifier.EXACT


def _skip_articles(tokens: Sequence[Token], first: int, words: Grammar) -> int:
    """'hasta los 40 millones', 'more than the $40 million'."""
    return first - 1 if first > 1 and tokens[first - 1].key in words.money.articles else first


def per_of(tokens: Sequence[Token], last: int, words: Grammar) -> Per | None:
    """What the amount that ends before token ``last`` is for, None for a total.

    >>> from kg.values.atoms import grammar
    >>> from kg.values.tokens import tokenize
    >>> per_of(tokenize("20 millones por temporada"), 2, grammar("es"))
    <Per.SEASON: 'season'>
    """
    found = words.money.pers.at(tokens, last)
    return found[0] if found else None


def is_none(tokens: Sequence[Token], atom: Atom, words: Grammar) -> bool:
    """Whether an amount is only a way of speaking: 'ni un peso', 'without a rupee', '$0', 'de cada diez euros'."""
    if atom.value == 0 or (atom.first and tokens[atom.first - 1].key in words.money.rates):
        return True
    if atom.value != 1 or not atom.spelled or atom.scales:
        return False
    return any(t.key in words.money.negations for t in tokens[max(0, atom.first - _NEGATION_REACH) : atom.first])
