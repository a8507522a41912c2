"""From the pair table to deals: pairs told as one are one deal; deals of a single party; relations."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.kinds import Kind, MentionKind, Predicate, Role
from kg.reader.neural_labels import KINDS, RELATIONS, SINGLES
from kg.reader.neural_pairs import Pair, PairTable, shares
from kg.reader.neural_tags import sigmoid
from kg.reader.neural_tokens import Floats
from kg.reader.structure import HELD

Node = tuple[int, Role]
"""An entity in a role."""

_NEVER = -30.0
_WEIGHED = 0.05
"""How likely a person's post in one company must be to be weighed with those in others."""
_SAME_KIND = 0.2
_SAME_SENTENCE = 0.3
"""How much of two pairs' probability must fall on the same kinds, and on the same sentences, to be one deal."""


@dataclass(frozen=True, slots=True)
class Group:
    """A deal: its kind and parties, and which of the pairs tell it (of a single party, none)."""

    kind: Kind
    parties: tuple[Node, ...]
    rows: tuple[int, ...]
    confidence: float


def chances(scores: Floats) -> Floats:
    """The probability of each class against the threshold, which is the last score.

    >>> chances(np.zeros((1, 2), dtype=np.float32)).tolist()
    [[0.5]]
    """
    return sigmoid(scores[..., :-1] - scores[..., -1:])


def shared(left: Floats, right: Floats) -> float:
    """How much of two distributions falls on the same.

    >>> round(shared(np.array([0.9, 0.1], dtype=np.float32), np.array([0.2, 0.8], dtype=np.float32)), 2)
    0.3
    """
    return float(np.minimum(left, right).sum())


def gather(pairs: Sequence[Pair], told: Floats, table: PairTable, *, floor: float, join: float) -> list[Group]:
    """Deals of the pairs, strongest first: a pair joins a deal told by the same sentence, or begins one.

    A pair that brings a further party joins where that party has something with all the others.

    Args:
        pairs: The likeliest first.
        told: How likely each sentence tells each pair's deal, (pairs, sentences).
        table: The table the pairs come from.
        floor: What the strongest pair of a deal must reach.
        join: What a further party must reach with each of the others.
    """
    found: list[list[int]] = []

    def alike(at: int, rows: Sequence[int]) -> float:
        kinds, sentences = shared(pairs[at].kinds, pairs[rows[0]].kinds), shared(told[at], told[rows[0]])
        return kinds + sentences if kinds >= _SAME_KIND and sentences >= _SAME_SENTENCE else 0.0

    for at, pair in enumerate(pairs):
        near = [rows for rows in found if alike(at, rows)]
        homes = [rows for rows in near if _completes(pair, [pairs[r] for r in rows], table, join)]
        if homes:
            max(homes, key=lambda rows: alike(at, rows)).append(at)
        else:
            found.append([at])
    return [_group(rows, pairs, table) for rows in found if pairs[rows[0]].chance > floor]


def _completes(pair: Pair, deal: Sequence[Pair], table: PairTable, join: float) -> bool:
    """Whether the pair ties parties of the deal, or brings one that has something with all the others."""
    parties = frozenset[int]().union(*(p.both for p in deal))
    new = pair.both - parties
    if len(new) > 1 or any(pair.both == p.both for p in deal):
        return False
    return all(table.chance(x, y) >= join for x in new for y in parties - pair.both)


def _group(rows: Sequence[int], pairs: Sequence[Pair], table: PairTable) -> Group:
    mine = [pairs[r] for r in rows]
    kind = KINDS[int(np.sum([p.chance * p.kinds for p in mine], axis=0).argmax())]
    roles = table.roles(mine, kind)
    across = [r for r in rows if roles[pairs[r].first] is not roles[pairs[r].second]]
    return Group(kind, tuple(roles.items()), tuple(across or rows), mine[0].chance)


def singles(table: Floats, companies: Sequence[int], taken: Sequence[Group], floor: float) -> list[Group]:
    """Deals of one named party, of the kinds in which it has no deal with another; who sells to one divests not."""
    busy = {(g.kind, node[0]) for g in taken for node in g.parties}
    busy |= {(Kind.DIVESTMENT, entity) for g in taken for entity, role in g.parties if role is Role.SELLER}
    out = []
    for at in companies:
        label = int(table[at].argmax())
        kind, role = SINGLES[label]
        if table[at, label] > floor and (kind, at) not in busy:
            out.append(Group(kind, ((at, role),), (), float(table[at, label])))
    return out


def relations(scores: Floats, kinds: Sequence[MentionKind], floor: float) -> list[tuple[int, Predicate, int, float]]:
    """Subject, predicate, object and probability: of two entities the likeliest relation, where there is one.

    Of posts every one that is worth weighing is given, the likelier of the two sorts in each company: which company a
    person is of is for all of them together to say (:mod:`kg.reader.officers`).

    Args:
        scores: (E, E, RELATIONS + 1), the last the threshold's.
        kinds: What the entities are.
        floor: Where a pair begins to count.
    """
    fits = np.concatenate([_fitting(kinds), np.ones((len(kinds), len(kinds), 1), dtype=bool)], axis=-1)
    table = shares(np.where(fits, scores, _NEVER).astype(np.float32))
    out = _posts(table)
    for i, j in itertools.combinations(range(len(kinds)), 2):
        both = np.stack([table[i, j], table[j, i]])
        way, at = np.unravel_index(int(both.argmax()), both.shape)
        if both.sum() > floor and RELATIONS[int(at)].predicate not in HELD:
            subject, thing = (i, j) if way == 0 else (j, i)
            out.append((subject, RELATIONS[int(at)].predicate, thing, min(1.0, float(both.sum()))))
    return out


def _posts(table: Floats) -> list[tuple[int, Predicate, int, float]]:
    sorts = [at for at, relation in enumerate(RELATIONS) if relation.predicate in HELD]
    held = table[:, :, sorts]
    weighed = np.argwhere(held.sum(axis=-1) > _WEIGHED).tolist()
    likelier = held.argmax(axis=-1)
    return [(i, RELATIONS[sorts[likelier[i, j]]].predicate, j, float(held[i, j].sum())) for i, j in weighed]


def _fitting(kinds: Sequence[MentionKind]) -> NDArray[np.bool_]:
    """(E, E, RELATIONS): whether subject and object are of the kinds that the relation takes."""
    subjects = np.asarray([[k is r.subject for r in RELATIONS] for k in kinds])
    objects = np.asarray([[k is r.object for r in RELATIONS] for k in kinds])
    out: NDArray[np.bool_] = subjects[:, None] & objects[None]
    return out
