"""Which mentions stand for the same: names gathered by their words and the linker's scores, anaphors given to names."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from kg import lexicon
from kg.kinds import MentionKind
from kg.model import Span
from kg.reader.neural_inputs import membership
from kg.reader.neural_labels import ANAPHOR
from kg.reader.neural_names import initials, same_person, words
from kg.reader.neural_tokens import Floats

_SHORTEST = 3
_TRADE = "post or trade before a name"
_SURE = 0.6
_APART = -100.0
"""A score that no mean of others makes up for."""


@dataclass(frozen=True, slots=True)
class Found:
    """A mention before it is linked: kind (a :class:`~kg.kinds.MentionKind` or 'anaphor'), place, probability."""

    kind: str
    span: Span
    confidence: float


def whole_names(text: str, found: Sequence[Found]) -> list[Found]:
    """Companies' names put together where the tags cut one in two, and without those that no name begins.

    Two names never stand side by side with a space or a stop alone between them; a name has a capital or a digit.

    >>> text = "Asian Investment Bank y la agencia"
    >>> cut = [Found("company", Span(*at), 0.6) for at in ((0, 5), (6, 21), (27, 34))]
    >>> [f.span.of(text) for f in whole_names(text, cut)]
    ['Asian Investment Bank']
    """
    out: list[Found] = []
    for mention in found:
        last = out[-1] if out else None
        if last and last.kind == mention.kind == MentionKind.COMPANY and _one_name(text, last.span, mention.span):
            sure = min(last.confidence, mention.confidence)
            out[-1] = Found(last.kind, Span(last.span.start, mention.span.end), sure)
        else:
            out.append(mention)
    return [m for m in out if m.kind != MentionKind.COMPANY or _is_name(m, text)]


def _one_name(text: str, left: Span, right: Span) -> bool:
    return text[left.end : right.start] in {" ", ".", "-", "’", "'", ""}


def _is_name(mention: Found, text: str) -> bool:
    surface = mention.span.of(text)
    return len(surface) > 1 and (not surface.islower() or "." in surface or mention.confidence > _SURE)


def without_leads(text: str, found: Sequence[Found]) -> list[Found]:
    """Companies' names without the post or trade that was taken in before them, where they stand without it too.

    >>> text = "Rival Tarn Gold left. Tarn had offered more. Partner Reinsurance paid."
    >>> named = [Found("company", Span(*at), 0.9) for at in ((0, 15), (22, 26), (45, 64))]
    >>> [f.span.of(text) for f in without_leads(text, named)]
    ['Tarn Gold', 'Tarn', 'Partner Reinsurance']
    """
    begun = {words(m.span.of(text))[:1] for m in found if m.kind == MentionKind.COMPANY}
    return [replace(m, span=_bare(text, m.span, begun)) if m.kind == MentionKind.COMPANY else m for m in found]


def _bare(text: str, span: Span, begun: AbstractSet[tuple[str, ...]]) -> Span:
    lead = _lead().match(text, span.start, span.end)
    bare = Span(lead.end(), span.end) if lead else span
    return bare if words(bare.of(text))[:1] in begun else span


@cache
def _lead() -> re.Pattern[str]:
    """A post or trade of any language, and the space after it."""
    rows = (row for code in lexicon.languages() for row in lexicon.rows(code, "names", "lead") if row.name == _TRADE)
    return re.compile(rf"(?:{'|'.join(row.pattern for row in rows)})\s+")


def settle_kinds(text: str, found: Sequence[Found]) -> list[Found]:
    """The same surface is the same kind everywhere: the one with the greatest sum of probabilities.

    >>> a, b = Found("company", Span(0, 4), 0.9), Found("place", Span(5, 9), 0.6)
    >>> [f.kind for f in settle_kinds("Acme Acme", [a, b])]
    ['company', 'company']
    """
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for mention in found:
        votes[mention.span.of(text)][mention.kind] += mention.confidence
    best = {surface: max(kinds, key=lambda k: kinds[k]) for surface, kinds in votes.items()}
    return [m if m.kind == ANAPHOR else replace(m, kind=best[m.span.of(text)]) for m in found]


def repeat_names(text: str, found: Sequence[Found]) -> list[Found]:
    """Adds the places where a company's name stands again and was not tagged; in order, without overlaps.

    >>> again = repeat_names("Acme y Acme", [Found("company", Span(0, 4), 0.9)])
    >>> [f.span for f in again]
    [Span(start=0, end=4), Span(start=7, end=11)]
    """
    out = list(found)
    names = {m.span.of(text): m.confidence for m in found if m.kind == MentionKind.COMPANY}
    for surface, confidence in sorted(names.items(), key=lambda row: -len(row[0])):
        if len(surface) < _SHORTEST or surface.islower():
            continue
        for span in places(text, surface):
            if all(span.end <= m.span.start or m.span.end <= span.start for m in out):
                out.append(Found(MentionKind.COMPANY, span, confidence))
    return sorted(out, key=lambda m: m.span)


def places(text: str, words: str) -> Iterator[Span]:
    """Where the words stand by themselves, without a letter, digit or underscore on either side.

    >>> [span.start for span in places("Acme Acmeto Acme", "Acme")]
    [0, 12]
    """
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        whole = not _in_word(text[start - 1 : start]) and not _in_word(text[end : end + 1])
        if whole:
            yield Span(start, end)
        start = text.find(words, end if whole else start + 1)


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def name_clusters(names: Sequence[str], scores: Floats) -> list[list[int]]:
    """Groups of names: those with the same words, then groups whose mean score is above 0, the best first.

    >>> name_clusters(["Nortada", "Acme", "Nortada, S.A."], np.full((3, 3), -1.0, dtype=np.float32))
    [[0, 2], [1]]
    """
    by_words: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, name in enumerate(names):
        by_words[words(name)].append(at)
    groups = _with_acronyms(names, list(by_words.values()))
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
