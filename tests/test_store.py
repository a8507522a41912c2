"""The store on disk: one writes, others read whole snapshots; the same graph is always the same bytes."""

import csv
import io
import json
import multiprocessing
import random
import subprocess
import sys
import time
from datetime import date
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad
from worlds import article, find, reading, rich_world, small_world

from kg.errors import QueryError, StoreError
from kg.iris import ONTOLOGY, TOTALS, WORLD, article_iri, kg, ontology_quads
from kg.store import Dataset, Graph, open_graph
from kg.store.dump import FORMATS
from kg.store.rows import to_value
from kg.triples import reading_quads, world_quads

FOUR_LINES = """SELECT ?with ?low ?high ?currency {
  ?x kg:nameKey "faro" ; kg:contractsWith ?y . ?y rdfs:label ?with .
  ?deal kg:party ?x, ?y ; kg:counted true ; a kg:Contract ; kg:amount ?amount .
  ?amount kg:currency ?currency . OPTIONAL { ?amount kg:low ?low } OPTIONAL { ?amount kg:high ?high } }"""

WORDS = [Quad(NamedNode(f"http://e.org/{n}"), kg("low"), Literal(n), NamedNode("http://e.org/g")) for n in range(3)]


def everything(world):
    quads = [quad for id_ in ("a1", "a2") for quad in reading_quads(article(id_), reading(id_))]
    return [*quads, *world_quads(world, find)]


@pytest.fixture
def folder(tmp_path):
    with Dataset(tmp_path) as dataset:
        dataset.rebuild(everything(rich_world()))
        dataset.publish()
    return tmp_path


@pytest.fixture
def graph(folder):
    return open_graph(folder)


def dumped(graph, form="nq"):
    out = io.BytesIO()
    graph.dump(form, out)
    return out.getvalue()


def in_memory(quads):
    store = ox.Store()
    store.extend(quads)
    return Graph(store)


def test_who_contracts_with_faro_and_for_how_much_in_four_lines(graph):
    assert len(FOUR_LINES.splitlines()) == 4
    rows = list(graph.select(FOUR_LINES))
    assert ("Nubes del Sur", Decimal(50_000_000), Decimal(50_000_000), "USD") in rows
    assert ("Torre", Decimal(3), None, "USD") in rows
    assert len(rows) == 4


def test_values_are_python_values(graph):
    query = "SELECT ?day ?year ?sources ?counted ?amount ?none { ?d kg:amendedBy ?e . ?e kg:day ?day ; kg:year ?year ;"
    rows = graph.select(query + " kg:sources ?sources ; kg:counted ?counted ; kg:amount/kg:low ?amount }")
    assert rows.columns == ("day", "year", "sources", "counted", "amount", "none")
    assert list(rows) == [(date(2025, 11, 1), "2025", 1, True, Decimal(50_000_000), None)]


def test_any_query_gives_rows(graph):
    assert list(graph.query("ASK { ?d a kg:Deal }")) == [(True,)]
    triples = graph.query("CONSTRUCT { ?e a kg:Company } { ?e kg:nameKey 'faro' }")
    assert triples.columns == ("subject", "property", "value")
    assert [row[2] for row in triples] == [kg("Company").value]


@pytest.mark.parametrize("call", ["select", "ask", "construct"])
def test_the_wrong_sort_of_query_is_named(graph, call):
    query = "ASK { ?s ?p ?o }" if call == "select" else "SELECT * { ?s ?p ?o }"
    with pytest.raises(QueryError, match="only a"):
        next(iter(getattr(graph, call)(query))) if call != "ask" else graph.ask(query)


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELEC ?s { ?s ?p ?o }", "line 1"),
        ("SELECT ?s\nWHERE { ?s ?p }", "line 2, column 1"),
        ("SELECT ?s {\n ?s ?p ?o", "line 2"),
        ("SELECT ?s { ?s foo:bar ?o }", "Prefix not found"),
        ("", "line 1"),
        ("SELECT ?s { ?s a ?o } GROUP BY ?o", "unbound"),
    ],
)
def test_bad_sparql_has_its_place_in_one_line(graph, query, place):
    with pytest.raises(QueryError, match=place) as caught:
        graph.query(query)
    assert "\n" not in str(caught.value)


def test_answers_in_the_forms_of_the_w3c(graph):
    query = "SELECT ?name { ?e kg:nameKey 'faro' ; rdfs:label ?name }"
    found = json.loads(graph.answer(query, "json"))
    assert found["results"]["bindings"] == [{"name": {"type": "literal", "value": "Faro"}}]
    assert list(csv.reader(io.StringIO(graph.answer(query, "csv").decode()))) == [["name"], ["Faro"]]
    assert graph.answer(query, "tsv").decode().splitlines() == ["?name", '"Faro"']
    assert b"<literal>Faro</literal>" in graph.answer(query, "xml")
    assert json.loads(graph.answer("ASK { ?s a kg:Deal }", "json"))["boolean"] is True
    with pytest.raises(QueryError, match="no form 'ttl'"):
        graph.answer(query, "ttl")
    with pytest.raises(QueryError, match="no form 'csv'"):
        graph.answer("DESCRIBE ?s { ?s a kg:Deal }", "csv")


def test_queries_see_all_graphs_unless_they_choose(graph):
    count = "SELECT (COUNT(*) AS ?n) {from} {{ ?s a kg:Claim }}"
    assert list(graph.select(count.format(**{"from": ""}))) == [(2,)]
    assert list(graph.select(count.format(**{"from": f"FROM {article_iri('a1')}"}))) == [(1,)]
    assert list(graph.select(f"SELECT ?d FROM {WORLD} {{ ?d kg:counted true }}")) == []
    named = f"SELECT ?d FROM NAMED {TOTALS} {{ GRAPH ?g {{ ?d kg:counted true }} }}"
    assert len(list(graph.select(named))) == len(list(graph.select("SELECT ?d { ?d kg:counted true }")))


def test_a_query_that_takes_too_long_is_given_up(folder):
    graph = open_graph(folder, limit=0.05)
    with pytest.raises(QueryError, match=r"longer than 0\.05 s"):
        list(graph.select("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }"))


def test_a_slow_reader_of_rows_is_not_hurried(folder):
    rows = open_graph(folder, limit=5).select("SELECT ?a ?d { ?a a kg:Deal . ?d ?e ?f }")
    first = next(iter(rows))
    time.sleep(5.5)
    assert len(list(rows)) > 5000
    assert first


def test_nobody_waits_for_a_query_given_up(folder):
    """A process ends though its query still runs."""
    code = (
        "from kg.store import open_graph; from kg.errors import QueryError\n"
        f"graph = open_graph({str(folder)!r}, limit=0.2)\n"
        "try: list(graph.select('SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }'))\n"
        "except QueryError: print('given up')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stdout) == (0, "given up\n")


@pytest.mark.parametrize("form", FORMATS)
def test_dumps_are_whole_and_the_same_every_time(folder, form):
    first = dumped(open_graph(folder), form)
    assert first == dumped(open_graph(folder), form)
    back = ox.Store()
    back.load(first, format=FORMATS[form])
    held = {q.triple for q in everything(rich_world())}
    assert {quad.triple for quad in back} == held
    if FORMATS[form].supports_datasets:
        assert set(back) == set(everything(rich_world()))


def test_a_dump_of_no_form(graph):
    with pytest.raises(StoreError, match="no RDF form 'docx'"):
        dumped(graph, "docx")


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_writing_does_not_matter(rng: random.Random):
    quads = everything(rich_world())
    mixed = rng.sample(quads, len(quads))
    for form in ("nq", "ttl"):
        assert dumped(in_memory(mixed), form) == dumped(in_memory(quads), form)


def test_no_blank_nodes(graph):
    assert b"_:" not in dumped(graph, "nt")


def test_what_is_written_is_read_only_once_published(folder):
    before = dumped(open_graph(folder))
    with Dataset(folder) as dataset:
        dataset.replace(article_iri("a2"), ())
        assert dumped(open_graph(folder)) == before
        dataset.publish()
        assert dumped(open_graph(folder)) == dumped(dataset.graph) != before


def test_replacing_writes_only_what_changed(tmp_path):
    with Dataset(tmp_path) as dataset:
        assert dataset.replace(NamedNode("http://e.org/g"), WORDS)
        assert not dataset.replace(NamedNode("http://e.org/g"), reversed(WORDS))
        assert dataset.replace(NamedNode("http://e.org/g"), WORDS[1:])
        assert len(dataset.graph) == len(ontology_quads()) + 2


def test_publishing_twice_makes_one_snapshot(folder):
    with Dataset(folder) as dataset:
        first = dataset.publish()
        assert dataset.publish() == first


def test_old_snapshots_go_and_readers_of_them_stay(folder):
    reader = open_graph(folder)
    before = dumped(reader)
    with Dataset(folder) as dataset:
        for word in range(10):
            dataset.apply((), [Quad(kg("Deal"), kg("low"), Literal(word), NamedNode("http://e.org/g"))])
            dataset.publish()
    assert len(list((folder / "rdf" / "snapshots").iterdir())) == 3
    assert dumped(reader) == before
    assert dumped(open_graph(folder)) != before


def test_a_second_writer_is_told_so(folder):
    with Dataset(folder), pytest.raises(StoreError, match="another process is writing"):
        Dataset(folder)
    with Dataset(folder):
        pass


def _die_writing(folder):
    with Dataset(folder) as dataset:
        dataset.replace(WORLD, ())
        multiprocessing.current_process().kill()
        time.sleep(60)


def test_a_writer_that_dies_leaves_the_last_snapshot_good(folder):
    before = dumped(open_graph(folder))
    writer = multiprocessing.get_context("spawn").Process(target=_die_writing, args=(folder,))
    writer.start()
    writer.join(60)
    assert writer.exitcode
    assert dumped(open_graph(folder)) == before
    with Dataset(folder) as dataset:
        assert dataset.unfinished
        dataset.rebuild(everything(rich_world()))
        dataset.publish()
        assert not dataset.unfinished
    assert dumped(open_graph(folder)) == before


def test_nothing_there_yet(tmp_path):
    with pytest.raises(StoreError, match="kg ingest"):
        open_graph(tmp_path)


def test_a_broken_snapshot_is_named(folder):
    [snapshot] = (folder / "rdf" / "snapshots").iterdir()
    (snapshot / "CURRENT").write_text("nonsense")
    with pytest.raises(StoreError, match="kg rebuild"):
        open_graph(folder)


def test_a_folder_that_is_a_file(tmp_path):
    (tmp_path / "rdf").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        Dataset(tmp_path)


def test_a_closed_dataset_is_closed(tmp_path):
    with Dataset(tmp_path) as dataset:
        pass
    with pytest.raises(StoreError, match="closed"):
        dataset.publish()


def test_the_ontology_is_asked_with_the_rest_but_not_dumped(graph):
    label = "SELECT ?l { kg:CloudContract rdfs:label ?l FILTER(lang(?l) = 'es') }"
    assert list(graph.select(label)) == [("contrato de nube",)]
    assert ONTOLOGY.value.encode() + b">" not in dumped(graph)


def test_small_and_rich_worlds_differ_only_by_what_they_hold():
    small = {str(q) for q in world_quads(small_world(), find)}
    rich = {str(q) for q in world_quads(rich_world(), find)}
    assert {line for line in small - rich if "graph/world" in line} == set()


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        (Literal("2025-11-03Z", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date")), "2025-11-03Z"),
        (Literal(1.5), 1.5),
        (Literal(False), False),
        (ox.BlankNode("b"), "b"),
        (None, None),
    ],
)
def test_terms_as_python_values(literal, value):
    assert to_value(literal) == value
