"""Which words an expression's template may begin with, so that it is tried at no other.

A template is a regular expression of alternatives, groups and classes of letters; what stands first in it, behind
whatever may be missing, is a head: a word, or a ``{place}`` that stands for the words of a section.
"""

import re
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"(?P<place>\{[a-z]+[0-9]?\})|(?P<around>\(\?<?[=!])|(?P<back>\(\?P=\w+\))|(?P<open>\((?:\?P<\w+>|\?[-a-z]*:)?)"
    r"|(?P<close>\))|(?P<bar>\|)|(?P<word>(?:[^\W\d_]\??|\[[^\W\d_]+\]\??)+)|(?P<figure>[0-9]|\[[0-9]-?[0-9]?\]|\\d)"
    r"|(?P<repeat>[?*+]|\{[0-9]+(?:,[0-9]*)?\})|(?P<other>\\.|\[[^\]]*\]|.)"
)
_PIECE = re.compile(r"(?:\[(\w+)\]|(\w))(\??)")
FIGURE = "#"  # the head of what begins with a digit


@dataclass
class _Reader:
    """A template's tokens and how far they are read."""

    tokens: list[tuple[str, str]]
    at: int = 0
    heads: set[str] = field(default_factory=set)

    def alternatives(self, *, first: bool) -> bool:
        """Read up to the end or a closing bracket; whether what was read may be empty."""
        nullable, still = False, first
        empty = True
        while self.at < len(self.tokens):
            kind, text = self.tokens[self.at]
            self.at += 1
            if kind == "close":
                break
            if kind == "bar":
                nullable, empty, still = nullable or empty, True, first
                continue
            empty_item = self._item(kind, text, first=still) or self._optional()
            empty, still = empty and empty_item, still and empty_item
        return nullable or empty

    def _item(self, kind: str, text: str, *, first: bool) -> bool:
        """Read one item, note its heads where it stands first; whether it is of no width."""
        if kind == "around":
            self.alternatives(first=False)
            return True
        if kind == "open":
            return self.alternatives(first=first)
        if first and kind in ("place", "figure"):
            self.heads.add(text if kind == "place" else FIGURE)
        elif first and kind == "word":
            self.heads.update(spellings(text))
        return text == "{start}" or (kind == "other" and text in (r"\b", "^"))

    def _optional(self) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at][0] == "repeat":
            self.at += 1
            return self.tokens[self.at - 1][1] in ("?", "*")
        return False


def heads(template: str) -> frozenset[str]:
    """The words and places that a template may begin with, as written.

    >>> sorted(heads("(?:(?:el|este) )?{weekday} pasad[oa]|hace {count} {unit}"))
    ['el', 'este', 'hace', '{weekday}']
    """
    reader = _Reader([(match.lastgroup or "", match[0]) for match in _TOKEN.finditer(template)])
    reader.alternatives(first=True)
    return frozenset(reader.heads - {"{start}"})


def spellings(literal: str) -> list[str]:
    """What a word with letters in brackets and optional ones spells.

    >>> spellings("otr[oa]s?")
    ['otros', 'otro', 'otras', 'otra']
    """
    made = [""]
    for one_of, letter, optional in _PIECE.findall(literal):
        made = [head + tail for head in made for tail in [*(one_of or letter), *([""] if optional else [])]]
    return made
