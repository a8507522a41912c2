"""The table of all pairs of companies: how likely two have a deal with one another, of what kind, in which roles."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kg.kinds import Kind, Role
from kg.reader.neural_labels import KINDS, PAIRS, PairClass
from kg.reader.neural_tags import softmax
from kg.reader.neural_tokens import Floats, one_hot

_SYMMETRIC = np.asarray([p.symmetric for p in PAIRS])
_BOTH_ALIKE = np.tile(_SYMMETRIC, 2)
_OF_KIND = np.tile(one_hot(np.asarray([KINDS.index(p.kind) for p in PAIRS]), len(KINDS)), (2, 1))
"""(2 PAIRS, KINDS): the kind of each class, once for each way round."""

_TIED, _OTHERS = 1.0, -0.3
"""What evidence from elsewhere adds to the log odds of a pair, and what its lack does; set on the dev articles."""

_SAID = 3.0
"""How much likelier the roles that such evidence gives become, beside others."""

_MUTUAL = 0.2
"""How much likelier, beside others, that both have one role, where such evidence tells theirs apart."""

Tie = tuple[int, Role, int, Role]
"""Two entities, and the role of each, in a deal that other evidence tells of."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities that have a deal with one another, how likely they have, and how that falls on the kinds."""

    first: int
    second: int
    chance: float
    kinds: Floats

    @property
    def both(self) -> frozenset[int]:
        """Its two ends."""
        return frozenset((self.first, self.second))


@dataclass(frozen=True, slots=True)
class PairTable:
    """Probabilities of the classes for every two entities, (E, E, 2 PAIRS): the first class of them, then turned."""

    classes: Floats

    @classmethod
    def of(cls, scores: Floats, tied: Iterable[Tie] | None = None) -> "PairTable":
        """From the network's scores (E, E, PAIRS + 1), the last the threshold's.

        Args:
            scores: The scores.
            tied: Pairs that other evidence ties: their odds rise, those of others fall. None where there is none.
        """
        cells = shares(scores)
        turned = cells.transpose(1, 0, 2)
        ahead = np.where(_SYMMETRIC, (cells + turned) / 2, cells)
        classes = np.concatenate([ahead, np.where(_SYMMETRIC, 0, turned)], axis=-1).astype(np.float32)
        return cls(classes if tied is None else _shifted(classes, tied))

    def chance(self, i: int, j: int) -> float:
        """How likely two entities have a deal, of whatever kind, either way round."""
        return min(1.0, float(self.classes[i, j].sum()))

    def pairs(self, companies: Sequence[int], floor: float) -> list[Pair]:
        """The pairs that have a deal, the likeliest first; what kind it is may be in doubt where that it is is not.

        Args:
            companies: The entities that are companies.
            floor: Where a pair begins to count.
        """
        out = []
        for i, j in itertools.combinations(sorted(companies), 2):
            kinds, chance = self.classes[i, j] @ _OF_KIND, self.chance(i, j)
            if chance <= floor:
                continue
            out.append(Pair(i, j, chance, kinds / kinds.sum()))
        return sorted(out, key=lambda p: -p.chance)

    def cell(self, pair: Pair) -> tuple[int, int, int]:
        """Where to ask for the deal's attributes: the table's row and column, and the number of its kind."""
        kind = int(pair.kinds.argmax())
        classes = self.classes[pair.first, pair.second]
        ahead = int(np.where(_OF_KIND[:, kind] > 0, classes, -1.0).argmax()) < len(PAIRS)
        return (pair.first, pair.second, kind) if ahead else (pair.second, pair.first, kind)

    def roles(self, pairs: Sequence[Pair], kind: Kind) -> dict[int, Role]:
        """The likeliest role of each entity of the pairs in a deal of ``kind``: not one and the same, save partners."""
        roles = self._likeliest(pairs, kind, PAIRS)
        if len(set(roles.values())) > 1 or Role.PARTNER in roles.values():
            return roles
        return self._likeliest(pairs, kind, [p for p in PAIRS if not p.symmetric]) or roles

    def _likeliest(self, pairs: Sequence[Pair], kind: Kind, among: Sequence[PairClass]) -> dict[int, Role]:
        odds: dict[int, dict[Role, float]] = defaultdict(lambda: defaultdict(float))
        labels = [label for label in among if label.kind is kind]
        for pair in pairs:
            for chance, (first, left), (second, right) in self._named(pair, labels):
                odds[first][left] += chance
                odds[second][right] += chance
        return {entity: max(found, key=lambda r: (found[r], r)) for entity, found in sorted(odds.items())}

    def _named(
        self, pair: Pair, labels: Sequence[PairClass]
    ) -> Iterator[tuple[float, tuple[int, Role], tuple[int, Role]]]:
        classes = self.classes[pair.first, pair.second]
        for label in labels:
            at = PAIRS.index(label)
            yield float(classes[at]), (pair.first, label.first), (pair.second, label.second)
            yield float(classes[at + len(PAIRS)]), (pair.second, label.first), (pair.first, label.second)


def _shifted(classes: Floats, tied: Iterable[Tie]) -> Floats:
    """The classes with the odds of the tied pairs, and of the others, shifted; shares of the tied roles rise."""
    shift = np.full(classes.shape[:2], _OTHERS, dtype=np.float32)
    favoured = np.ones_like(classes)
    for first, left, second, right in tied:
        shift[first, second] = shift[second, first] = _TIED
        ahead = [p.first is left and p.second is right for p in PAIRS]
        turned = [p.first is right and p.second is left for p in PAIRS]
        favoured[first, second, np.asarray(ahead + turned)] = _SAID
        favoured[second, first, np.asarray(turned + ahead)] = _SAID
        if left is not right:
            favoured[first, second, _BOTH_ALIKE] = favoured[second, first, _BOTH_ALIKE] = _MUTUAL
    total = np.clip(classes.sum(axis=-1), 1e-6, 1 - 1e-6)
    odds = total / (1 - total) * np.exp(shift)
    leaning = classes * favoured
    whole = np.clip(leaning.sum(axis=-1), 1e-9, None)
    out: Floats = (leaning * (odds / (1 + odds) / whole)[..., None]).astype(np.float32)
    return out


def shares(scores: Floats) -> Floats:
    """How the probability of each row falls on the classes; what they leave is the threshold's, that there is none.

    >>> shares(np.zeros((1, 4), dtype=np.float32)).tolist()
    [[0.25, 0.25, 0.25]]
    """
    return softmax(scores)[..., :-1]
