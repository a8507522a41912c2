"""What stands around an amount: how sharp it is ('unos', 'up to', '-plus') and what it is for ('al año', 'a share')."""

from collections.abc import Sequence
from decimal import Decimal

from kg.kinds import Per, Qualifier
from kg.values.atoms import Atom, Grammar
from kg.values.layout import Layout
from kg.values.ranges import Group, changes, is_year
from kg.values.tokens import Token

_NEGATION_REACH = 8  # tokens before an amount of one
_MOVES = frozenset("+-−▲▼")
_PER_REACH = 6  # tokens before an amount in which 'anual' tells what it is for
_PRICE_REACH = 14  # and in which the thing stands that has a price
_ALIKE = Decimal(5)  # two prices of one thing are at most this many times apart
_PRICE = Decimal(200_000)  # what is dearer than this, or scaled, is no price of a share or a thing


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
    near = _skip_small(tokens, first, words)
    before = phrases.before(tokens, first) or phrases.before(tokens, near)
    before = before or phrases.before(tokens, _skip_small(tokens, near, words)) or _set_off(tokens, first, words)
    if before:
        (qualifier, level), begin = before
        if level and _is_level(tokens, begin, words):
            return Qualifier.EXACT
        return _negated(qualifier, tokens, begin, words)
    if words.numbers.rough.at(tokens, first):
        return Qualifier.ABOUT
    after = words.money.qualifiers_after.at(tokens, last)
    if after is None or (tokens[last].text == "+" and tokens[last].start > tokens[last - 1].end):
        return Qualifier.EXACT
    return after[0]


def _set_off(tokens: Sequence[Token], first: int, words: Grammar) -> tuple[tuple[Qualifier, bool], int] | None:
    """'Aproximadamente, 40 millones': a comma between."""
    if first < 2 or tokens[first - 1].text != ",":
        return None
    found = words.money.qualifiers.before(tokens, first - 1)
    return found if found and found[0][0] is Qualifier.ABOUT and not tokens[found[1]].text.islower() else None


def _negated(qualifier: Qualifier, tokens: Sequence[Token], begin: int, words: Grammar) -> Qualifier:
    """'no superó los 40', 'did not exceed': at most what it denies to be more."""
    denied = qualifier is Qualifier.AT_LEAST and begin > 0 and tokens[begin - 1].key in words.money.denials
    return Qualifier.UP_TO if denied else qualifier


def _is_level(tokens: Sequence[Token], begin: int, words: Grammar) -> bool:
    """'subió hasta', 'cede un 3 %, hasta': where a change has led."""
    return changes(tokens, begin, words.money.movements) or any(
        t.text == "%" for t in tokens[max(0, begin - 2) : begin]
    )


def _skip_small(tokens: Sequence[Token], first: int, words: Grammar) -> int:
    """'hasta los 40 millones', 'more than the $40 million', 'unos otros 85', 'superó ampliamente los 40'."""
    if first > 1 and tokens[first - 1].key in words.money.articles:
        return first - 1
    found = words.money.more.before(tokens, first)
    return found[1] if found and found[1] else first


def per_of(tokens: Sequence[Token], last: int, words: Grammar) -> Per | None:
    """What the words straight after an amount, which ends before token ``last``, say it is for; None for a total.

    >>> from kg.values.atoms import grammar
    >>> from kg.values.tokens import tokenize
    >>> per_of(tokenize("20 millones por temporada"), 2, grammar("es"))
    <Per.SEASON: 'season'>
    """
    found = _per_at(tokens, last, words)
    return found[0] if found else None


def _per_at(tokens: Sequence[Token], last: int, words: Grammar) -> tuple[Per | None, int] | None:
    """Straight after, or after one small word ('15 millones netos por temporada')."""
    found = words.money.pers.at(tokens, last)
    if found is None and last < len(tokens) and tokens[last].key in words.money.net:
        return words.money.pers.at(tokens, last + 1)
    return found


class Purposes:
    """What the amounts of one text are for, asked in their order: a year, a share, a thing."""

    def __init__(self, layout: Layout, words: Grammar) -> None:
        self._layout = layout
        self._words = words
        self._last = 0
        self._found: Per | None = None
        self._prices: dict[tuple[str, Decimal], tuple[Decimal, Per]] = {}
        shares = words.money.shares
        self._of_shares = {
            layout.sentences[at]
            for at, token in enumerate(layout.tokens)
            if token.key in shares.firsts and shares.at(layout.tokens, at)
        }

    def of(self, group: Group) -> Per | None:
        """By what stands after an amount, else before it; a price also by its sentence and the prices before it."""
        found = self._beside(group)
        if found is None and _is_price(group.low):
            found = self._of_price(group)
        if found in (Per.SHARE, Per.UNIT) and group.low.unit and not group.low.scales:
            self._prices[_kind(group.low)] = (group.low.value, found)
        self._last, self._found = group.last, found
        return found

    def _beside(self, group: Group) -> Per | None:
        after = _per_at(self._layout.tokens, group.last, self._words)
        if after:
            return self._each(group) or after[0]
        if before := self._before(group.first):
            return before
        return self._of_thing(group)

    def _each(self, group: Group) -> Per | None:
        """'acciones a 6 euros cada una': each of the shares."""
        each = _is_price(group.low) and self._words.money.eaches.at(self._layout.tokens, group.last)
        return Per.SHARE if each and self._layout.sentences[group.first] in self._of_shares else None

    def _before(self, first: int) -> Per | None:
        """'un canon anual de', 'the annual rent of': in the clause, with nothing else counted between."""
        tokens = self._layout.tokens
        for at in range(first, max(0, first - _PER_REACH), -1):
            if found := self._words.money.pers_before.before(tokens, at):
                return found[0]
            if tokens[at - 1].is_digits or not tokens[at - 1].text[0].isalpha():
                return None
        return None

    def _of_thing(self, group: Group) -> Per | None:
        """'89 euros el par', '$8 per jar': a price before a thing in the singular; 'per diluted share': a share."""
        tokens, last, words = self._layout.tokens, group.last, self._words.money
        if last + 1 >= len(tokens) or tokens[last].key not in words.per_nouns:
            return None
        if not _is_price(group.low) and not words.per_nouns[tokens[last].key]:
            return None
        noun = tokens[last + 1]
        if not noun.text.islower() or noun.key.endswith("s") or noun.key in words.per_stops:
            return None
        return Per.SHARE if last + 2 < len(tokens) and words.shares.at(tokens, last + 2) else Per.UNIT

    def _of_price(self, group: Group) -> Per | None:
        priced = self._priced(group.first)
        if priced == "exchange":
            return Per.UNIT
        if self._layout.sentences[group.first] in self._of_shares:
            return Per.SHARE
        before = self._prices.get(_kind(group.low))
        if before and 1 / _ALIKE <= before[0] / group.low.value <= _ALIKE:
            return before[1]
        if priced:
            return Per.UNIT
        return Per.SHARE if self._is_quoted(group) else self._of_level(group)

    def _of_level(self, group: Group) -> Per | None:
        """'el litro bajó 40 céntimos, hasta los 4,85 euros': the level of what the amount before was the change of."""
        tokens = self._layout.tokens
        near = _skip_small(tokens, group.first, self._words)
        level = self._words.money.qualifiers.before(tokens, near)
        here = level is not None and level[0][1] and self._layout.gap(self._last, group.first) == 0
        return self._found if here and level and _is_level(tokens, level[1], self._words) else None

    def _is_quoted(self, group: Group) -> bool:
        """'BIMBO $88,02 -0,4%', 'cayó 11,2%, a 7,35 pesos': a price beside the move that led to it."""
        tokens = self._layout.tokens
        after = [t.text for t in tokens[group.last : group.last + 4]]
        signed = len(after) > 2 and after[after[0] == "("] in _MOVES and "%" in after
        return signed or any(t.text == "%" for t in tokens[max(self._last, group.first - 3) : group.first])

    def _priced(self, first: int) -> str | None:
        """'la tonelada cerró a', 'a loaf costs': by what kind of word before it, in the sentence, a price is told."""
        tokens, here = self._layout.tokens, self._layout.sentences[first]
        for at in range(first - 1, max(self._last, first - _PRICE_REACH) - 1, -1):
            if self._layout.sentences[at] != here:
                return None
            if found := self._words.money.prices.at(tokens, at):
                return found[0]
        return None


def _is_price(atom: Atom) -> bool:
    return not atom.scales and 0 < atom.value < _PRICE


def _kind(atom: Atom) -> tuple[str, Decimal]:
    return (atom.unit.name, atom.unit.factor) if atom.unit else ("", Decimal(1))


def is_none(tokens: Sequence[Token], atom: Atom, words: Grammar) -> bool:
    """Whether an amount is only a way of speaking: 'ni un peso', '$0', 'de cada diez euros', 'in 2024 dollars'."""
    before = tokens[atom.first - 1].key if atom.first else ""
    if atom.value == 0 or before in words.money.rates:
        return True
    if before in words.money.at_year and _names_year(tokens, atom):
        return True
    if atom.value != 1 or not atom.spelled or atom.scales:
        return False
    return any(t.key in words.money.negations for t in tokens[max(0, atom.first - _NEGATION_REACH) : atom.first])


def _names_year(tokens: Sequence[Token], atom: Atom) -> bool:
    return not atom.scales and not atom.prefixed and tokens[atom.first].text.isdigit() and is_year(atom.value)
