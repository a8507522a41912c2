"""Names in the graph: namespaces, the terms of ``ontology/kg.ttl`` that enums stand for, and IRIs of things.

Every IRI follows from the record alone, so that two graphs of the same records are the same; there are no blank nodes.
"""

import re
import unicodedata
from functools import cache
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.config import ontology
from kg.kinds import Family, Firmness, Grain, Kind, MentionKind, Per, Predicate, Qualifier, Role, Side, Status
from kg.lexicon import languages, rows

KG = "https://w3id.org/kg-deals/ontology#"
ID = "https://w3id.org/kg-deals/id/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PROV = "http://www.w3.org/ns/prov#"

PREFIXES = {
    "id": ID,
    "kg": KG,
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": "https://schema.org/",
    "skos": SKOS,
    "time": "http://www.w3.org/2006/time#",
    "xsd": XSD,
}
"""Prefixes that every query may use undeclared."""

ONTOLOGY = NamedNode("https://w3id.org/kg-deals/ontology")
"""The ontology, and the named graph that holds it."""

WORLD = NamedNode(f"{ID}graph/world")
"""The named graph of what is concluded: entities, deals, ties."""

TOTALS = NamedNode(f"{ID}graph/totals")
"""The named graph of the sums."""

TYPE = NamedNode(f"{RDF}type")
LABEL = NamedNode(f"{RDFS}label")
ALT_LABEL = NamedNode(f"{SKOS}altLabel")
DERIVED_FROM = NamedNode(f"{PROV}wasDerivedFrom")

_PLAIN = re.compile(r"[\w.~:-]+", re.ASCII)  # what quoting leaves as it is, told faster

Term = Kind | Family | Role | Side | Status | Firmness | Qualifier | Per | Grain | Predicate | MentionKind

_ENUMS = (Kind, Family, Role, Side, Status, Firmness, Qualifier, Per, Grain, Predicate, MentionKind)


@cache
def kg(name: str) -> NamedNode:
    """A term of the ontology by its local name.

    >>> kg("contractsWith").value
    'https://w3id.org/kg-deals/ontology#contractsWith'
    """
    return NamedNode(KG + name)


@cache
def ontology_quads() -> tuple[Quad, ...]:
    """``kg.ttl`` as quads of the graph :data:`ONTOLOGY`."""
    text = ontology().joinpath("kg.ttl").read_bytes()
    return tuple(Quad(q.subject, q.predicate, q.object, ONTOLOGY) for q in parse(text, format=RdfFormat.TURTLE))


def term_of(term: Term) -> NamedNode:
    """The ontology's term that a member of an enum stands for.

    >>> term_of(Kind.CLOUD_COMPUTE).value.removeprefix(KG), term_of(Predicate.CEO_OF).value.removeprefix(KG)
    ('CloudContract', 'ceoOf')
    """
    return _terms()[type(term), term]


def enum_of(iri: str, kind: type[Term]) -> Term:
    """The member of an enum that an ontology term stands for.

    >>> enum_of(KG + "InNegotiation", Status)
    <Status.IN_NEGOTIATION: 'in_negotiation'>

    Raises:
        KeyError: it stands for none.
    """
    return _members()[kind, iri]


@cache
def ancestors(term: NamedNode) -> tuple[NamedNode, ...]:
    """The ontology's own terms above a class or property, nearest first, itself left out.

    >>> [above.value.removeprefix(KG) for above in ancestors(kg("CloudContract"))]
    ['ServiceContract', 'Contract', 'Deal']
    >>> [above.value.removeprefix(KG) for above in ancestors(kg("lender"))]
    ['gives', 'party']
    """
    direct = _above().get(term, ())
    return tuple(dict.fromkeys([*direct, *(far for near in direct for far in ancestors(near))]))


def label_of(term: Term | NamedNode, language: str) -> str:
    """What the ontology calls a term, or a member of an enum, in a language it has labels in.

    >>> label_of(Kind.LEASE, "es"), label_of(kg("amount"), "en")
    ('arrendamiento', 'amount')

    Raises:
        KeyError: the ontology has no such term, or no label in that language.
    """
    return _labels()[(term if isinstance(term, NamedNode) else term_of(term)).value, language]


def name_key(name: str) -> str:
    """A name folded for looking up: lower case, no accents, single spaces.

    >>> name_key("Construcciones  PÉREZ")
    'construcciones perez'
    """
    apart = unicodedata.normalize("NFKD", name)
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


def bare_key(name: str) -> str:
    """A name folded for looking up, without the legal form at its end; with it where nothing else is left.

    >>> bare_key("Rial Solar, S.L."), bare_key("Peñas & Co."), bare_key("SA")
    ('rial solar', 'penas', 'sa')
    """
    return name_key(_legal_form().sub("", name)) or name_key(name)


def article_iri(article: str) -> NamedNode:
    """An article's IRI, which is its named graph's too."""
    return _thing("article", article)


def claim_iri(key: str) -> NamedNode:
    """A claim's IRI from its :func:`kg.model.claim_key`.

    >>> claim_iri("a1-0-9").value
    'https://w3id.org/kg-deals/id/claim/a1-0-9'
    """
    return _thing("claim", key)


def relation_iri(key: str) -> NamedNode:
    """The IRI of a relation as an article tells it."""
    return _thing("relation", key)


def name_iri(article: str, kind: MentionKind, surface: str) -> NamedNode:
    """The IRI of a surface form in an article.

    >>> name_iri("a1", MentionKind.COMPANY, "Peñas & Co").value.removeprefix(ID)
    'name/a1/company/Pe%C3%B1as%20%26%20Co'
    """
    return _thing("name", article, kind.value, surface)


def entity_iri(entity: str) -> NamedNode:
    """An entity's IRI from its id."""
    return _thing("entity", entity)


def deal_iri(deal: str) -> NamedNode:
    """A deal's IRI from its id."""
    return _thing("deal", deal)


def tie_iri(subject: str, predicate: Predicate, target: str) -> NamedNode:
    """The IRI of a tie between two entities (ids)."""
    return _thing("tie", subject, predicate.value, target)


def part_iri(whole: NamedNode, *path: str | int) -> NamedNode:
    """The IRI of a part that exists only with its whole: an amount, a step.

    >>> part_iri(deal_iri("d1"), "amount", 1).value.removeprefix(ID)
    'deal/d1/amount/1'
    """
    return NamedNode("/".join([whole.value, *(_segment(str(p)) for p in path)]))


def total_iri(*path: str) -> NamedNode:
    """The IRI of a total, from what it is a total of."""
    return _thing("total", *path)


def id_of(iri: str) -> str:
    """The record's id that an IRI of an article, claim, entity or deal was made from.

    >>> id_of(deal_iri("a1-0-9").value)
    'a1-0-9'
    """
    return unquote(iri.removeprefix(ID).partition("/")[2])


def _thing(*path: str) -> NamedNode:
    return NamedNode(ID + "/".join(_segment(p) for p in path))


def _segment(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else quote(text, safe=":")


@cache
def _terms() -> dict[tuple[type[Term], str], NamedNode]:
    codes = [(subject, node.value) for subject, predicate, node in _facts() if predicate == f"{SKOS}notation"]
    typed = {(subject, node) for subject, predicate, node in _facts() if predicate == f"{RDF}type"}
    made: dict[tuple[type[Term], str], NamedNode] = {}
    for enum in _ENUMS:
        own = kg(enum.__name__)
        listed = any(node == own for _, node in typed)  # a closed list of individuals, else classes or properties
        named = {code: subject for subject, code in codes if ((subject, own) in typed) == listed}
        made |= {(enum, member.value): named[member.value] for member in enum if member.value in named}
    return made


@cache
def _members() -> dict[tuple[type[Term], str], Term]:
    return {(enum, node.value): enum(code) for (enum, code), node in _terms().items()}


@cache
def _above() -> dict[NamedNode, tuple[NamedNode, ...]]:
    made: dict[NamedNode, tuple[NamedNode, ...]] = {}
    for subject, predicate, node in _facts():
        upward = predicate in (f"{RDFS}subClassOf", f"{RDFS}subPropertyOf")
        if upward and isinstance(node, NamedNode) and node.value.startswith(KG):
            made[subject] = (*made.get(subject, ()), node)
    return made


@cache
def _legal_form() -> re.Pattern[str]:
    """A legal form of any language at the end of a name, after a space or a comma."""
    forms = (f"(?:{row.pattern})" for code in languages() for row in rows(code, "legal_forms", "form"))
    return re.compile(rf"[\s,&]+(?:{'|'.join(forms)})\s*$", re.IGNORECASE)


@cache
def _labels() -> dict[tuple[str, str], str]:
    return {
        (subject.value, node.language): node.value
        for subject, predicate, node in _facts()
        if predicate == LABEL.value and isinstance(node, Literal) and node.language
    }


@cache
def _facts() -> tuple[tuple[NamedNode, str, NamedNode | Literal], ...]:
    return tuple(
        (q.subject, q.predicate.value, q.object)
        for q in ontology_quads()
        if isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode | Literal)
    )
