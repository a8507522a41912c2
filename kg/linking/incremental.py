"""A world kept up to date: an article that comes, changes or goes changes what it touches and nothing else.

What is recomputed is closed under every comparison that can matter, so the world is the one that
:func:`kg.linking.world.link` makes of all articles, in whatever order they came. The cost of an update depends on how
many articles name the same companies, not on how many there are.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from kg.linking.entities import gather, matches_among, registered
from kg.linking.groups import groups_of
from kg.linking.homonyms import told_apart
from kg.linking.index import Links, Shelf, Space
from kg.linking.judgements import rulings_of
from kg.linking.known import Known, KnownNames, listed
from kg.linking.neighbours import Copies, Deals
from kg.linking.nodes import Node, nodes_of
from kg.linking.summary import entity_of
from kg.linking.support import ENOUGH
from kg.linking.world import Pair, Place, place, ties_of
from kg.model import Deal, Entity, Judgement, MentionKind, Tie, World
from kg.records import from_json, to_json

T = TypeVar("T")
Find = Callable[[str], Pair | None]


@dataclass(frozen=True, slots=True)
class Update:
    """The records that may have changed, as they were and as they are; doubts are not among them."""

    before: World
    after: World


class Linker:
    """Links articles as they come. ``links`` is what it remembers, ``find`` gives an article with its reading, or None.

    Judgements and known names are those of every update so far: where they change, all is linked anew
    (:meth:`update` with every article, after the links are dropped).
    """

    def __init__(
        self, links: Links, find: Find, judgements: Iterable[Judgement] = (), known: Iterable[Known] | None = None
    ) -> None:
        self._shelf = Shelf(links)
        self._find = find
        self._rulings = rulings_of(judgements)
        self._names = KnownNames(listed() if known is None else known)
        self._read: dict[str, tuple[Pair | None, tuple[Node, ...]]] = {}

    def update(self, changed: Iterable[str]) -> Update:
        """Take in articles (ids) that are new, changed or gone."""
        touched = frozenset(changed)
        self._read = {}
        dirty = self._shelf.of(Space.IDENTITY, touched) | self._members(self._shelf.of(Space.MEMBER, touched))
        for article in touched:
            self._index(article)
        made, articles = self._entities(dirty | self._shelf.of(Space.IDENTITY, touched), touched)
        old, moved = self._place(made, articles)
        deals = Deals(self._shelf, self._pair, self._where, self._rulings).update(touched | moved)
        copies = Copies(self._shelf, self._pair).update(touched)
        return self._report(made, old, articles, deals, copies)

    def _load(self, article: str) -> tuple[Pair | None, tuple[Node, ...]]:
        if article not in self._read:
            pair = self._find(article)
            self._read[article] = pair, nodes_of(*pair) if pair else ()
        return self._read[article]

    def _pair(self, article: str) -> Pair | None:
        return self._load(article)[0]

    def _index(self, article: str) -> None:
        nodes = self._load(article)[1]
        self._shelf.put(Space.IDENTITY, article, {n.identity for n in nodes})
        self._shelf.put(Space.BLOCK, article, {block for n in nodes for block in self._blocks(n)})

    def _blocks(self, node: Node) -> frozenset[str]:
        known = self._names.find(node.head) if node.kind is MentionKind.COMPANY else None
        return node.blocks | {f"known {known.name}"} if known else node.blocks

    def _called(self, identities: Iterable[str]) -> set[Node]:
        wanted = set(identities)
        articles = self._shelf.having(Space.IDENTITY, wanted)
        return {n for a in sorted(articles) for n in self._load(a)[1] if n.identity in wanted}

    def _around(self, nodes: Iterable[Node]) -> set[str]:
        """The identities that share a block with nodes, or that somebody judged the same."""
        keys = {block for n in nodes for block in self._blocks(n)} | self._rulings.blocks()
        articles = self._shelf.having(Space.BLOCK, keys)
        return {n.identity for a in articles for n in self._load(a)[1] if not keys.isdisjoint(self._blocks(n))}

    def _mates(self, nodes: Iterable[Node]) -> set[str]:
        """The identities that were in one entity with nodes until now."""
        return self._members({id_ for n in nodes if (id_ := self._where(n.article).get(place(n)))})

    def _members(self, entities: set[str]) -> set[str]:
        """The identities of the nodes that some entities had until now."""
        articles = self._shelf.having(Space.MEMBER, entities)
        return {n.identity for a in articles for n in self._load(a)[1] if self._where(a).get(place(n)) in entities}

    def _entities(
        self, dirty: set[str], touched: frozenset[str]
    ) -> tuple[tuple[tuple[Entity, tuple[Node, ...]], ...], set[str]]:
        """Entities whose members may have changed, with their nodes, and every article that they are in."""
        settled, frontier, nodes, around = set[str](), dirty, set[Node](), set[Node]()
        while frontier:
            settled |= frontier
            nodes |= self._called(frontier)
            around = self._called(self._around(nodes) - settled)
            groups = tuple(registered(told_apart(groups_of(nodes | around)), self._names))
            matched = (m for m in matches_among(groups, self._rulings) if m.score >= ENOUGH)
            pairs = [(m.left.nodes[0].identity, m.right.nodes[0].identity) for m in matched]
            reached = {end for pair in pairs if settled & set(pair) for end in pair}
            frontier = (reached | self._mates(self._called(frontier))) - settled
        gathered = gather(nodes | around, self._rulings, self._names).entities
        mine = (m for m in gathered if all(n.identity in settled for n in m.nodes))
        return tuple((entity_of(m), m.nodes) for m in mine), {n.article for n in nodes} | touched

    def _where(self, article: str) -> dict[Place, str]:
        """Which entity each name of an article stood for at last."""
        found = {}
        for line in self._shelf.of(Space.PLACE, [article]):
            kind, name, id_ = line.split("\t")
            found[article, MentionKind(kind), name] = id_
        return found

    def _place(
        self, made: Iterable[tuple[Entity, tuple[Node, ...]]], articles: Iterable[str]
    ) -> tuple[set[str], set[str]]:
        """Note where each name belongs now; the entities that names were of, and the articles where that changed."""
        now = {place(n): entity.id for entity, nodes in made for n in nodes}
        old, moved = set[str](), set[str]()
        for article in articles:
            was, here = self._where(article), [place(n) for n in self._load(article)[1]]
            new = {p: now.get(p) or was[p] for p in here}
            old |= {id_ for p, id_ in was.items() if p in now or p not in new}
            if new != was:
                moved.add(article)
                self._shelf.put(
                    Space.PLACE, article, {f"{kind}\t{name}\t{id_}" for (_, kind, name), id_ in new.items()}
                )
                self._shelf.put(Space.MEMBER, article, set(new.values()))
        return old, moved

    def _report(
        self,
        made: tuple[tuple[Entity, tuple[Node, ...]], ...],
        old: set[str],
        articles: set[str],
        deals: tuple[set[str], tuple[Deal, ...]],
        copies: tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]],
    ) -> Update:
        entities = [entity for entity, _ in made]
        ends = old | {e.id for e in entities}
        gone_deals, new_deals = deals
        was = World(
            tuple(self._recorded(old, Entity)),
            tuple(self._recorded(gone_deals, Deal)),
            tuple(self._recorded(self._shelf.having(Space.BOND, ends), Tie)),
            copies[0],
        )
        ties = self._ties(ends, articles)
        self._record(was, entities, new_deals, ties)
        others = {end for t in ties for end in (t.subject, t.object)} - {e.id for e in entities}
        known = (*entities, *self._recorded(others, Entity))
        return Update(was, World(tuple(sorted(known, key=lambda e: e.id)), new_deals, ties, copies[1]))

    def _ties(self, ends: set[str], articles: set[str]) -> tuple[Tie, ...]:
        pairs = [pair for a in sorted(articles) if (pair := self._pair(a))]
        where = {p: id_ for article, _ in pairs for p, id_ in self._where(article.id).items()}
        return tuple(t for t in ties_of(pairs, where) if {t.subject, t.object} & ends)

    def _record(self, was: World, entities: list[Entity], deals: tuple[Deal, ...], ties: tuple[Tie, ...]) -> None:
        for id_ in (*(e.id for e in was.entities), *(d.id for d in was.deals)):
            self._shelf.put(Space.RECORD, id_, ())
        for tie in was.ties:
            self._shelf.put(Space.RECORD, key_of(tie), ())
            self._shelf.put(Space.BOND, key_of(tie), ())
        for entity in entities:
            self._shelf.put(Space.RECORD, entity.id, [to_json(entity).decode()])
        for deal in deals:
            self._shelf.put(Space.RECORD, deal.id, [to_json(deal).decode()])
        for tie in ties:
            self._shelf.put(Space.RECORD, key_of(tie), [to_json(tie).decode()])
            self._shelf.put(Space.BOND, key_of(tie), [tie.subject, tie.object])

    def _recorded(self, ids: Iterable[str], kind: type[T]) -> list[T]:
        found = self._shelf.links.links(Space.RECORD, sorted(ids))
        return [from_json(values[0], kind) for _, values in sorted(found.items())]


def key_of(tie: Tie) -> str:
    """What a tie is kept by.

    >>> from kg.model import Predicate
    >>> key_of(Tie("person-a", Predicate.CEO_OF, "company-b", ()))
    'person-a ceo_of company-b'
    """
    return f"{tie.subject} {tie.predicate} {tie.object}"
