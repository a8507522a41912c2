"""Faults made by hand are caught and told so that a reader understands them, in both languages."""

import pyoxigraph as ox
import pytest
from pyoxigraph import Literal, NamedNode, Quad
from worlds import article, find, reading, small_world

from kg.check import check
from kg.iris import LABEL, WORLD, XSD, claim_iri, deal_iri, entity_iri, kg, ontology_quads, part_iri
from kg.store import Graph
from kg.triples import reading_quads, world_quads

DEAL = deal_iri("d1")
AMOUNT = part_iri(DEAL, "amount", 1)


@pytest.fixture
def quads():
    made = set(world_quads(small_world(), find)) | set(ontology_quads())
    for id_ in ("a1", "a2"):
        made |= set(reading_quads(article(id_), reading(id_)))
    return made


def found(quads, language="en"):
    store = ox.Store()
    store.extend(quads)
    return check(Graph(store), language)


def without(quads, subject, *names):
    return {q for q in quads if q.subject != subject or q.predicate not in {kg(name) for name in names}}


def says(subject, name, value, datatype=None):
    node = Literal(value, datatype=NamedNode(XSD + datatype)) if datatype else value
    return Quad(subject, kg(name), node, WORLD)


def test_a_sound_graph_has_no_fault(quads):
    assert found(quads) == ()


def instead(subject, name, value, datatype=None):
    return lambda quads: without(quads, subject, name) | {says(subject, name, value, datatype)}


FAULTS = [
    ("no kind", lambda q: without(q, DEAL, "kind"), "has no single kind"),
    ("two kinds", lambda q: q | {says(DEAL, "kind", kg("Loan"))}, "has no single kind"),
    ("a status of its own", instead(DEAL, "status", kg("Firm")), "has no single status"),
    ("no parties", lambda q: without(q, DEAL, "party"), "has no party"),
    ("a person as party", lambda q: q | {says(DEAL, "party", entity_iri("ana"))}, "has no party, or one that is no"),
    ("both sides", lambda q: q | {says(DEAL, "gives", entity_iri("faro"))}, "same company on both sides"),
    ("no claims", lambda q: without(q, DEAL, "supportedBy"), "is told by no article"),
    ("two amounts", lambda q: q | {says(DEAL, "amount", part_iri(DEAL, "amount", 2))}, "more than one headline amount"),
    ("a share's price", lambda q: q | {says(AMOUNT, "per", kg("PerShare"))}, "price of a share or unit"),
    ("no figure", lambda q: without(q, AMOUNT, "low", "high"), "amount without a figure"),
    ("low above high", instead(AMOUNT, "high", "1", "decimal"), "above its upper"),
    ("less than nothing", instead(AMOUNT, "low", "-1", "decimal"), "is no sum of money"),
    ("a text for a sum", instead(AMOUNT, "low", "38M", "string"), "is no sum of money"),
    ("a sign for a currency", instead(AMOUNT, "currency", "$", "string"), "currency of three"),
    ("beyond belief", instead(AMOUNT, "eurLow", "2000000000000", "decimal"), "scale misread"),
    ("a year as a day", instead(DEAL, "start", "2025", "date"), "no proper date of beginning"),
    ("ends before it begins", instead(DEAL, "endLatest", "2020-01-01", "date"), "ends before it begins"),
    ("amends itself", lambda q: q | {says(DEAL, "amends", deal_iri("d2"))}, "amends itself"),
    ("no sentence", lambda q: without(q, claim_iri("a1-0-66"), "sentence"), "no sentence to show"),
    ("no offset", lambda q: without(q, claim_iri("a1-0-66"), "sentenceStart"), "where its sentence stands"),
    ("nameless", lambda q: {x for x in q if x.predicate != LABEL or x.graph_name != WORLD}, "no single name"),
    ("a bare identifier", lambda q: q | {says(entity_iri("torre"), "identifier", "123", "string")}, "no register"),
    ("an untold step", lambda q: without(q, part_iri(DEAL, "step", 1), "supportedBy"), "that no article tells"),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "message"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_faults(quads, fault, message):
    assert [v for v in found(fault(quads)) if message in v.message]


def test_a_fault_names_deal_and_articles_in_the_language_asked(quads):
    faulty = without(quads, AMOUNT, "currency")
    [english], [spanish] = found(faulty, "en"), found(faulty, "es")
    assert english.what == "Faro, Nubes del Sur (cloud contract)"
    assert spanish.what == "Faro, Nubes del Sur (contrato de nube)"
    assert spanish.message == "tiene un importe sin una única moneda de tres letras"
    assert english.articles == spanish.articles == ("a1.txt", "a2.txt")
    assert english.iri == DEAL.value


def test_every_message_is_in_both_languages():
    from kg.config import ontology

    triples = ox.parse(ontology().joinpath("shapes.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)
    messages = {}
    for quad in triples:
        if quad.predicate.value.endswith("#message"):
            messages.setdefault(quad.subject, set()).add(quad.object.language)
    assert messages
    assert all(languages == {"en", "es"} for languages in messages.values())
