"""An article's reading as its named graph: what the article is, the names it uses, and what it claims."""

from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad

from kg.iris import (
    DERIVED_FROM,
    LABEL,
    RDF,
    TYPE,
    article_iri,
    claim_iri,
    kg,
    name_iri,
    part_iri,
    relation_iri,
    term_of,
)
from kg.kinds import MentionKind
from kg.model import Article, Claim, Evidence, Named, Reading, Relation, claim_key
from kg.triples.literals import Fact, dated, day, describe, lasting, number, text, whole
from kg.triples.money import amount_quads


def reading_quads(article: Article, reading: Reading) -> Iterator[Quad]:
    """The article's named graph: its description, its names, its claims and relations with their sentences.

    When the article was fetched is left out, as is everything that other articles say.
    """
    graph = article_iri(article.id)
    yield from describe(graph, graph, _article_facts(article, reading))
    for named in reading.named:
        yield from _name_quads(article, named)
    for index, claim in enumerate(reading.claims):
        node = claim_iri(claim_key(reading, index))
        yield from describe(node, graph, _claim_facts(article, reading, claim, node))
        if claim.amount:
            yield from amount_quads(part_iri(node, "amount"), graph, claim.amount)
    for index, relation in enumerate(reading.relations):
        node = relation_iri(relation_key(reading, index))
        yield from describe(node, graph, _relation_facts(article, reading, relation))


def relation_key(reading: Reading, index: int) -> str:
    """A relation's lasting name: its article, its sentence, and its place among the sentence's relations."""
    span = reading.relations[index].evidence.span
    before = sum(r.evidence.span == span for r in reading.relations[:index])
    return f"{reading.article}-{span.start}-{span.end}" + (f"-{before + 1}" if before else "")


def _article_facts(article: Article, reading: Reading) -> Iterator[Fact]:
    yield TYPE, kg("Article")
    yield kg("key"), text(article.key)
    yield kg("title"), text(article.title)
    yield kg("url"), text(article.url, "anyURI")
    yield kg("publisher"), text(article.publisher)
    yield kg("country"), text(article.country)
    yield kg("language"), text(article.language, "language")
    yield kg("published"), day(article.published)
    yield kg("reader"), text(reading.reader)


def _name_quads(article: Article, named: Named) -> Iterator[Quad]:
    graph = article_iri(article.id)
    main = name_iri(article.id, named.kind, named.name)
    for surface in sorted({named.name, *named.aliases}):
        node = name_iri(article.id, named.kind, surface)
        facts: list[Fact] = [
            (TYPE, kg("Name")),
            (LABEL, text(surface)),
            (kg("kind"), term_of(named.kind)),
            (kg("variantOf"), main if node != main else None),
        ]
        yield from describe(node, graph, facts)


def _claim_facts(article: Article, reading: Reading, claim: Claim, node: NamedNode) -> Iterator[Fact]:
    yield TYPE, kg("Claim")
    yield kg("kind"), term_of(claim.kind)
    yield kg("status"), term_of(claim.status)
    for party in claim.parties:
        yield term_of(party.role), name_iri(article.id, MentionKind.COMPANY, party.company)
    if claim.amount:
        yield kg("amount"), part_iri(node, "amount")
    yield from dated("signed", claim.signed)
    yield from dated("start", claim.start)
    yield from dated("end", claim.end)
    yield from lasting(claim.duration)
    yield kg("saidBy"), _name_of(article, reading, claim.said_by) if claim.said_by else None
    yield from _evidence_facts(article, claim.evidence, claim.confidence)


def _evidence_facts(article: Article, evidence: Evidence, confidence: float) -> Iterator[Fact]:
    yield DERIVED_FROM, article_iri(article.id)
    yield kg("sentence"), text(evidence.span.of(article.text))
    yield kg("sentenceStart"), whole(evidence.span.start)
    yield kg("sentenceEnd"), whole(evidence.span.end)
    yield kg("foundBy"), text(evidence.found_by)
    yield kg("confidence"), number(confidence)


def _relation_facts(article: Article, reading: Reading, relation: Relation) -> Iterator[Fact]:
    yield TYPE, kg("RelationClaim")
    yield NamedNode(f"{RDF}subject"), _name_of(article, reading, relation.subject)
    yield NamedNode(f"{RDF}predicate"), term_of(relation.predicate)
    yield NamedNode(f"{RDF}object"), _name_of(article, reading, relation.object)
    yield from _evidence_facts(article, relation.evidence, relation.confidence)


def _name_of(article: Article, reading: Reading, name: str) -> NamedNode:
    kind = next((named.kind for named in reading.named if named.name == name), MentionKind.COMPANY)
    return name_iri(article.id, kind, name)
