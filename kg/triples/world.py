"""The whole world as quads: entities, deals, ties, copies, and the sums over them."""

from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from kg.iris import deal_iri, entity_iri
from kg.kinds import Firmness, Predicate
from kg.model import Article, Deal, Entity, Reading, Tie, World
from kg.triples.deals import Sources, deal_quads
from kg.triples.entities import copy_quads, entity_quads, tie_quads
from kg.triples.facts import DealFacts, facts_of
from kg.triples.sums import Sums, Total
from kg.triples.totals import add_to, bonds, deal_marks, total_quads

Find = Callable[[str], tuple[Article, Reading]]
"""An article and its reading by the article's id."""

OWNING = ((Predicate.OWNS_STAKE_IN, False), (Predicate.SUBSIDIARY_OF, True), (Predicate.BACKED_BY, True))
"""Ties by which one company owns part of another, and whether they are read from the one owned."""


def world_quads(world: World, find: Find) -> Iterator[Quad]:
    """The world graph and the totals, deal by deal, so that a large world needs little room beside itself."""
    sources = Sources(find, copies(world.syndicated, find))
    for entity in world.entities:
        yield from entity_quads(entity)
    for copy, first in sources.copies.items():
        yield from copy_quads(copy, first)
    names = surfaces(world.entities)
    for tie in world.ties:
        yield from tie_quads(tie, sources, names)
    sums: dict[Total, Sums] = {}
    for quads, deal in _deals(world.deals, sources):
        yield from quads
        add_to(sums, deal)
    yield from _totals(sums, owned(world.ties))


def copies(groups: Iterable[tuple[str, ...]], find: Find) -> dict[str, str]:
    """Each copy's first telling: the earliest published of its group, the smallest id among equals."""
    made: dict[str, str] = {}
    for group in groups:
        dated = {article: find(article)[0].published for article in group}
        first = min(group, key=lambda article: (dated[article] is None, dated[article], article))
        made |= {article: first for article in group if article != first}
    return made


def surfaces(entities: Iterable[Entity]) -> dict[str, frozenset[str]]:
    """The forms each entity (id) is named by."""
    return {entity.id: frozenset(mention.text for mention in entity.mentions) for entity in entities}


def owned(ties: Iterable[Tie]) -> frozenset[tuple[NamedNode, NamedNode]]:
    """Owner and owned, by ties."""
    turned = dict(OWNING)
    return frozenset(
        (entity_iri(tie.object), entity_iri(tie.subject)) if turned[tie.predicate] else _ends(tie)
        for tie in ties
        if tie.predicate in turned
    )


def _ends(tie: Tie) -> tuple[NamedNode, NamedNode]:
    return entity_iri(tie.subject), entity_iri(tie.object)


def _deals(deals: Iterable[Deal], sources: Sources) -> Iterator[tuple[list[Quad], DealFacts]]:
    amenders: dict[str, list[Deal]] = {}
    for deal in deals:
        if deal.amends:
            amenders.setdefault(deal.amends, []).append(deal)
    for deal in deals:
        node, by = deal_iri(deal.id), amenders.get(deal.id, [])
        quads = list(deal_quads(deal, sources))
        amended = any(one.status.firmness is Firmness.FIRM for one in by)
        facts = facts_of(node, quads, amended=amended)
        yield [*quads, *deal_marks(facts, (deal_iri(one.id) for one in by))], facts


def _totals(sums: dict[Total, Sums], owned: frozenset[tuple[NamedNode, NamedNode]]) -> Iterator[Quad]:
    for total, found in sums.items():
        yield from total_quads(total, found)
        if total.ends:
            one, other = total.ends
            yield from bonds(one, other, lambda t: sums.get(t, Sums()), lambda a, b: (a, b) in owned)
