"""The ontology says the same as the code: every term defined is used, every term used is defined, in two languages."""

import re

import pyoxigraph as ox
import pytest
from pyoxigraph import NamedNode
from worlds import article, find, reading, rich_world

from kg.config import ontology
from kg.iris import KG, RDF, RDFS, SKOS, ancestors, kg, ontology_quads
from kg.kinds import Family, Firmness, Grain, Kind, MentionKind, Per, Predicate, Qualifier, Role, Side, Status
from kg.triples import reading_quads, world_quads

LABEL, COMMENT, NOTATION = f"{RDFS}label", f"{RDFS}comment", f"{SKOS}notation"
ENUMS = {
    "Status": Status,
    "Firmness": Firmness,
    "Qualifier": Qualifier,
    "Per": Per,
    "Grain": Grain,
}
QUADS = ontology_quads()
DEFINED = sorted({q.subject.value for q in QUADS if q.subject.value.startswith(KG)})


def values(subject: str, predicate: str) -> list:
    return [q.object for q in QUADS if q.subject.value == subject and q.predicate.value == predicate]


def codes(terms) -> set[str]:
    return {code.value for term in terms for code in values(term.value, NOTATION)}


def below(top: str) -> set[NamedNode]:
    return {NamedNode(iri) for iri in DEFINED if kg(top) in ancestors(NamedNode(iri))}


@pytest.mark.parametrize("iri", DEFINED)
def test_every_term_has_one_label_and_comment_in_each_language(iri):
    for predicate in (LABEL, COMMENT):
        assert sorted(text.language for text in values(iri, predicate)) == ["en", "es"]
    assert all(text.value.endswith((".", "…")) for text in values(iri, COMMENT))


@pytest.mark.parametrize(("name", "enum"), ENUMS.items())
def test_closed_lists_are_the_enums(name, enum):
    listed = {q.subject for q in QUADS if q.predicate.value == f"{RDF}type" and q.object == kg(name)}
    assert codes(listed) == set(enum)


def test_classes_and_properties_are_the_enums():
    kinds = {term for term in below("Deal") if codes([term])}
    assert codes(kinds) == {*Kind, *Family}
    assert codes(below("party")) == {*Role, *Side}
    assert codes(below("Entity")) == set(MentionKind) - {MentionKind.MONEY, MentionKind.DATE}
    named = {NamedNode(iri) for iri in DEFINED} - below("party")
    assert set(Predicate) <= codes(named)


@pytest.mark.parametrize("kind", Kind)
def test_kinds_stand_under_their_family(kind):
    from kg.iris import term_of

    assert term_of(kind.family) in ancestors(term_of(kind))
    assert kg("Deal") in ancestors(term_of(kind))


@pytest.mark.parametrize("role", Role)
def test_roles_stand_on_their_side(role):
    assert ancestors(kg(role.value)) == (kg(role.side.value), kg("party"))


@pytest.mark.parametrize("status", Status)
def test_statuses_have_their_firmness(status):
    from kg.iris import term_of

    assert values(term_of(status).value, KG + "firmness") == [term_of(status.firmness)]


ALIGNED = {
    "schema.org": "https://schema.org/",
    "PROV-O": "http://www.w3.org/ns/prov#",
    "OWL-Time": "http://www.w3.org/2006/time#",
    "SKOS": "http://www.w3.org/2004/02/skos/core#",
    "org": "http://www.w3.org/ns/org#",
    "FIBO": "https://spec.edmcouncil.org/fibo/ontology/",
}
KIN = {
    *(f"{RDFS}{name}" for name in ("subClassOf", "subPropertyOf")),
    *(f"{SKOS}{name}" for name in ("closeMatch", "exactMatch")),
}


@pytest.mark.parametrize("space", ALIGNED.values(), ids=ALIGNED)
def test_terms_lean_on_the_known_vocabularies(space):
    assert [q for q in QUADS if q.predicate.value in KIN and str(q.object).startswith(f"<{space}")]


def test_no_blank_nodes():
    assert not [q for q in QUADS if isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode)]


WRITTEN = [*reading_quads(article(), reading()), *world_quads(rich_world(), find)]


def test_every_term_used_is_defined(root):
    assert sorted((_used([*WRITTEN, *QUADS]) | _named(root)) - set(DEFINED)) == []


def test_every_term_defined_is_used(root):
    coded = {iri for iri in DEFINED if values(iri, NOTATION)}  # members of enums, tested above
    used = (
        _used(WRITTEN) | _named(root) | coded | {q.object.value for q in QUADS if q.predicate.value == f"{RDFS}range"}
    )
    used |= {term.value for name in used if name in DEFINED for term in ancestors(NamedNode(name))}
    assert sorted(set(DEFINED) - used) == []


def _used(quads) -> set[str]:
    """The ontology's terms in quads."""
    nodes = {term for quad in quads for term in (quad.predicate, quad.object) if isinstance(term, NamedNode)}
    return {node.value for node in nodes if node.value.startswith(KG)}


def _named(root) -> set[str]:
    """The terms that the package, the shapes and the ready questions name."""
    texts = [path.read_text(encoding="utf8") for path in sorted((root / "kg").rglob("*.py"))]
    queries = [path for path in (ontology() / "queries").iterdir() if path.name.endswith(".rq")]
    texts += [path.read_text(encoding="utf8") for path in (ontology() / "shapes.ttl", *queries)]
    found = {
        name for text in texts for pair in re.findall(r'\bkg\("(\w+)"\)|\bkg:([A-Za-z]\w*)', text) for name in pair
    }
    return {f"{KG}{name}" for name in found if name}
