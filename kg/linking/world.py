"""Readings to the :class:`~kg.model.World`: entities, deals with their history, ties, near-copies and doubts."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.kinds import MentionKind, Predicate
from kg.linking.amendments import amended, says_change
from kg.linking.deals import gather_deals, standing
from kg.linking.doubts import deal_doubts
from kg.linking.entities import doubt_of, gather
from kg.linking.history import history_of
from kg.linking.judgements import Rulings, rulings_of
from kg.linking.known import Known, KnownNames, listed
from kg.linking.nodes import Node, head_of, nodes_of
from kg.linking.reports import Report
from kg.linking.summary import deal_of, entity_of
from kg.linking.syndication import copies_of
from kg.model import (
    Article,
    ClaimRef,
    Deal,
    Doubt,
    Entity,
    Evidence,
    Judgement,
    Reading,
    Span,
    Tie,
    TimeSpan,
    World,
    claim_key,
)
from kg.values.calendar import to_iso

Pair = tuple[Article, Reading]
Place = tuple[str, MentionKind, str]
_KINSHIP = {Predicate.SUBSIDIARY_OF, Predicate.OWNS_STAKE_IN, Predicate.BACKED_BY}


def link(pairs: Iterable[Pair], judgements: Iterable[Judgement] = (), known: Iterable[Known] | None = None) -> World:
    """What all readings together say. Nothing depends on the order of the pairs or of the judgements.

    An article that comes twice counts once. ``judgements`` override what linking would decide; ``known`` are names with
    identifiers (:func:`kg.linking.known.from_csv`), the listed companies unless others are given.
    """
    by_id = {article.id: (article, reading) for article, reading in pairs}
    every = [by_id[id_] for id_ in sorted(by_id)]
    rulings = rulings_of(judgements)
    names = KnownNames(listed() if known is None else known)
    gathered = gather((n for a, r in every for n in nodes_of(a, r, rulings.detached(a.id))), rulings, names)
    entities = [entity_of(members) for members in gathered.entities]
    where = {place(n): e.id for e, members in zip(entities, gathered.entities, strict=True) for n in members.nodes}
    reports = (r for pair in every for r in reports_of(*pair, where, rulings))
    deals = standing(gather_deals(reports, rulings), rulings)
    return World(
        entities=tuple(sorted(entities, key=lambda e: e.id)),
        deals=deals_of(deals),
        ties=ties_of(every, where),
        syndicated=copies_of(article for article, _ in every),
        doubts=in_order((*map(doubt_of, gathered.doubts), *(doubt for *_, doubt in deal_doubts(deals, rulings)))),
    )


def in_order(doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    """Doubts as a world has them: by what they are about."""
    return tuple(sorted(doubts, key=lambda d: (d.left, d.right, d.reason)))


def place(node: Node) -> Place:
    """Where a node stands: article, kind, name."""
    return node.article, node.kind, node.name


def reports_of(article: Article, reading: Reading, where: Mapping[Place, str], rulings: Rulings) -> Iterator[Report]:
    """The claims of one article that nobody judged wrong, with the entities that they are about."""
    named = {n.name: n for n in reading.companies}
    kin = _kin(article, reading, where)
    for index, claim in enumerate(reading.claims):
        key = claim_key(reading, index)
        parties = {
            (entity, party.role): head_of(named[party.company])
            for party in claim.parties
            if (entity := where.get((article.id, MentionKind.COMPANY, party.company)))
        }
        if key not in rulings.wrong and parties:
            yield Report(
                ClaimRef(article.id, index),
                key,
                claim,
                article,
                tuple(sorted(parties)),
                names={entity: name for (entity, _), name in parties.items()},
                kin=kin,
                changes=says_change(article, claim, index),
                dates=tuple(_dates_in(reading, claim.evidence.span)),
            )


def _kin(article: Article, reading: Reading, where: Mapping[Place, str]) -> frozenset[frozenset[str]]:
    ends = (
        [where.get((article.id, MentionKind.COMPANY, name)) for name in (r.subject, r.object)]
        for r in reading.relations
        if r.predicate in _KINSHIP
    )
    return frozenset(frozenset((one, other)) for one, other in ends if one and other and one != other)


def _dates_in(reading: Reading, span: Span) -> Iterator[TimeSpan]:
    for mention in reading.mentions:
        if isinstance(mention.value, TimeSpan) and span.start <= mention.span.start < span.end:
            yield mention.value


def deal_id(reports: tuple[Report, ...]) -> str:
    """A deal's lasting name: by its earliest report."""
    return f"deal-{reports[0].key}"


def deals_of(gathered: tuple[tuple[Report, ...], ...]) -> tuple[Deal, ...]:
    """The deals that gathered reports tell, by id."""
    by_id = {deal_id(reports): reports for reports in gathered}
    changes = amended(by_id)
    made = (deal_of(id_, reports, history_of(reports), changes.get(id_)) for id_, reports in by_id.items())
    return tuple(sorted(made, key=lambda d: d.id))


def ties_of(every: Iterable[Pair], where: Mapping[Place, str]) -> tuple[Tie, ...]:
    """The relations that articles tell, between entities; one that several tell has the evidence of each."""
    found: dict[tuple[str, Predicate, str], set[Evidence]] = {}
    for article, reading in every:
        for r in reading.relations:
            ends = [_end(where, article.id, name) for name in (r.subject, r.object)]
            if ends[0] and ends[1] and ends[0] != ends[1]:
                found.setdefault((ends[0], r.predicate, ends[1]), set()).add(r.evidence)
    order = lambda e: (e.article, e.span, e.found_by)  # noqa: E731
    return tuple(Tie(*key, tuple(sorted(evidence, key=order))) for key, evidence in sorted(found.items()))


def _end(where: Mapping[Place, str], article: str, name: str) -> str | None:
    return where.get((article, MentionKind.COMPANY, name)) or where.get((article, MentionKind.PERSON, name))


def world_json(world: World, articles: Iterable[Article]) -> dict[str, Any]:
    """The world as the story scorer takes it: articles by their key, claims by article key and index."""
    by_id = {a.id: a for a in articles}
    return {
        "entities": [_entity_json(e, by_id) for e in world.entities],
        "deals": [_deal_json(d, by_id) for d in world.deals],
        "syndicated": [[by_id[a].key for a in group] for group in world.syndicated],
    }


def _entity_json(entity: Entity, by_id: Mapping[str, Article]) -> dict[str, Any]:
    mentions = [{"article": by_id[m.article].key, "text": m.text} for m in entity.mentions]
    return {"id": entity.id, "name": entity.name, "mentions": mentions}


def _deal_json(deal: Deal, by_id: Mapping[str, Article]) -> dict[str, Any]:
    return {
        "id": deal.id,
        "type": deal.kind,
        "parties": [{"entity": p.entity, "role": p.role} for p in deal.parties],
        "claims": [{"article": by_id[c.article].key, "index": c.index} for c in deal.claims],
        "amends": deal.amends,
        "status": deal.status,
        "history": [
            {"status": s.status, "date": _date(s.on, by_id[s.claim.article]), "article": by_id[s.claim.article].key}
            for s in deal.history
        ],
    }


def _date(on: Any, article: Article) -> str | None:
    if on is not None:
        return to_iso(on)
    return article.published.isoformat() if article.published else None
