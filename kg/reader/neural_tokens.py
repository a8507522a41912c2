"""Text as the model sees it: tokens with their offsets, cut into windows that overlap, and spans as token ranges."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kg.model import Span

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

WINDOW = 512
_OVERLAP = 96
_TITLE = 40
START, PAD, END, UNKNOWN = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Tokens:
    """An article's tokens: ids of the title's and of the text's, and of the latter the spans in the text."""

    title: tuple[int, ...]
    ids: tuple[int, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Model input ``ids``; ``kept`` rows of its output, from ``offset``, stand for the text's tokens ``start`` on."""

    ids: tuple[int, ...]
    offset: int
    start: int
    kept: int


def tokenize(tokenizer: Tokenizer, text: str, title: str | None) -> Tokens:
    """The tokens of title and text; tokens of white space alone are left out."""
    head = tuple(tokenizer.encode(title, add_special_tokens=False).ids[:_TITLE]) if title else ()
    coded = tokenizer.encode(text, add_special_tokens=False)
    ids, spans = [], []
    for token, (start, end) in zip(coded.ids, coded.offsets, strict=True):
        piece = text[start:end]
        if bare := piece.strip():
            first = start + (piece.index(bare) if len(bare) < len(piece) else 0)
            ids.append(token)
            spans.append(Span(first, first + len(bare)))
    return Tokens(head, tuple(ids), tuple(spans))


def windows(tokens: Tokens) -> list[Window]:
    """One window where the text fits, else the fewest that overlap enough, all of a length; each has the title first.

    Every token is kept once, from the window in which it stands farthest from the border.

    >>> one = windows(Tokens((7,), (8, 9), (Span(0, 1), Span(1, 2))))
    >>> one
    [Window(ids=(0, 7, 2, 8, 9, 2), offset=3, start=0, kept=2)]
    >>> [(w.start, w.kept, len(w.ids)) for w in windows(Tokens((), tuple(range(1000)), ()))]
    [(0, 349, 400), (349, 301, 400), (650, 350, 400)]
    """
    prefix = (START, *tokens.title, END) if tokens.title else (START,)
    room = WINDOW - len(prefix) - 1
    total = len(tokens.ids)
    count = max(1, math.ceil((total - _OVERLAP) / (room - _OVERLAP)))
    size = math.ceil((total + (count - 1) * _OVERLAP) / count)
    starts = [at * (total - size) // max(1, count - 1) for at in range(count)]
    borders = [0, *((b + a + size) // 2 for a, b in itertools.pairwise(starts)), total]
    out = []
    for at, first, last in zip(starts, borders[:-1], borders[1:], strict=True):
        ids = (*prefix, *tokens.ids[at : at + size], END)
        out.append(Window(ids, len(prefix) + first - at, first, last - first))
    return out


def token_range(spans: Sequence[Span], span: Span) -> tuple[int, int] | None:
    """The half-open range of the tokens that overlap ``span``, None where there is none.

    >>> token_range([Span(0, 2), Span(3, 7), Span(7, 8)], Span(3, 8))
    (1, 3)
    """
    first = _bisect(spans, span.start)
    last = first
    while last < len(spans) and spans[last].start < span.end:
        last += 1
    return (first, last) if last > first else None


def _bisect(spans: Sequence[Span], offset: int) -> int:
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        if spans[middle].end <= offset:
            low = middle + 1
        else:
            high = middle
    return low


def pooling(ranges: Sequence[tuple[int, int] | None], tokens: int) -> Floats:
    """A matrix, (len(ranges), tokens), whose rows average over the ranges; the row of None is zero.

    >>> pooling([(0, 2), None], 3).tolist()
    [[0.5, 0.5, 0.0], [0.0, 0.0, 0.0]]
    """
    out = np.zeros((len(ranges), tokens), dtype=np.float32)
    for row, found in enumerate(ranges):
        if found:
            out[row, found[0] : found[1]] = 1.0 / (found[1] - found[0])
    return out


def sentence_of(sentences: Sequence[Span], spans: Sequence[Span]) -> Ints:
    """For each span the index of the sentence it starts in, or of the last before it.

    >>> sentence_of([Span(0, 5), Span(6, 9)], [Span(1, 2), Span(5, 6), Span(7, 8)]).tolist()
    [0, 0, 1]
    """
    starts = np.asarray([s.start for s in sentences], dtype=np.int64)
    places = np.asarray([s.start for s in spans], dtype=np.int64)
    found: Ints = np.clip(np.searchsorted(starts, places, side="right") - 1, 0, None)
    return found


def one_hot(rows: Ints, width: int) -> Floats:
    """Rows with a one at the given place.

    >>> one_hot(np.array([1, 0]), 2).tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    """
    out = np.zeros((len(rows), width), dtype=np.float32)
    out[np.arange(len(rows)), rows] = 1.0
    return out
