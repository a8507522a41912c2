"""What stands around an amount: how sharp it is ('unos', 'up to', '-plus') and what it is for ('al año', 'a share')."""

from collections.abc import Sequence
from decimal import Decimal

from kg.model import Per, Qualifier
from kg.values.atoms import Atom, Grammar
from kg.values.layout import Layout
from kg.values.ranges import Group, changes
from kg.values.tokens import Token

_NEGATION_REACH = 8  # tokens before an amount of one
_PER_REACH = 6  # tokens before an amount in which 'anual' tells what it is for
_PRICE = Decimal(1_000_000)  # what is dearer than this, or scaled, is no price of a share or a thing


def qualifier_of(tokens: Sequence[Token], first: int, last: int, words: Grammar) -> Qualifier:
    """How sharply the amount over ``[first, last)`` is stated, by the words before it, else after it.

    'Hasta' after a verb of change is the level that was reached, and exact.

    >>> from kg.values.atoms import grammar
    >>> from kg.values.tokens import tokenize
    >>> qualifier_of(tokenize("hasta 40 millones"), 1, 3, grammar("es"))
    <Qualifier.UP_TO: 'up_to'>
    >>> qualifier_of(tokenize("creció hasta 40 millones"), 2, 4, grammar("es"))
    <Qualifier.EXACT: 'exact'>
    """
    phrases = words.money.qualifiers
    before = phrases.before(tokens, first) or phrases.before(tokens, _skip_article(tokens, first, words))
    if before:
        (qualifier, level), begin = before
        return Qualifier.EXACT if level and changes(tokens, begin, words) else qualifier
    after = words.money.qualifiers_after.at(tokens, last)
    return after[0] if after else Qualifier.EXACT


def _skip_article(tokens: Sequence[Token], first: int, words: Grammar) -> int:
    """'hasta los 40 millones', 'more than the $40 million'."""
    return first - 1 if first > 1 and tokens[first - 1].key in words.money.articles else first


def per_of(tokens: Sequence[Token], last: int, words: Grammar) -> Per | None:
    """What the words straight after an amount, which ends before token ``last``, say it is for; None for a total.

    >>> from kg.values.atoms import grammar
    >>> from kg.values.tokens import tokenize
    >>> per_of(tokenize("20 millones por temporada"), 2, grammar("es"))
    <Per.SEASON: 'season'>
    """
    found = words.money.pers.at(tokens, last)
    return found[0] if found else None


class Purposes:
    """What the amounts of one text are for: a year, a share, a thing."""

    def __init__(self, layout: Layout, words: Grammar) -> None:
        self._layout = layout
        self._words = words
        self._of_shares = {
            layout.sentences[at] for at, token in enumerate(layout.tokens) if token.key in words.money.shares
        }

    def of(self, group: Group) -> Per | None:
        """By what stands after an amount, else before it; a price alone by its sentence."""
        tokens = self._layout.tokens
        if after := per_of(tokens, group.last, self._words):
            return after
        if before := self._before(group.first):
            return before
        if group.low.scales or group.low.value >= _PRICE:
            return None
        if self._is_of_thing(group.last):
            return Per.UNIT
        return Per.SHARE if self._is_of_share(group) else None

    def _before(self, first: int) -> Per | None:
        """'un canon anual de', 'the annual rent of': in the clause, with nothing else counted between."""
        tokens = self._layout.tokens
        for at in range(first, max(0, first - _PER_REACH), -1):
            if found := self._words.money.pers_before.before(tokens, at):
                return found[0]
            if tokens[at - 1].is_digits or not tokens[at - 1].text[0].isalpha():
                return None
        return None

    def _is_of_thing(self, last: int) -> bool:
        """'89 euros el par', '$8 per jar': a price before a thing in the singular."""
        tokens = self._layout.tokens
        if last + 1 >= len(tokens) or tokens[last].key not in self._words.money.per_nouns:
            return False
        noun = tokens[last + 1]
        return noun.text.islower() and not noun.key.endswith("s") and noun.key not in self._words.money.per_stops

    def _is_of_share(self, group: Group) -> bool:
        return self._layout.sentences[group.first] in self._of_shares


def is_none(tokens: Sequence[Token], atom: Atom, words: Grammar) -> bool:
    """Whether an amount is only a way of speaking: 'ni un peso', 'without a rupee', '$0', 'de cada diez euros'."""
    if atom.value == 0 or (atom.first and tokens[atom.first - 1].key in words.money.rates):
        return True
    if atom.value != 1 or not atom.spelled or atom.scales:
        return False
    return any(t.key in words.money.negations for t in tokens[max(0, atom.first - _NEGATION_REACH) : atom.first])
