"""Groups gathered into entities, by what speaks for it and never against a veto.

Matches are tried by strength, so the outcome does not depend on the order of articles. Two clusters join only where no
two of their groups exclude each other: one wrong match cannot draw others after it. A name that two exclusive clusters
could both have is decided article by article.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations, product

from kg.kinds import MentionKind
from kg.linking.groups import Group, candidates, groups_of
from kg.linking.homonyms import told_apart
from kg.linking.judgements import Rulings
from kg.linking.known import Known, KnownNames
from kg.linking.likeness import Likeness, likeness, people
from kg.linking.names import Name, parse
from kg.linking.nodes import Node
from kg.linking.support import DOUBTFUL, ENOUGH, Match, apart, foreign, kindred, match, support
from kg.model import Doubt

_LEAD = 0.1
_DOMINANT = 10
_SUPPORTED = 0.2
_SUPPOSED = {Likeness.OVERLAP, Likeness.TRANSLATED}
_PARENT = 0.65
_CERTAIN = 10.0
Groups = tuple[Group, ...]
Pairs = tuple[tuple[Group, Group], ...]


@dataclass
class Cluster:
    """Groups found to be one, and nodes given to them out of groups that were torn."""

    groups: tuple[Group, ...]
    given: list[Node] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The least id of its groups."""
        return min(g.id for g in self.groups)

    @property
    def known(self) -> Known | None:
        """What it is known as beforehand: its groups never are as two things."""
        return next((g.known for g in self.groups if g.known), None)

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All its nodes."""
        return (*(n for g in self.groups for n in g.nodes), *self.given)


@dataclass(frozen=True, slots=True)
class Members:
    """The nodes of one entity, with the least id of its groups, and what it is known as beforehand."""

    id: str
    nodes: tuple[Node, ...]
    known: Known | None


@dataclass(frozen=True, slots=True)
class Gathered:
    """The entities, and pairs that a person should look at."""

    entities: tuple[Members, ...]
    doubts: tuple[Match, ...]


def gather(nodes: Iterable[Node], rulings: Rulings, names: KnownNames) -> Gathered:
    """The entities that nodes belong to; the outcome depends on the set of nodes only."""
    groups = called(nodes, names)
    return gather_groups(groups, matches_among(groups, rulings), rulings)


def called(nodes: Iterable[Node], names: KnownNames) -> Groups:
    """The groups of nodes that are called alike, each with what it is known as."""
    return tuple(registered(told_apart(groups_of(nodes)), names))


def gather_groups(groups: Groups, matches: list[Match], rulings: Rulings) -> Gathered:
    """The same of groups, with what matches among them (:func:`matches_among`)."""
    torn = _torn(matches, rulings)
    clusters = {g.id: Cluster((g,)) for g in groups}
    doubts = []
    for found in matches:
        left, right = clusters[found.left.id], clusters[found.right.id]
        if left is right or (found.score >= ENOUGH and torn & {found.left.id, found.right.id}):
            continue
        if found.score >= ENOUGH and not _excluded(left, right, rulings):
            _join(left, right, clusters)
        elif found.score >= DOUBTFUL and not rulings.decided(found.left, found.right):
            doubts.append(found)
    doubts += (found for found in _homonyms(groups) if not rulings.decided(found.left, found.right))
    _share_out(torn, matches, clusters)
    entities = tuple(_members(sorted({id(c): c for c in clusters.values()}.values(), key=lambda c: c.id)))
    return Gathered(entities, tuple(doubts))


def _homonyms(groups: Groups) -> Iterator[Match]:
    """The parts of one name that are described as of several countries, two by two."""
    parts: dict[str, list[Group]] = {}
    for group in groups:
        if group.origin:
            parts.setdefault(group.nodes[0].identity, []).append(group)
    for _, several in sorted(parts.items()):
        for one, other in combinations(several, 2):
            yield Match(DOUBTFUL, one, other, "one name, described as of two countries")


def doubt_of(found: Match) -> Doubt:
    """A match as a person is asked about it."""
    return Doubt(found.left.label, found.right.label, min(found.score, 1.0), found.reason)


def matches_among(groups: Groups, rulings: Rulings) -> list[Match]:
    """The pairs of groups that may be one, the strongest first."""
    pairs = tuple(candidates(groups))
    akin = tuple((a, b) for a, b in pairs if kindred(a, b))
    return sorted(_without_parents(akin, _matches(groups, pairs, rulings)), key=lambda m: m.rank)


def _members(clusters: Iterable[Cluster]) -> Iterator[Members]:
    """Each cluster that has nodes; of several known as one company the first alone is called so."""
    taken = set()
    for cluster in clusters:
        if cluster.nodes:
            yield Members(cluster.id, cluster.nodes, cluster.known if cluster.known not in taken else None)
            taken.add(cluster.known)


def registered(groups: Iterable[Group], names: KnownNames) -> Iterator[Group]:
    """Each company with what it is known as, unless articles describe it as of another country."""
    for group in groups:
        named = group.kind is MentionKind.COMPANY and not group.detached
        found = names.find(group.head) if named else None
        elsewhere = found and group.origin and found.country and group.origin != found.country
        yield replace(group, known=found) if found and not elsewhere else group


def _matches(groups: Groups, pairs: Pairs, rulings: Rulings) -> Iterator[Match]:
    for a, b in pairs:
        if rulings.different(a, b):
            continue
        if found := match(a, b):
            yield found
    yield from rulings.wanted(groups)


def _without_parents(akin: Pairs, matches: Iterable[Match]) -> Iterator[Match]:
    """A short name that stands beside one of its longer ones in some article is a parent's, not a short form."""
    parents = {_shorter(a, b).id for a, b in akin if apart(a, b)}
    for found in matches:
        short = _shorter(found.left, found.right)
        if short.id in parents and kindred(found.left, found.right) and found.score < _CERTAIN:
            yield replace(found, score=min(found.score, _PARENT), reason=f"{found.reason}; parent and subsidiary?")
        else:
            yield found


def _shorter(a: Group, b: Group) -> Group:
    return min((a, b), key=lambda g: (len(g.head.words), g.id))


def _join(left: Cluster, right: Cluster, clusters: dict[str, Cluster]) -> None:
    joined = Cluster(tuple(sorted((*left.groups, *right.groups), key=lambda g: g.id)))
    clusters.update((g.id, joined) for g in joined.groups)


def _excluded(left: Cluster, right: Cluster, rulings: Rulings) -> bool:
    return any(exclusive(a, b, rulings) for a in left.groups for b in right.groups)


def exclusive(a: Group, b: Group, rulings: Rulings) -> bool:
    """Whether two groups cannot be one, whatever else speaks for it."""
    if rulings.same(a, b) or (a.known and a.known == b.known and not rulings.different(a, b)):
        return False
    if rulings.different(a, b) or foreign(a, b) or (apart(a, b) and a.head.squashed != b.head.squashed):
        return True
    return _both_full(a, b) and not _alike(a, b)


def _both_full(a: Group, b: Group) -> bool:
    return all(len(g.head.words) > 1 or g.head.generic for g in (a, b))


def _alike(a: Group, b: Group) -> bool:
    if a.head.key in b.keys or b.head.key in a.keys:
        return True
    compare = people if a.kind is MentionKind.PERSON else likeness
    found = {like for one, other in product(_heads(a), _heads(b)) if (like := compare(one, other)) is not None}
    return bool(found - _SUPPOSED) or (bool(found) and support(a.nodes, b.nodes) >= _SUPPORTED)


def _heads(group: Group) -> tuple[Name, ...]:
    """A group's full name, and the others of what it is known as."""
    several = group.known.names if group.known and group.known.aliases else ()
    return (group.head, *map(parse, several))


def _torn(matches: Iterable[Match], rulings: Rulings) -> frozenset[str]:
    """The groups that match two others well, which exclude each other."""
    wanting: dict[str, list[Group]] = {}
    for found in matches:
        if found.score >= ENOUGH and not exclusive(found.left, found.right, rulings):
            wanting.setdefault(found.left.id, []).append(found.right)
            wanting.setdefault(found.right.id, []).append(found.left)
    return frozenset(
        id_
        for id_, others in wanting.items()
        if any(exclusive(a, b, rulings) for i, a in enumerate(others) for b in others[i + 1 :]) and _short(id_, others)
    )


def _short(id_: str, others: list[Group]) -> bool:
    """A name is torn between fuller ones, never a full name between short ones."""
    words = max(len(id_.partition(":")[2].split()), 1)
    return sum(len(o.head.words) > words or bool(o.head.generic) for o in others) > 1


def _share_out(torn: frozenset[str], matches: list[Match], clusters: dict[str, Cluster]) -> None:
    """Each node of a torn group goes to the cluster that its article speaks for, or stays."""
    for id_ in sorted(torn):
        group = clusters[id_].groups[0]
        wanting = {
            id(c): (c, m.score)
            for m in reversed(matches)
            if m.score >= ENOUGH and id_ in (m.left.id, m.right.id)
            for other in [m.right if m.left.id == id_ else m.left]
            if other.id not in torn
            for c in [clusters[other.id]]
        }
        targets = sorted((c for c, _ in wanting.values()), key=lambda c: c.id)
        kept: list[Node] = []
        for node in group.nodes:
            chosen = _choose(node, targets)
            (chosen.given if chosen else kept).append(node)
        clusters[id_] = Cluster((Group(group.id, group.kind, tuple(kept)),))


def _choose(node: Node, targets: list[Cluster]) -> Cluster | None:
    open_to = [t for t in targets if all(n.article != node.article for g in t.groups for n in g.nodes)]
    scored = sorted(
        ((support([node], (n for g in t.groups for n in g.nodes)), t.id, t) for t in open_to),
        key=lambda s: (-s[0], s[1]),
    )
    if not scored:
        return None
    if len(scored) == 1 or scored[0][0] >= scored[1][0] + _LEAD:
        return scored[0][2]
    largest = sorted(open_to, key=lambda t: (-len(t.nodes), t.id))
    return largest[0] if len(largest[0].nodes) >= _DOMINANT * max(len(largest[1].nodes), 1) else None
