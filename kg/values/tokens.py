"""Text as tokens, and phrases over tokens: what every grammar of values stands on.

A token is a number written in digits, a word, one sign, or a line break. Spaces are not tokens; a line break is, so
that no phrase runs over it. One pass, linear in the text.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

# Digits with their separators ('1.234,5', "45'000,000", '2 918 000', '96½'), else letters, else one sign.
_TOKEN = re.compile(
    r"[0-9]{1,3}(?:[ \u00a0\u202f\u2009][0-9]{3})+(?![0-9])(?:[.,][0-9]+)?"
    r"|[0-9]+(?:[.,'’][0-9]+)*[½¼¾]?|[½¼¾]"
    r"|[^\W\d_½¼¾]+|[^\w\s]|\n"
)

Value = TypeVar("Value")


class Token(NamedTuple):
    """One token: its text, the key it is looked up by (lower case), and ``[start, end)`` in code points."""

    text: str
    key: str
    start: int
    end: int

    @property
    def is_digits(self) -> bool:
        """Whether it is a number written in digits.

        >>> [t.is_digits for t in tokenize("12,5 M€")]
        [True, False, False]
        """
        return self.text[0] in "0123456789½¼¾"


def tokenize(text: str) -> list[Token]:
    """The tokens of a text, in order.

    >>> [t.text for t in tokenize("US$ 1.200,5 millones (M€)")]
    ['US', '$', '1.200,5', 'millones', '(', 'M', '€', ')']
    """
    return [Token._make(((word := m[0]), word.lower(), *m.span())) for m in _TOKEN.finditer(text)]


class Phrases(Generic[Value]):
    """Phrases of one or more tokens and what each means; the longest that fits wins.

    ``cased`` compares letters as written; ``touching`` wants no space within a phrase that is written without ('US$').
    ``firsts`` are the first tokens of all phrases.
    """

    def __init__(self, entries: Iterable[tuple[str, Value]], *, cased: bool = False, touching: bool = False) -> None:
        self._cased = cased
        self.firsts: frozenset[str] = frozenset()
        self._by_first: dict[str, list[tuple[tuple[str, ...], Value, bool]]] = {}
        self._by_last: dict[str, list[tuple[tuple[str, ...], Value, bool]]] = {}
        for phrase, value in entries:
            words = tuple(t.text if cased else t.key for t in tokenize(phrase))
            entry = words, value, touching and " " not in phrase
            self._by_first.setdefault(words[0], []).append(entry)
            self._by_last.setdefault(words[-1], []).append(entry)
        for index in (self._by_first, self._by_last):
            for found in index.values():
                found.sort(key=lambda entry: -len(entry[0]))
        self.firsts = frozenset(self._by_first)

    @property
    def phrases(self) -> list[tuple[str, ...]]:
        """All phrases, as their tokens."""
        return [words for found in self._by_first.values() for words, _, _ in found]

    def at(self, tokens: Sequence[Token], first: int) -> tuple[Value, int] | None:
        """The phrase that begins at a token: its meaning and the index after its last token; None where there is none.

        >>> Phrases([("más de", 1), ("más", 2)]).at(tokenize("por más de 40"), 1)
        (1, 3)
        """
        if first >= len(tokens):
            return None
        entries = self._by_first.get(tokens[first].text if self._cased else tokens[first].key)
        if entries is None:
            return None
        for words, value, touching in entries:
            if self._fits(tokens, first, words, touching=touching):
                return value, first + len(words)
        return None

    def every(self, tokens: Sequence[Token], first: int) -> list[tuple[Value, int]]:
        """All meanings of the longest phrase that begins at a token: one phrase may be entered more than once."""
        if first >= len(tokens):
            return []
        found: list[tuple[Value, int]] = []
        for words, value, touching in self._by_first.get(self._key(tokens[first]), ()):
            if found and first + len(words) < found[0][1]:
                break
            if self._fits(tokens, first, words, touching=touching):
                found.append((value, first + len(words)))
        return found

    def before(self, tokens: Sequence[Token], last: int) -> tuple[Value, int] | None:
        """The phrase that ends just before token ``last``: its meaning and the index of its first token.

        >>> Phrases([("más de", 1)]).before(tokenize("por más de 40"), 3)
        (1, 1)
        """
        if last <= 0:
            return None
        for words, value, touching in self._by_last.get(self._key(tokens[last - 1]), ()):
            first = last - len(words)
            if first >= 0 and self._fits(tokens, first, words, touching=touching):
                return value, first
        return None

    def _key(self, token: Token) -> str:
        return token.text if self._cased else token.key

    def _fits(self, tokens: Sequence[Token], first: int, words: tuple[str, ...], *, touching: bool) -> bool:
        if len(words) == 1:
            return True
        if first + len(words) > len(tokens):
            return False
        at = first
        for word in words:
            token = tokens[at]
            if (token.text if self._cased else token.key) != word or (
                touching and at > first and tokens[at - 1].end != token.start
            ):
                return False
            at += 1
        return True
