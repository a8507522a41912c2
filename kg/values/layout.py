"""A text's tokens with its sentences and lines numbered, so that distances are looked up and not counted anew."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.values.tokens import Token

_ENDS = frozenset(".?!\n")


@dataclass(frozen=True, slots=True)
class Layout:
    """Tokens, and for each of them (and the end) how many sentences have ended before it and where its line begins."""

    tokens: Sequence[Token]
    sentences: Sequence[int]
    lines: Sequence[int]

    def gap(self, first: int, last: int) -> int:
        r"""How many sentences end between two tokens.

        >>> from kg.values.tokens import tokenize
        >>> lay_out(tokenize("uno. Dos S.L. y tres.\nCuatro")).gap(0, 11)
        2
        """
        return self.sentences[last] - self.sentences[first]


def lay_out(tokens: Sequence[Token]) -> Layout:
    """The sentences and lines of a text; a stop within 'S.L.U.' ends none, a stop and its line break end one."""
    sentences, lines = [0], [0]
    for at, token in enumerate(tokens):
        sentences.append(sentences[-1] + (token.text in _ENDS and _ends(tokens, at)))
        lines.append(at + 1 if token.text == "\n" else lines[-1])
    return Layout(tokens, sentences, lines)


def _ends(tokens: Sequence[Token], at: int) -> bool:
    text = tokens[at].text
    if text == "\n":
        return not (at and tokens[at - 1].text in _ENDS)
    if text != "." or at + 1 >= len(tokens) or tokens[at + 1].text == "\n":
        return True
    after = tokens[at + 1]
    return after.start > tokens[at].end and not after.text[0].islower() and (at == 0 or len(tokens[at - 1].text) > 1)
