"""The pair table to deals: pairs that stand out, joined where all their companies pair with one another."""

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kg.model import Kind, MentionKind, Predicate, Role
from kg.reader.neural_labels import KINDS, PAIRS, RELATIONS, SINGLES
from kg.reader.neural_tokens import Floats, one_hot

_SYMMETRIC = np.asarray([p.symmetric for p in PAIRS])
_OF_KIND = np.tile(one_hot(np.asarray([KINDS.index(p.kind) for p in PAIRS]), len(KINDS)), (2, 1))
"""(2 PAIRS, KINDS): the kind of each class, once for each way round."""

Node = tuple[int, Role]
"""An entity in a role."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Two entities in their roles in a deal of ``kind``: the cell (first, second) of the table says so."""

    kind: Kind
    first: Node
    second: Node
    confidence: float

    @property
    def nodes(self) -> frozenset[Node]:
        """Its two ends."""
        return frozenset((self.first, self.second))


@dataclass(frozen=True, slots=True)
class Group:
    """A deal: its kind, parties, and the edges that make it (of a single party, none)."""

    kind: Kind
    parties: tuple[Node, ...]
    edges: tuple[Edge, ...]
    confidence: float


def sigmoid(x: Floats) -> Floats:
    """1 / (1 + exp(-x)).

    >>> float(sigmoid(np.zeros(1, dtype=np.float32))[0])
    0.5
    """
    out: Floats = (1.0 / (1.0 + np.exp(-np.clip(x, -30, 30)))).astype(np.float32)
    return out


def chances(scores: Floats) -> Floats:
    """The probability of each class against the threshold, which is the last score."""
    return sigmoid(scores[..., :-1] - scores[..., -1:])


def shares(table: Floats) -> Floats:
    """How each cell's probability falls on the classes; what they leave is that the two have no deal.

    >>> shares(np.zeros((1, 4), dtype=np.float32)).tolist()
    [[0.25, 0.25, 0.25]]
    """
    odds = np.exp(table - table.max(axis=-1, keepdims=True))
    out: Floats = (odds[..., :-1] / odds.sum(axis=-1, keepdims=True)).astype(np.float32)
    return out


def edges(table: Floats, companies: Sequence[int], floor: float, further: float) -> list[Edge]:
    """The pairs that have a deal, each with its likeliest kind and roles, and with further kinds that stand out.

    A pair's probability is the sum over all kinds and roles and both ways round: what kind of deal it is may be in
    doubt where that there is one is not.

    Args:
        table: Scores (E, E, PAIRS + 1), the last the threshold's.
        companies: The entities that are companies.
        floor: Where a pair begins to count.
        further: Where a second kind of deal of the same pair does.
    """
    cells = shares(table)
    turned = cells.transpose(1, 0, 2)
    both = np.concatenate([np.where(_SYMMETRIC, (cells + turned) / 2, cells), np.where(_SYMMETRIC, 0, turned)], axis=-1)
    kinds = both @ _OF_KIND
    out = []
    for i, j in itertools.combinations(sorted(companies), 2):
        ranked = np.argsort(-kinds[i, j], kind="stable")
        if kinds[i, j].sum() <= floor:
            continue
        out.append(_edge(both[i, j], i, j, int(ranked[0]), float(kinds[i, j].sum())))
        others = [int(kind) for kind in ranked[1:] if kinds[i, j, kind] > further]
        out += [_edge(both[i, j], i, j, kind, float(kinds[i, j, kind])) for kind in others]
    return out


def _edge(both: Floats, i: int, j: int, kind: int, chance: float) -> Edge:
    at = int(np.where(_OF_KIND[:, kind] > 0, both, -1.0).argmax())
    label = PAIRS[at % len(PAIRS)]
    first, second = (i, j) if at < len(PAIRS) else (j, i)
    return Edge(label.kind, (first, label.first), (second, label.second), min(chance, 1.0))


def cliques(neighbours: Mapping[Node, frozenset[Node]]) -> Iterator[frozenset[Node]]:
    """The maximal sets of nodes that all neighbour each other (Bron and Kerbosch 1973, with pivots).

    >>> a, b, c = (0, Role.LENDER), (1, Role.LENDER), (2, Role.BORROWER)
    >>> found = cliques({a: frozenset({b, c}), b: frozenset({a, c}), c: frozenset({a, b})})
    >>> [sorted(n[0] for n in clique) for clique in found]
    [[0, 1, 2]]
    """
    stack = [(frozenset[Node](), frozenset(neighbours), frozenset[Node]())]
    while stack:
        taken, open_, closed = stack.pop()
        if not open_ and not closed:
            yield taken
            continue
        pivot = max(sorted(open_ | closed), key=lambda n: len(neighbours[n] & open_))
        for node in sorted(open_ - neighbours[pivot]):
            stack.append((taken | {node}, open_ & neighbours[node], closed & neighbours[node]))
            open_ -= {node}
            closed |= {node}


def groups(found: Sequence[Edge], floor: float) -> list[Group]:
    """Deals of the edges: a clique each, that has an edge above ``floor`` and a strong edge at every party.

    An edge below ``floor`` only joins parties that stronger edges bring in.
    """
    out = []
    for kind in sorted({e.kind for e in found}):
        mine = [e for e in found if e.kind is kind]
        strong = {n for e in mine if e.confidence > floor for n in e.nodes}
        near: dict[Node, set[Node]] = defaultdict(set)
        by_nodes = {e.nodes: e for e in mine if e.nodes <= strong}
        for nodes in by_nodes:
            for node in nodes:
                near[node] |= nodes - {node}
        frozen = {n: frozenset(ns) for n, ns in sorted(near.items())}
        for clique in cliques(frozen) if frozen else ():
            within = tuple(e for nodes, e in by_nodes.items() if nodes <= clique)
            confidence = float(np.mean([e.confidence for e in within]))
            if max(e.confidence for e in within) > floor:
                out.append(Group(kind, tuple(sorted(clique)), within, confidence))
    return out


def singles(table: Floats, companies: Sequence[int], taken: Sequence[Group], floor: float) -> list[Group]:
    """Deals of one named party, of the kinds in which it has no deal with another."""
    busy = {(g.kind, node[0]) for g in taken for node in g.parties}
    out = []
    for at in companies:
        label = int(table[at].argmax())
        kind, role = SINGLES[label]
        if table[at, label] > floor and (kind, at) not in busy:
            out.append(Group(kind, ((at, role),), (), float(table[at, label])))
    return out


def relations(table: Floats, kinds: Sequence[MentionKind], floor: float) -> list[tuple[int, Predicate, int, float]]:
    """Subject, predicate, object and probability; a competition once for a pair, the way round that is likelier."""
    out = []
    for i, j, at in np.argwhere(table > floor).tolist():
        label, chance = RELATIONS[at], float(table[i, j, at])
        if i == j or kinds[i] is not label.subject or kinds[j] is not label.object:
            continue
        turned = float(table[j, i, at])
        if label.predicate is Predicate.COMPETITOR_OF and (turned, j) > (chance, i):
            continue
        out.append((i, label.predicate, j, chance))
    return out
