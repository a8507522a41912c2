"""What the graphs over an article's hidden states take: mentions, entities and sentences as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kg.model import Span
from kg.reader.neural_tokens import Floats, Ints, one_hot, pooling, sentence_of, token_range
from kg.reader.structure import Places

NAME, ANAPHORIC, HUMAN = range(3)
FEATURES = 6


@dataclass(frozen=True, slots=True)
class MentionInputs:
    """``pool`` (M, T), ``first`` (M) tokens, ``sort`` (M) of NAME, ANAPHORIC, HUMAN, ``sentence`` (M)."""

    pool: Floats
    first: Ints
    sort: Ints
    sentence: Ints


def sentence_table(sentences: Sequence[Span], tokens: Sequence[Span]) -> Floats:
    """(T, S): a one for the sentence of each token."""
    return one_hot(sentence_of(sentences, tokens), max(1, len(sentences)))


def mention_inputs(
    spans: Sequence[Span], sorts: Sequence[int], tokens: Sequence[Span], sentences: Sequence[Span]
) -> MentionInputs:
    """The arrays of mentions that each overlap some token."""
    ranges = [token_range(tokens, s) for s in spans]
    first = np.asarray([r[0] if r else 0 for r in ranges], dtype=np.int64)
    return MentionInputs(
        pooling(ranges, len(tokens)),
        first,
        np.asarray(sorts, dtype=np.int64),
        sentence_of(sentences, [tokens[i] for i in first]) if len(first) else first,
    )


def value_pool(spans: Sequence[Span], tokens: Sequence[Span]) -> Floats:
    """(1 + n, T): a first row of zeros for 'none', then the mean over each span's tokens."""
    return pooling([None, *(token_range(tokens, s) for s in spans)], len(tokens))


def value_pools(places: Places, tokens: Sequence[Span]) -> tuple[Floats, ...]:
    """The pools of amounts, dates and durations."""
    return tuple(value_pool(spans, tokens) for spans in (places.amounts, places.dates, places.durations))


def membership(entities: Sequence[Sequence[int]], mentions: int) -> Floats:
    """(E, M): which mentions are an entity's.

    >>> membership([[0, 2], [1]], 3).tolist()
    [[1.0, 0.0, 1.0], [0.0, 1.0, 0.0]]
    """
    out = np.zeros((len(entities), mentions), dtype=np.float32)
    for row, members in enumerate(entities):
        out[row, list(members)] = 1.0
    return out


def pair_features(member: Floats, found: MentionInputs) -> Floats:
    """(E, E, FEATURES): told in one sentence, in neighbours, log counts of mentions, which comes first, persons."""
    apart = np.abs(found.sentence[:, None] - found.sentence[None])
    same = np.minimum(member @ (apart == 0).astype(np.float32) @ member.T, 3) / 3
    near = (member @ (apart == 1).astype(np.float32) @ member.T > 0).astype(np.float32)
    count = np.log(np.maximum(member.sum(axis=1), 1))
    begins = np.where(member > 0, found.first[None], 1 << 30).min(axis=1)
    person = (member @ (found.sort == HUMAN).astype(np.float32) > 0).astype(np.float32)
    size = same.shape
    parts = [
        same,
        near,
        np.broadcast_to(count[:, None], size),
        np.broadcast_to(count[None], size),
        (begins[:, None] < begins[None]).astype(np.float32),
        np.broadcast_to(person[:, None], size) - np.broadcast_to(person[None], size),
    ]
    return np.stack(parts, axis=-1).astype(np.float32)
