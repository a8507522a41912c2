"""A query never reaches another server, in whatever guise it asks to; words that only look like it are let pass."""

import http.server
import threading

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.store import Graph
from kg.store.refusals import names_graphs, refuse

DISGUISES = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service silent <URL> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o .SERVICE<URL>{ ?a ?b ?c } }",
    "SELECT * { ?s ?p 1SERVICE<URL>{ ?a ?b ?c } }",
    "SELECT * { ?s ?p trueSERVICE<URL>{ ?a ?b ?c } }",
    "SELECT * { SERVICESILENT<URL>{ ?s ?p ?o } }",
    "SELECT * { SERVICE#\n<URL> { ?s ?p ?o } }",
    "SELECT * { FILTER(1<2)SERVICE#>\n<URL>{ ?a ?b ?c } }",
    "SELECT * { # a comment\rSERVICE <URL> { ?s ?p ?o }\n }",
    "SELECT * { FILTER EXISTS { SERVICE SILENT <URL> { ?s ?p ?o } } }",
    "SELECT * { FILTER NOT EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { MINUS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT (EXISTS { SERVICE <URL> { ?s ?p ?o } } AS ?x) { }",
    "SELECT * { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } }",
    "SELECT * { VALUES ?u { <URL> } SERVICE ?u { ?s ?p ?o } }",
    "SELECT * { BIND(<URL> AS ?u)SERVICE?u{ ?s ?p ?o } }",
    "SELECT * { GRAPH ?g { OPTIONAL { SERVICE <URL> { ?s ?p ?o } } } }",
    "PREFIX : <URL> SELECT * { SERVICE : { ?s ?p ?o } }",
    "PREFIX x: <URL> SELECT * { SERVICE x: { ?s ?p ?o } }",
    "ASK { SERVICE <URL> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } { SERVICE <URL> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT ('# \"' AS ?x) { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p '''a ' b'''. SERVICE <URL> { ?a ?b ?c } }",
    'SELECT * { ?s ?p "\\""SERVICE <URL> { ?a ?b ?c } }',
    "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
]

HARMLESS = [
    "SELECT ?service { ?service a kg:ServiceContract }",
    "SELECT $service { $service a kg:Service-Contract }",
    "SELECT * { ?s a <http://example.org/service#service> }",
    "SELECT * { ?s rdfs:label 'a service contract' }",
    'SELECT * { ?s rdfs:label "SERVICE <http://example.org/> { }" }',
    "SELECT * { ?s a kg:CloudServices } # SERVICE <http://example.org/> { }",
    "SELECT * { # the service\n ?s ?p ?o }",
]


@pytest.fixture(scope="module")
def server():
    """A server that counts who asks it."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(500)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}/", asked
        listening.shutdown()


@pytest.fixture
def graph():
    store = ox.Store()
    a, p, g = (ox.NamedNode(f"http://e.org/{name}") for name in "apg")
    store.add(ox.Quad(a, p, ox.Literal("1"), g))
    return Graph(store)


@pytest.mark.parametrize("query", DISGUISES)
def test_service_is_refused_in_every_guise(graph, server, query):
    url, asked = server
    with pytest.raises(QueryError):
        graph.answer(query.replace("URL", url), "json" if query.startswith(("SELECT", "PREFIX", "ASK")) else "nt")
    assert asked == []


@pytest.mark.parametrize("query", HARMLESS)
def test_words_are_not_clauses(graph, query):
    list(graph.select(query))


UPDATES = [
    "LOAD <http://127.0.0.1:9/>",
    "INSERT DATA { kg:a kg:b kg:c }",
    "PREFIX a: <http://a.org/> DELETE WHERE { ?s ?p ?o }",
    "WITH <http://e.org/g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP GRAPH <http://e.org/g>",
]


@pytest.mark.parametrize("query", UPDATES)
def test_updates_are_refused(graph, query):
    with pytest.raises(QueryError, match="updates are refused"):
        graph.query(query)
    assert len(graph) == 1


@pytest.mark.parametrize("query", ["ASK {" + "{" * 5000 + "}" * 5000 + "}", "ASK { FILTER(" + "!" * 20000 + "true) }"])
def test_what_would_overrun_the_stack_is_refused(query):
    with pytest.raises(QueryError, match="nested deeper"):
        refuse(query)


@pytest.mark.parametrize(
    ("query", "chosen"),
    [
        ("SELECT * FROM <http://e.org/g> { ?s ?p ?o }", True),
        ("SELECT * from named <http://e.org/g> { GRAPH ?g { ?s ?p ?o } }", True),
        ("SELECT ?from { ?from kg:from ?o . ?o rdfs:label 'from Faro' } # from here", False),
        ("SELECT * { ?s <http://e.org/FROM> ?o }", False),
    ],
)
def test_from_is_seen(query, chosen):
    assert names_graphs(query) is chosen
