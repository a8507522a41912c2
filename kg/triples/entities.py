"""Entities and their ties as quads of the world graph."""

from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from kg.iris import (
    ALT_LABEL,
    LABEL,
    RDF,
    TYPE,
    WORLD,
    article_iri,
    bare_key,
    entity_iri,
    kg,
    name_iri,
    name_key,
    relation_iri,
    term_of,
    tie_iri,
)
from kg.model import Alias, Entity, Evidence, Tie
from kg.triples.article import relation_key
from kg.triples.deals import Sources
from kg.triples.literals import Fact, describe, flag, text


def entity_quads(entity: Entity) -> Iterator[Quad]:
    """An entity: names, identifiers, the articles that name it, and which of their names denote it."""
    node = entity_iri(entity.id)
    yield from describe(node, WORLD, _entity_facts(entity))
    for mention in entity.mentions:
        yield Quad(name_iri(mention.article, entity.kind, mention.text), kg("denotes"), node, WORLD)


def tie_quads(tie: Tie, sources: Sources, names: Mapping[str, frozenset[str]]) -> Iterator[Quad]:
    """A tie: the triple itself, and a node of it with the assertions that support it.

    ``names`` gives the surface forms of an entity (id), by which its tellings are told from others of one sentence.
    """
    subject, target = entity_iri(tie.subject), entity_iri(tie.object)
    yield Quad(subject, term_of(tie.predicate), target, WORLD)
    node = tie_iri(tie.subject, tie.predicate, tie.object)
    facts: list[Fact] = [
        (TYPE, kg("Tie")),
        (NamedNode(f"{RDF}subject"), subject),
        (NamedNode(f"{RDF}predicate"), term_of(tie.predicate)),
        (NamedNode(f"{RDF}object"), target),
    ]
    told = {claim for evidence in tie.evidence for claim in _tellings(tie, evidence, sources, names)}
    yield from describe(node, WORLD, [*facts, *((kg("supportedBy"), claim) for claim in told)])


def copy_quads(copy: str, first: str) -> Iterator[Quad]:
    """An article (id) repeats another's text."""
    yield Quad(article_iri(copy), kg("copyOf"), article_iri(first), WORLD)


def _entity_facts(entity: Entity) -> Iterator[Fact]:
    yield TYPE, kg("Entity")
    yield TYPE, term_of(entity.kind)
    yield LABEL, text(entity.name)
    for alias in entity.aliases:
        yield ALT_LABEL, _alias(alias)
    names = (entity.name, *(alias.text for alias in entity.aliases))
    for key in {name_key(name) for name in names}:
        yield kg("nameKey"), text(key)
    for key in {bare_key(name) for name in names}:
        yield kg("bareKey"), text(key)
    for identifier in entity.identifiers:
        yield kg("identifier"), text(f"{identifier.scheme}:{identifier.value}")
    yield kg("country"), text(entity.country)
    yield kg("watched"), flag(entity.watched)
    for article in {mention.article for mention in entity.mentions}:
        yield kg("mentionedIn"), article_iri(article)


def _alias(alias: Alias) -> Literal:
    return Literal(alias.text, language=alias.language) if alias.language else Literal(alias.text)


def _tellings(
    tie: Tie, evidence: Evidence, sources: Sources, names: Mapping[str, frozenset[str]]
) -> Iterator[NamedNode]:
    reading = sources.find(evidence.article)[1]
    for index, told in enumerate(reading.relations):
        here = (told.predicate, told.evidence.span) == (tie.predicate, evidence.span)
        if here and told.subject in names[tie.subject] and told.object in names[tie.object]:
            yield relation_iri(relation_key(reading, index))
