"""A world kept up to date: an article that comes, changes or goes changes what it touches and nothing else.

What is recomputed is closed under every comparison that can matter, so the world is the one that
:func:`kg.linking.world.link` makes of all articles, in whatever order they came. The cost of an update depends on how
many articles name the same companies, not on how many there are.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from kg.kinds import MentionKind
from kg.linking.entities import called, doubt_of, gather_groups, matches_among
from kg.linking.groups import Group
from kg.linking.index import Links, Shelf, Space
from kg.linking.judgements import rulings_of
from kg.linking.known import Known, KnownNames, listed
from kg.linking.neighbours import Copies, Deals, Groups
from kg.linking.nodes import Node, facing, nodes_of
from kg.linking.summary import entity_of
from kg.linking.support import DOUBTFUL, ENOUGH, Match
from kg.linking.world import Pair, Place, place, ties_of
from kg.model import Deal, Entity, Judgement, Tie, World
from kg.records import from_json, to_json

T = TypeVar("T")
_KEPT = 10_000  # articles whose names are kept taken apart from one update to the next
Find = Callable[[str], Pair | None]


@dataclass(frozen=True, slots=True)
class Update:
    """The records that may have changed, as they were and as they are; doubts are not among them."""

    before: World
    after: World


Ends = tuple[str, str]
Made = tuple[tuple[Entity, tuple[Node, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Settled:
    """What came of looking at some identities and their nodes: entities, who matches whom, and what is in doubt."""

    identities: set[str]
    nodes: set[Node]
    made: Made
    matches: list[Ends]
    doubts: tuple[Match, ...]


class Linker:
    """Links articles as they come. ``links`` is what it remembers, ``find`` gives an article with its reading, or None.

    Judgements are those of every update so far, but for those on what this one touches. Where known names change, all
    is linked anew (:meth:`update` with every article, after the links are dropped). Articles that changed and wait for
    an update of their own are not to be found meanwhile.
    """

    def __init__(
        self, links: Links, find: Find, judgements: Iterable[Judgement] = (), known: Iterable[Known] | None = None
    ) -> None:
        self._shelf = Shelf(links)
        self._find = find
        self._rulings = rulings_of(judgements)
        self._names = KnownNames(listed() if known is None else known)
        self._read: dict[str, tuple[Pair, tuple[Node, ...]]] = {}

    def update(self, changed: Iterable[str]) -> Update:
        """Take in articles (ids) that are new, changed or gone."""
        touched = frozenset(changed)
        self._let_go(touched)
        dirty = self._shelf.of(Space.IDENTITY, touched)
        for article in touched:
            self._index(article)
        found = self._entities(dirty | self._shelf.of(Space.IDENTITY, touched))
        self._note_matches(found)
        articles = {n.article for n in found.nodes} | touched
        old, moved = self._place(found.made, articles)
        copies = Copies(self._shelf, self._pair).update(touched)
        again = touched | moved | _regrouped(*copies)
        deals = Deals(self._shelf, self._pair, self._where, self._rulings).update(again)
        return self._report(found.made, old, articles, deals, copies)

    def _let_go(self, touched: frozenset[str]) -> None:
        if len(self._read) > _KEPT:
            self._read = {}
        for article in touched:
            self._read.pop(article, None)

    def _load(self, article: str) -> tuple[Pair | None, tuple[Node, ...]]:
        if article not in self._read:
            pair = self._find(article)
            if pair is None:
                return None, ()
            self._read[article] = pair, nodes_of(*pair, self._rulings.detached(article))
        return self._read[article]

    def _pair(self, article: str) -> Pair | None:
        return self._load(article)[0]

    def _index(self, article: str) -> None:
        nodes = self._load(article)[1]
        self._shelf.put(Space.IDENTITY, article, {n.identity for n in nodes})
        self._shelf.put(Space.BLOCK, article, {block for n in nodes for block in self._blocks(n)})

    def _blocks(self, node: Node) -> frozenset[str]:
        named = node.kind is MentionKind.COMPANY and not node.detached
        known = self._names.find(node.head) if named else None
        return node.blocks | {f"known {known.name}"} if known else node.blocks

    def _called(self, identities: Iterable[str]) -> set[Node]:
        wanted = set(identities)
        articles = self._shelf.having(Space.IDENTITY, wanted)
        return {n for a in sorted(articles) for n in self._load(a)[1] if n.identity in wanted}

    def _around(self, nodes: Iterable[Node]) -> set[str]:
        """The identities in the blocks that face those of nodes, or that somebody judged the same."""
        own = {block for n in nodes for block in self._blocks(n)}
        keys = {facing(block) for block in own} | self._rulings.beside(own)
        articles = self._shelf.having(Space.BLOCK, keys)
        return {n.identity for a in articles for n in self._load(a)[1] if not keys.isdisjoint(self._blocks(n))}

    def _entities(self, dirty: set[str]) -> _Settled:
        """Every entity whose members may have changed: all that matches, or did, is looked at together."""
        settled, frontier, nodes, around = set[str](), dirty, set[Node](), set[Node]()
        groups, matches, strong = tuple[Group, ...](), list[Match](), list[Ends]()
        while frontier:
            settled |= frontier
            nodes |= self._called(frontier)
            around = self._called(self._around(nodes) - settled)
            groups, matches = self._matched(nodes | around)
            strong = [_ends(m) for m in matches if m.score >= ENOUGH]
            reached = {end for pair in strong for end in pair if not settled.isdisjoint(pair)}
            frontier = (reached | self._shelf.of(Space.MATCH, frontier)) - settled
        near = nodes | around
        far = self._called(self._around(_doubted(near, matches, settled)) - settled)
        every = (groups, matches) if far <= near else self._matched(near | far)
        gathered = gather_groups(*every, self._rulings)
        mine = (m for m in gathered.entities if all(n.identity in settled for n in m.nodes))
        doubts = tuple(m for m in gathered.doubts if not settled.isdisjoint(_ends(m)))
        return _Settled(settled, nodes, tuple((entity_of(m), m.nodes) for m in mine), strong, doubts)

    def _matched(self, nodes: Iterable[Node]) -> tuple[tuple[Group, ...], list[Match]]:
        """The groups of nodes, and which of them match, one with the other."""
        groups = called(nodes, self._names)
        return groups, matches_among(groups, self._rulings)

    def _note_matches(self, found: _Settled) -> None:
        beside: dict[str, set[str]] = {identity: set() for identity in found.identities}
        for one, other in found.matches:
            if one in beside and other in beside:
                beside[one].add(other)
                beside[other].add(one)
        for identity, others in beside.items():
            self._shelf.put(Space.MATCH, identity, others - {identity})
        for key in self._shelf.having(Space.DOUBT, found.identities):
            self._keep(key, Space.DOUBT)
        for match in found.doubts:
            self._keep(f"{match.left.id}\t{match.right.id}", Space.DOUBT, _ends(match), doubt_of(match))

    def _keep(self, key: str, space: Space, ends: Iterable[str] = (), record: object = None) -> None:
        """Keep a record by its key and ends, or none any more."""
        self._shelf.put(space, key, ends)
        self._shelf.put(Space.RECORD, key, [to_json(record).decode()] if record is not None else ())

    def _where(self, article: str) -> dict[Place, str]:
        """Which entity each name of an article stood for at last."""
        found = {}
        for line in self._shelf.of(Space.PLACE, [article]):
            kind, name, id_ = line.split("\t")
            found[article, MentionKind(kind), name] = id_
        return found

    def _place(self, made: Made, articles: Iterable[str]) -> tuple[tuple[Entity, ...], set[str]]:
        """Note where each name belongs now; the entities that names were of, and the articles where that changed."""
        now = {place(n): entity.id for entity, nodes in made for n in nodes}
        old, moved = dict[str, set[str]](), set[str]()
        for article in articles:
            was, here = self._where(article), [place(n) for n in self._load(article)[1]]
            new = {p: now.get(p) or was[p] for p in here}
            for id_ in {id_ for p, id_ in was.items() if p in now or p not in new}:
                old.setdefault(id_, set()).add(article)
            if new != was:
                moved.add(article)
                lines = {f"{kind}\t{name}\t{id_}" for (_, kind, name), id_ in new.items()}
                self._shelf.put(Space.PLACE, article, lines)
        # An article that waited for its turn may name by an id what has passed to others meanwhile.
        named = (e for e in self._recorded(old, Entity) if any(m.article in old[e.id] for m in e.mentions))
        return tuple(named), moved

    def _report(
        self,
        made: Made,
        old: tuple[Entity, ...],
        articles: set[str],
        deals: tuple[set[str], tuple[Deal, ...]],
        copies: tuple[Groups, Groups],
    ) -> Update:
        entities = [entity for entity, _ in made]
        ends = {e.id for e in (*old, *entities)}
        gone_deals, new_deals = deals
        was = World(
            old,
            tuple(self._recorded(gone_deals, Deal)),
            tuple(self._recorded(self._shelf.having(Space.BOND, ends), Tie)),
            copies[0],
        )
        ties = self._ties(ends, articles)
        self._record(was, entities, new_deals, ties)
        others = {end for t in ties for end in (t.subject, t.object)} - {e.id for e in entities}
        known = (*entities, *self._recorded(others, Entity))
        telling = {c.article for d in new_deals for c in d.claims}
        groups = {tuple(sorted(group)) for a in telling if (group := self._shelf.of(Space.COPY, [a]))}
        after = World(tuple(sorted(known, key=lambda e: e.id)), new_deals, ties, tuple(sorted(groups | set(copies[1]))))
        return Update(was, after)

    def _ties(self, ends: set[str], articles: set[str]) -> tuple[Tie, ...]:
        pairs = [pair for a in sorted(articles) if (pair := self._pair(a))]
        where = {p: id_ for article, _ in pairs for p, id_ in self._where(article.id).items()}
        return tuple(t for t in ties_of(pairs, where) if {t.subject, t.object} & ends)

    def _record(self, was: World, entities: list[Entity], deals: tuple[Deal, ...], ties: tuple[Tie, ...]) -> None:
        for id_ in (*(e.id for e in was.entities), *(d.id for d in was.deals)):
            self._shelf.put(Space.RECORD, id_, ())
        for tie in was.ties:
            self._keep(key_of(tie), Space.BOND)
        for id_, record in (*((e.id, e) for e in entities), *((d.id, d) for d in deals)):
            self._shelf.put(Space.RECORD, id_, [to_json(record).decode()])
        for tie in ties:
            self._keep(key_of(tie), Space.BOND, (tie.subject, tie.object), tie)

    def _recorded(self, ids: Iterable[str], kind: type[T]) -> list[T]:
        found = self._shelf.links.links(Space.RECORD, sorted(ids))
        return [from_json(values[0], kind) for _, values in sorted(found.items())]


def _doubted(nodes: set[Node], matches: Iterable[Match], settled: set[str]) -> set[Node]:
    """The nodes that those settled might be one with, by a person's leave: what is beside them counts, too."""
    pairs = (_ends(m) for m in matches if m.score >= DOUBTFUL)
    ends = {end for pair in pairs if not settled.isdisjoint(pair) for end in pair} - settled
    return {n for n in nodes if n.identity in ends}


def _ends(found: Match) -> Ends:
    """The identities of the two that match: the parts of a group told apart have one."""
    return found.left.nodes[0].identity, found.right.nodes[0].identity


def _regrouped(before: Groups, after: Groups) -> set[str]:
    """The articles whose copies are others than before."""
    return {article for group in set(before) ^ set(after) for article in group}


def key_of(tie: Tie) -> str:
    """What a tie is kept by.

    >>> from kg.kinds import Predicate
    >>> key_of(Tie("person-a", Predicate.CEO_OF, "company-b", ()))
    'person-a ceo_of company-b'
    """
    return f"{tie.subject} {tie.predicate} {tie.object}"
