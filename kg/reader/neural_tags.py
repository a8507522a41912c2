"""Scores of tags to mentions: the best sequence in which no mention goes on that has not begun."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kg.kinds import MentionKind
from kg.model import Span
from kg.reader.neural_labels import OUTSIDE, TAGGED, TAGS, tag_of
from kg.reader.neural_tokens import Floats

_TRAILING = re.compile(r"[\s,;:»”\"')\]!?…]+[.,]*$")
_LEADING = re.compile(r"^[\s«“\"'(\[¿¡]+")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A stretch of tokens, half-open, with its kind (one of ``TAGGED``) and the mean probability of its tags."""

    kind: str
    first: int
    last: int
    confidence: float


def log_softmax(scores: Floats) -> Floats:
    """Log probabilities over the last axis.

    >>> np.exp(log_softmax(np.zeros((1, 2), dtype=np.float32))).tolist()
    [[0.5, 0.5]]
    """
    shifted = scores - scores.max(axis=-1, keepdims=True)
    out: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return out


def softmax(scores: Floats) -> Floats:
    """Probabilities over the last axis.

    >>> softmax(np.zeros((1, 2), dtype=np.float32)).tolist()
    [[0.5, 0.5]]
    """
    out: Floats = np.exp(log_softmax(scores)) if len(scores) else scores
    return out


def sigmoid(scores: Floats) -> Floats:
    """The probability of each score by itself, however large it is.

    >>> sigmoid(np.array([0.0, -200.0], dtype=np.float32)).round(2).tolist()
    [0.5, 0.0]
    """
    out: Floats = (1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30)))).astype(np.float32)
    return out


_NEVER = -1e4
_FAIR = 0.2
_FIRST_OF_COMPANY = tag_of(MentionKind.COMPANY, begins=True)
_INSIDE = range(2, TAGS, 2)
"""The tags that go on with a mention, each after the one that begins it."""


def best_tags(scores: Floats) -> list[int]:
    """Viterbi's sequence for the scores, (tokens, TAGS).

    >>> scores = np.zeros((2, TAGS), dtype=np.float32); scores[0, 0] = 1; scores[1, 2] = 3; scores[1, 1] = 1
    >>> best_tags(scores)
    [1, 2]
    """
    if not len(scores):
        return []
    first, *rest = log_softmax(scores).tolist()
    total = [s if tag == OUTSIDE or tag % 2 else s + _NEVER for tag, s in enumerate(first)]
    back: list[list[int]] = []
    for row in rest:
        best = total.index(max(total))
        before = [best] * TAGS
        for inside in _INSIDE:  # plain numbers: five choices are faster made than given to an array
            before[inside] = inside if total[inside] > total[inside - 1] else inside - 1
        total = [total[last] + score for last, score in zip(before, row, strict=True)]
        back.append(before)
    tags = [total.index(max(total))]
    for before in reversed(back):
        tags.append(before[tags[-1]])
    return tags[::-1]


def tagged(scores: Floats) -> list[Tagged]:
    """The mentions of the best sequence, in order."""
    tags = best_tags(scores)
    sure = softmax(scores)[np.arange(len(tags)), tags]
    out: list[Tagged] = []
    first = 0
    while first < len(tags):
        last = first + 1
        if tags[first] != OUTSIDE:
            inside = tags[first] + tags[first] % 2
            while last < len(tags) and tags[last] == inside:
                last += 1
            out.append(Tagged(TAGGED[(tags[first] - 1) // 2], first, last, float(sure[first:last].mean())))
        first = last
    return out


def begun(scores: Floats, spans: Sequence[Span], text: str) -> frozenset[int]:
    """Where a company's name may begin: where the tags give that a fair chance, be another choice the likelier."""
    likely = softmax(scores)[:, _FIRST_OF_COMPANY] > _FAIR
    tokens = (spans[at] for at in np.flatnonzero(likely).tolist())
    return frozenset(t.end - len(t.of(text).lstrip()) for t in tokens)


def trimmed(text: str, span: Span) -> Span | None:
    """The span without quotes, brackets and stops at its ends, which a token may hold; None where nothing is left.

    >>> trimmed("«Nortada».", Span(0, 10)), trimmed("Acme S.A.", Span(0, 9)), trimmed("(", Span(0, 1))
    (Span(start=1, end=8), Span(start=0, end=9), None)
    """
    piece = span.of(text)
    start = span.start + len(piece) - len(_LEADING.sub("", piece))
    end = span.end
    while (shorter := _TRAILING.sub("", text[start:end])) != text[start:end]:
        end = start + len(shorter)
    return Span(start, end) if end > start else None


def spans_of(text: str, found: Sequence[Tagged], spans: Sequence[Span]) -> list[tuple[Tagged, Span]]:
    """The mentions with their places in the text."""
    places = ((t, trimmed(text, Span(spans[t.first].start, spans[t.last - 1].end))) for t in found)
    return [(t, span) for t, span in places if span]
