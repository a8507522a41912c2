"""What speaks for and against two groups being one: their names, and what the articles say of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from kg.kinds import MentionKind
from kg.linking.groups import Group
from kg.linking.likeness import WEIGHTS, Likeness, likeness, people
from kg.linking.names import Name, is_acronym
from kg.linking.nodes import Node, Stems

T = TypeVar("T")
Dealings = frozenset[tuple[str, str, Stems]]
ENOUGH = 0.7
DOUBTFUL = 0.6
_ALIAS, _LOOSE = 0.9, 0.75
_KNOWN = 2.0
_BESIDE, _BESIDE_AT_MOST = 0.1, 0.3
_DEALING, _DEALING_AT_MOST = 0.2, 0.4
_FINGERPRINT = 0.2
_ONE_LANGUAGE = 0.3
"""What a likeness is worth less than in two languages, where articles of one use both names."""
_CROWD = 30


@dataclass(frozen=True, slots=True)
class Match:
    """Two groups that may be one: how strongly (above 1 where much speaks for it), and why."""

    score: float
    left: Group
    right: Group
    reason: str

    @property
    def rank(self) -> tuple[float, str, str]:
        """The order in which matches are tried: by strength, then by name, never by arrival."""
        return -self.score, self.left.id, self.right.id


def match(a: Group, b: Group) -> Match | None:
    """How two groups match; None where their names are not alike, or they cannot be one."""
    if a.kind is not b.kind or foreign(a, b):
        return None
    if a.known and a.known == b.known:
        return Match(_KNOWN, a, b, f"both are known as {a.known.name}")
    found = _by_alias(a, b) or _by_names(a, b)
    if found is None:
        return None
    score, reason = found
    if score < WEIGHTS[Likeness.SAME] and apart(a, b):
        likely = score >= WEIGHTS[Likeness.STRUCTURE]
        return Match(DOUBTFUL, a, b, f"{reason}; named side by side") if likely else None
    return Match(round(score + support(a.nodes, b.nodes), 3), a, b, reason)


def support(left: Iterable[Node], right: Iterable[Node]) -> float:
    """What two sets of nodes have in common beside their names: whom they deal with, what is named beside them."""
    a, b = tuple(left), tuple(right)
    beside = _common(_union(n.beside for n in a), _union(n.beside for n in b), _CROWD)
    mine, theirs = _union(n.dealings for n in a), _union(n.dealings for n in b)
    common = (_common(_opposite(mine, how), _opposite(theirs, how), _CROWD / 2) for how in _ways(mine, theirs))
    partners = max(common, default=0.0)
    told_alike = _union(n.fingerprints for n in a) & _union(n.fingerprints for n in b)
    return (
        min(_BESIDE_AT_MOST, _BESIDE * beside)
        + min(_DEALING_AT_MOST, _DEALING * partners)
        + (_FINGERPRINT if told_alike else 0)
    )


def _common(a: frozenset[Stems], b: frozenset[Stems], crowd: float) -> float:
    """How many of one's companions are among the other's, each counted once however it is called.

    Who keeps a large company meets everybody in it: the larger set counts for less, half at ``crowd`` companions.
    """
    in_a, in_b = _union(a), _union(b)
    met = min(sum(bool(s & in_b) for s in a), sum(bool(s & in_a) for s in b))
    return met / max(1.0, (max(len(a), len(b)) + crowd) / (2 * crowd)) if met else 0.0


def _ways(a: Dealings, b: Dealings) -> set[tuple[str, str]]:
    return {(family, side) for family, side, _ in a} & {(family, side) for family, side, _ in b}


def _opposite(dealings: Dealings, how: tuple[str, str]) -> frozenset[Stems]:
    return frozenset(stems for family, side, stems in dealings if (family, side) == how)


def foreign(a: Group, b: Group) -> bool:
    """Whether both are known as different companies, or are of different countries: public bodies, or of one name.

    A name that a person told apart in an article is not the one that it is elsewhere.
    """
    if a.known and b.known and a.known != b.known:
        return True
    if (a.detached or b.detached) and a.head.key == b.head.key:
        return True
    if a.origin and b.origin and a.head.key == b.head.key:
        return a.origin != b.origin
    bodies = a.head.is_body and b.head.is_body and not a.head.known
    return bodies and bool(a.countries) and bool(b.countries) and not a.countries & b.countries


def kindred(a: Group, b: Group) -> bool:
    """Whether two companies share a name of their own, as parent and subsidiary do."""
    if a.kind is not b.kind or a.kind is MentionKind.PERSON:
        return False
    return likeness(a.head, b.head) in (Likeness.SORT, Likeness.SHORT, Likeness.PLACE)


def apart(a: Group, b: Group) -> bool:
    """Whether articles tell the two apart more often than they equate them; one where it is a former name does not."""
    separate = len((a.articles & b.articles) - a.former - b.former) - len(_parted(a, b) | _parted(b, a))
    together = sum(_gives(n, b.head) for n in a.nodes) + sum(_gives(n, a.head) for n in b.nodes)
    return separate > together


def _parted(whole: Group, part: Group) -> set[str]:
    """The articles whose reading has the one's name for the other's, without any sign of it in the text."""
    mine = {(n.article, n.name) for n in whole.nodes}
    return {n.article for n in part.nodes if (n.article, n.part_of) in mine}


def _gives(node: Node, name: Name) -> bool:
    return any(n.key == name.key for n in node.names)


def _by_alias(a: Group, b: Group) -> tuple[float, str] | None:
    """One's fullest name is a name that articles give the other; a generic name only in the same country."""
    if _called(a, b) or _called(b, a):
        return _ALIAS, "an article uses both names for one"
    return (_LOOSE, "an article seems to use both names for one") if _parted(a, b) or _parted(b, a) else None


def _called(group: Group, other: Group) -> bool:
    name = other.head
    if not name.telling:
        return False
    if name.generic and not (group.head.generic and group.countries & other.countries):
        return False
    return name.key in group.keys


def _by_names(a: Group, b: Group) -> tuple[float, str] | None:
    """The strongest likeness of one's fullest name to the other's, or to a name of its own that is no acronym."""
    compare = people if a.kind is MentionKind.PERSON else likeness
    pairs = [(a.head, b.head), *((a.head, n) for n in _others(b)), *((n, b.head) for n in _others(a))]
    found = {like for x, y in pairs if (like := compare(x, y))}
    best = max(found, key=lambda like: (WEIGHTS[like], like), default=None)
    if best and a.head.generic and b.head.generic and not a.countries & b.countries:
        best = Likeness.PLACE
    if best in (Likeness.TRADE, Likeness.TRANSLATED) and a.languages & b.languages:
        return WEIGHTS[best] - _ONE_LANGUAGE, str(best)
    return (WEIGHTS[best], str(best)) if best else None


def _others(group: Group) -> Iterable[Name]:
    return (n for n in group.names if n is not group.head and not n.generic and not is_acronym(n.text))


def _union(sets: Iterable[frozenset[T]]) -> frozenset[T]:
    return frozenset().union(*sets)
