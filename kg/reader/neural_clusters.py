"""Which mentions stand for the same: names gathered by their words and the linker's scores, anaphors given to names."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from kg.reader.neural_inputs import membership
from kg.reader.neural_names import initials, same_person, words
from kg.reader.neural_tokens import Floats

_SHORTEST = 3
_APART = -100.0
"""A score that no mean of others makes up for."""


def name_clusters(names: Sequence[str], scores: Floats, equal: Iterable[tuple[int, int]] = ()) -> list[list[int]]:
    """Groups of names: those with the same words, then groups whose mean score is above 0, the best first.

    Args:
        names: The surfaces.
        scores: How much each two look like one company's, (names, names).
        equal: Places of names that the text itself says are one company's.

    >>> name_clusters(["Nortada", "Acme", "Nortada, S.A."], np.full((3, 3), -1.0, dtype=np.float32))
    [[0, 2], [1]]
    """
    by_words: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, name in enumerate(names):
        by_words[words(name)].append(at)
    groups = _with_equal(_with_acronyms(names, list(by_words.values())), equal)
    scores = _houses_apart([words(name) for name in names], scores)
    sums, sizes = _sums(scores, groups), np.asarray([len(g) for g in groups])
    while len(groups) > 1:
        means = np.where(np.triu(np.ones_like(sums), 1) > 0, sums / np.outer(sizes, sizes), -np.inf)
        a, b = divmod(int(np.flatnonzero(means == means.max())[-1]), len(groups))
        if means[a, b] <= 0:
            break
        groups[a] = sorted(groups[a] + groups.pop(b))
        sums, sizes = _sums(scores, groups), np.asarray([len(g) for g in groups])
    return sorted(groups)


def _sums(scores: Floats, groups: Sequence[Sequence[int]]) -> NDArray[np.float64]:
    """(groups, groups): the sum of the scores between the names of two groups."""
    member = membership(groups, len(scores)).astype(np.float64)
    return member @ scores @ member.T


def _houses_apart(named: Sequence[tuple[str, ...]], scores: Floats) -> Floats:
    """The scores with a house of two branches or more, all named, kept apart from them, and they from each other.

    >>> told = [("siemens",), ("siemens", "energy"), ("siemens", "gamesa")]
    >>> _houses_apart(told, np.ones((3, 3), dtype=np.float32))[0].tolist()
    [1.0, -100.0, -100.0]
    """
    out = scores.copy()
    for house in set(named):
        branches = {name for name in named if len(name) > len(house) and name[: len(house)] == house}
        if len({name[len(house)] for name in branches}) > 1:
            kin = [(at, name) for at, name in enumerate(named) if name == house or name in branches]
            for (one, left), (other, right) in itertools.permutations(kin, 2):
                if not _one_branch(left[len(house) :], right[len(house) :]):
                    out[one, other] = _APART
    return out


def _one_branch(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether what follows the house's name begins alike, or one is made of the other's first letters.

    >>> _one_branch(("rel",), ("renewable", "energy")), _one_branch((), ("gamesa",))
    (True, False)
    """
    short, long = sorted((left, right), key=len)
    if len(short) == 1 < len(long) and short[0].startswith("".join(word[0] for word in long)):
        return True
    return left[:1] == right[:1]


def _with_acronyms(names: Sequence[str], groups: Sequence[list[int]]) -> list[list[int]]:
    """Groups of an acronym of three letters or more joined with the one group that has the name it is made of.

    >>> _with_acronyms(["Amazon Web Services", "AWS", "Amazon"], [[0], [1], [2]])
    [[0, 1], [2]]
    """
    out = [list(group) for group in groups]
    for group in groups:
        short = words(names[group[0]])
        if len(short) == 1 and len(short[0]) >= _SHORTEST and names[group[0]].isupper():
            meant = [g for g in out if group[0] not in g and any(initials(names[i]) == short[0] for i in g)]
            if len(meant) == 1:
                out.remove(group)
                meant[0].extend(group)
    return out


def _with_equal(groups: Sequence[list[int]], equal: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Groups joined that hold two equal names.

    >>> _with_equal([[0], [1, 3], [2]], [(0, 3)])
    [[2], [0, 1, 3]]
    """
    out = [list(group) for group in groups]
    for one, other in equal:
        mine = [group for group in out if one in group or other in group]
        out = [group for group in out if group not in mine] + [sorted(itertools.chain.from_iterable(mine))]
    return out


def person_clusters(names: Sequence[str]) -> list[list[int]]:
    """Groups of persons' names: a surname joins the first full name that ends so.

    >>> person_clusters(["Begoña Arrondo", "Ana Paz", "Arrondo"])
    [[0, 2], [1]]
    """
    groups: list[list[int]] = []
    for at in sorted(range(len(names)), key=lambda i: (-len(words(names[i])), i)):
        home = next((g for g in groups if any(same_person(names[at], names[i]) for i in g)), None)
        if home is None:
            groups.append([at])
        else:
            home.append(at)
    return sorted(sorted(g) for g in groups)


def equal_clusters(names: Iterable[str]) -> list[list[int]]:
    """Groups of names with the same words.

    >>> equal_clusters(["Bogotá", "Cali", "Bogota"])
    [[0, 2], [1]]
    """
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, name in enumerate(names):
        groups[words(name)].append(at)
    return list(groups.values())


def antecedent(scores: Floats, clusters: Sequence[Sequence[int]]) -> tuple[int | None, float]:
    """The cluster an anaphor stands for, by its scores with each name, and how likely; None where it is nobody's.

    Args:
        scores: One score a name; 'nobody' has score 0.
        clusters: Places of the names of each cluster.

    >>> antecedent(np.array([2.0, -1.0, 2.0], dtype=np.float32), [[0, 2], [1]])[0]
    0
    """
    odds = np.exp(np.clip(np.append(scores, 0.0), -30, 30))
    odds /= odds.sum()
    chances = [float(odds[list(c)].sum()) for c in clusters]
    if not chances or max(chances) <= odds[-1]:
        return None, float(odds[-1])
    return chances.index(max(chances)), max(chances)
