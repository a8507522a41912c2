"""The deals and the near-copies that an update can change."""

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations

from kg.linking.deals import blocks_of, gather_deals, matched, standing
from kg.linking.doubts import deal_doubts
from kg.linking.index import Shelf, Space
from kg.linking.judgements import Rulings
from kg.linking.reports import Report
from kg.linking.syndication import bands, copies_of, signature
from kg.linking.world import Pair, Place, deal_id, deals_of, reports_of
from kg.model import Article, Deal
from kg.records import to_json

Groups = tuple[tuple[str, ...], ...]


class Deals:
    """The deals of one update."""

    def __init__(
        self,
        shelf: Shelf,
        pair: Callable[[str], Pair | None],
        where: Callable[[str], Mapping[Place, str]],
        rulings: Rulings,
    ) -> None:
        self._shelf, self._pair, self._where, self._rulings = shelf, pair, where, rulings
        self._read: dict[str, tuple[Report, ...]] = {}

    def update(self, articles: Iterable[str]) -> tuple[set[str], tuple[Deal, ...]]:
        """The ids of the deals that are recomputed, as they were, and the deals that come of it.

        Reports with the same two parties are looked at together, since one may tell what another one changes: those of
        an article that went, too.
        """
        dirty = set(articles)
        old, left = self._shelf.of(Space.TOLD, dirty), self._shelf.of(Space.PAIR, dirty)
        for article in dirty:
            self._shelf.put(Space.PAIR, article, {b for r in self._reports(article) for b in self._blocks(r)})
        start = {r for a in dirty for r in self._reports(a)} | self._told(old) | self._in(left)
        mine = self._closed(start)
        mine = self._closed(mine | self._beside(mine))
        every = gather_deals(self._closed(mine | self._beside(mine)), self._rulings)
        every = standing(every, self._rulings)
        deals = deals_of(every)
        of = {deal_id(reports): reports for reports in every}
        kept = tuple(d for d in deals if set(of[d.id]) <= mine)
        old |= self._shelf.of(Space.TOLD, {r.ref.article for r in mine}) & self._ids(mine)
        self._note(dirty | {r.ref.article for r in mine}, mine, kept)
        self._note_doubts(old | {d.id for d in kept}, mine, every)
        return old, kept

    def _blocks(self, report: Report) -> frozenset[str]:
        return blocks_of(report, self._rulings)

    def _reports(self, article: str) -> tuple[Report, ...]:
        if article not in self._read:
            pair = self._pair(article)
            found = reports_of(*pair, self._where(article), self._rulings) if pair else ()
            self._read[article] = tuple(found)
        return self._read[article]

    def _told(self, deals: Iterable[str]) -> set[Report]:
        """The reports that were in some deals until now."""
        wanted = set(deals)
        articles = self._shelf.having(Space.TOLD, wanted)
        return {r for a in articles for r in self._reports(a) if self._was(a).get(r.ref.index) in wanted}

    def _was(self, article: str) -> dict[int, str]:
        lines = (line.split("\t") for line in self._shelf.of(Space.CLAIM, [article]))
        return {int(index): id_ for index, id_ in lines}

    def _ids(self, reports: Iterable[Report]) -> set[str]:
        return {id_ for r in reports if (id_ := self._was(r.ref.article).get(r.ref.index))}

    def _closed(self, reports: Iterable[Report]) -> set[Report]:
        """Reports with all that match them, and what matches those."""
        closed, frontier = set[Report](), set(reports)
        while frontier:
            closed |= frontier
            frontier = {other for r in frontier for other in self._sharing(r, self._blocks(r)) if self._match(r, other)}
            frontier -= closed
        return closed

    def _match(self, a: Report, b: Report) -> bool:
        return matched(a, b, self._rulings) is not None

    def _beside(self, reports: Iterable[Report]) -> set[Report]:
        return self._in({" ".join(pair) for r in reports for pair in combinations(sorted(r.entities), 2)})

    def _in(self, blocks: set[str]) -> set[Report]:
        """The reports that are in some blocks."""
        articles = self._shelf.having(Space.PAIR, blocks)
        return {r for a in articles for r in self._reports(a) if not blocks.isdisjoint(self._blocks(r))}

    def _sharing(self, report: Report, blocks: frozenset[str]) -> Iterable[Report]:
        for article in self._shelf.having(Space.PAIR, blocks):
            yield from (r for r in self._reports(article) if r.key != report.key and self._blocks(r) & blocks)

    def _note(self, articles: Iterable[str], mine: set[Report], kept: Iterable[Deal]) -> None:
        now = {(c.article, c.index): d.id for d in kept for c in d.claims}
        for article in articles:
            was = self._was(article)
            new = {
                r.ref.index: id_
                for r in self._reports(article)
                if (id_ := now.get((article, r.ref.index)) if r in mine else was.get(r.ref.index))
            }
            self._shelf.put(Space.CLAIM, article, {f"{index}\t{id_}" for index, id_ in new.items()})
            self._shelf.put(Space.TOLD, article, set(new.values()))

    def _note_doubts(self, deals: set[str], mine: set[Report], every: Iterable[tuple[Report, ...]]) -> None:
        """Keep the doubts about deals that were recomputed, in place of those that were kept about them."""
        for key in self._shelf.having(Space.DOUBT, deals):
            self._shelf.put(Space.DOUBT, key, ())
            self._shelf.put(Space.RECORD, key, ())
        for one, other, doubt in deal_doubts(every, self._rulings):
            if not mine.isdisjoint((*one, *other)):
                key = f"{doubt.left}\t{doubt.right}"
                self._shelf.put(Space.DOUBT, key, (doubt.left, doubt.right))
                self._shelf.put(Space.RECORD, key, [to_json(doubt).decode()])


class Copies:
    """The near-copies of one update."""

    def __init__(self, shelf: Shelf, pair: Callable[[str], Pair | None]) -> None:
        self._shelf, self._pair = shelf, pair

    def update(self, touched: Iterable[str]) -> tuple[Groups, Groups]:
        """The groups of copies that some articles were in, and those that hold them or their former fellows now."""
        changed = set(touched)
        fellows = changed | self._shelf.of(Space.COPY, changed)
        for article in changed:
            found = self._article(article)
            self._shelf.put(Space.BAND, article, bands(signature(found)) if found else ())
        old = {tuple(sorted(group)) for a in fellows if (group := self._shelf.of(Space.COPY, [a]))}
        closed, frontier = set[str](), {a for a in fellows if self._article(a)}
        while frontier:
            closed |= frontier
            frontier = {other for a in frontier for other in self._near(a)} - closed
        old |= {tuple(sorted(group)) for a in closed if (group := self._shelf.of(Space.COPY, [a]))}
        new = copies_of([found for a in closed if (found := self._article(a))])
        self._note(fellows | closed, new)
        return tuple(sorted(old)), new

    def _article(self, id_: str) -> Article | None:
        pair = self._pair(id_)
        return pair[0] if pair else None

    def _near(self, id_: str) -> set[str]:
        """The articles that are near-copies of one."""
        mine = self._article(id_)
        others = self._shelf.having(Space.BAND, self._shelf.of(Space.BAND, [id_])) - {id_}
        found = [a for o in sorted(others) if (a := self._article(o))]
        return {a for group in (copies_of([mine, o]) for o in found) for g in group for a in g} if mine else set()

    def _note(self, articles: Iterable[str], groups: Groups) -> None:
        group = {member: members for members in groups for member in members}
        for article in articles:
            self._shelf.put(Space.COPY, article, group.get(article, ()))
