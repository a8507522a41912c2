"""What the ready questions read from written sums and shelves equals what plain SPARQL says of the deals themselves."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from worlds import IDS, company, find, worlds

from kg.ask import answer, find_question
from kg.errors import QueryError
from kg.iris import entity_iri, ontology_quads
from kg.kinds import Kind, Role, Status
from kg.model import Deal, DealParty, World
from kg.store import Graph
from kg.triples import world_quads

TODAY = date(2025, 12, 1)
SIDES = """?kind kg:paidBy ?payer . FILTER(?payer IN (kg:gives, kg:takes))
  ?deal kg:counted true ; kg:kind ?kind ; ?role ?one ; ?other_role ?other .
  ?role rdfs:subPropertyOf kg:gives . ?other_role rdfs:subPropertyOf kg:takes . FILTER(?one != ?other)"""


def graph_of(world: World) -> Graph:
    store = pyoxigraph.Store()
    store.extend([*ontology_quads(), *world_quads(world, find)])
    return Graph(store, limit=None)


def asked(graph: Graph, name: str, **values: str) -> list[dict]:
    found = answer(graph, find_question(name), values, language="en", today=TODAY)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def plain(graph: Graph, query: str) -> list[dict]:
    found = graph.select(query)
    return [dict(zip(found.columns, row, strict=True)) for row in found]


_BETWEEN = """?d kg:amount ?a . ?a kg:usdLow ?u ; kg:usdHigh ?v FILTER(?u >= {} && ?v <= {})"""
checked = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))


@checked
@given(worlds())
def test_kind_totals(world):
    """Deals by kind, status and year, and their totals in euros."""
    graph = graph_of(world)
    said = {(r["year"], r["kind"], r["status"]): (r["deals"], r["eur"] or 0) for r in asked(graph, "totals")}
    rows = plain(
        graph,
        """SELECT ?year ?kind ?status (COUNT(?deal) AS ?deals) (SUM(?eur) AS ?sum) {
          ?deal a kg:Deal ; kg:kind ?k ; kg:status ?s OPTIONAL { ?deal kg:year ?year }
          FILTER NOT EXISTS { ?by kg:amends ?deal ; kg:firmness kg:Firm }
          OPTIONAL { ?deal kg:amount ?a . ?a kg:eurLow ?low FILTER NOT EXISTS { ?a kg:per ?p } }
          BIND(COALESCE(?low, 0) AS ?eur)
          ?k rdfs:label ?kind FILTER(LANG(?kind) = "en") ?s rdfs:label ?status FILTER(LANG(?status) = "en")
        } GROUP BY ?year ?kind ?status""",
    )
    assert said == {(r["year"], r["kind"], r["status"]): (r["deals"], r["sum"]) for r in rows}


@checked
@given(worlds())
def test_flows_between_two(world):
    """Who pays whom in counted deals, how many of them."""
    graph = graph_of(world)
    expected = defaultdict(int)
    rows = plain(graph, f"SELECT DISTINCT ?deal ?one ?other ?payer {{ {SIDES} }}")
    for row in rows:
        gives, takes = row["one"], row["other"]
        way = "finances" if row["payer"].endswith("gives") else "buys"
        payer, payee = (gives, takes) if way == "finances" else (takes, gives)
        expected[payer, "pays", way, payee] += 1
        expected[payee, "is_paid", way, payer] += 1
    said = {}
    for id_ in IDS:
        here = entity_iri(id_).value
        for row in asked(graph, "concentration", company=here):
            direction = {"pays": "pays", "is paid": "is_paid"}[row["direction"]]
            said[here, direction, row["way"], row["entity"]] = row["deals"]
    assert said == dict(expected)


@checked
@given(worlds())
def test_what_a_company_pays(world):
    """By year and currency, the counted deals of each company, each once."""
    graph = graph_of(world)
    for id_ in IDS:
        here = entity_iri(id_).value
        said = defaultdict(int)
        for row in asked(graph, "promised", company=here):
            said[row["year"], row["direction"]] += row["deals"]
        rows = plain(
            graph,
            f"""SELECT ?year ?side ?payer (COUNT(DISTINCT ?deal) AS ?deals) {{
              VALUES ?side {{ kg:gives kg:takes }} ?deal kg:counted true ; ?side <{here}> ; kg:kind/kg:paidBy ?payer
              OPTIONAL {{ ?deal kg:year ?year }} }} GROUP BY ?year ?side ?payer""",
        )
        expected = defaultdict(int)
        for row in rows:
            expected[row["year"], "pays" if row["side"] == row["payer"] else "is paid"] += row["deals"]
        assert said == expected


@checked
@given(worlds())
def test_top_sums(world):
    """What each company pays for contracts, sole and joint, is the sum over those it is the customer of."""
    graph = graph_of(world)
    paid = {row["entity"]: (row["usd"] or 0) + (row["joint_usd"] or 0) for row in asked(graph, "top_customers")}
    for id_ in IDS:
        here = entity_iri(id_).value
        rows = plain(
            graph,
            f"""SELECT ?deal ?usd {{ ?deal a kg:Contract ; kg:counted true .
              ?deal kg:kind/kg:paidBy ?payer ; ?role <{here}> ; kg:amount ?a .
              ?role rdfs:subPropertyOf ?payer . FILTER NOT EXISTS {{ ?a kg:per ?p }}
              OPTIONAL {{ ?a kg:usdLow ?low }} OPTIONAL {{ ?a kg:usdHigh ?high }} BIND(COALESCE(?low, ?high) AS ?usd)
              FILTER(?role != kg:target || NOT EXISTS {{ ?deal kg:seller ?s }})
              FILTER(?role != kg:provider || NOT EXISTS {{ ?deal kg:issuer ?i }}) }}""",
        )
        each = {row["deal"]: row["usd"] for row in rows if row["usd"]}
        assert paid.get(here, 0) == sum(each.values(), Decimal(0))


@checked
@given(worlds())
def test_deals_found_by_shelf_are_those_that_filters_find(world):
    graph = graph_of(world)
    for values, test in (
        ({"kind": "loan"}, "?d kg:kind kg:Loan"),
        ({"kind": "contract", "status": "signed"}, "?d a kg:Contract ; kg:status kg:Signed"),
        ({"min_usd": "1000"}, "?d kg:amount/kg:usdLow ?u FILTER(?u >= 1000)"),
        ({"max_usd": "500"}, "?d kg:amount/kg:usdHigh ?u FILTER(?u <= 500)"),
        ({"since": "2025", "status": "signed"}, "?d kg:status kg:Signed ; kg:day ?x FILTER(YEAR(?x) >= 2025)"),
        ({"until": "2024"}, "?d kg:day ?x FILTER(YEAR(?x) < 2025)"),
        ({"min_usd": "100", "max_usd": "110"}, _BETWEEN.format(100, 110)),
        ({"min_usd": "100", "max_usd": "199"}, _BETWEEN.format(100, 199)),
        ({"kind": "loan", "min_usd": "0", "max_usd": "99"}, "?d kg:kind kg:Loan . " + _BETWEEN.format(0, 99)),
        ({"status": "signed", "min_usd": "3", "max_usd": "8"}, "?d kg:status kg:Signed . " + _BETWEEN.format(3, 8)),
        ({}, ""),
    ):
        rows = plain(graph, f"SELECT DISTINCT ?d {{ ?d a kg:Deal . {test} }}")
        assert sorted(r["deal"] for r in asked(graph, "deals", **values)) == sorted(r["d"] for r in rows)


@checked
@given(worlds())
def test_a_companys_deals_found_by_shelf(world):
    graph = graph_of(world)
    for name, test in (
        ("new", "?d kg:firstReported ?x"),
        ("rumours", "?d kg:history/kg:status kg:Rumoured"),
        ("disagreements", "{ ?d kg:disputedAmount ?a } UNION { ?d kg:history/kg:status kg:Denied, kg:Signed }"),
        ("ending", "?d kg:firmness kg:Firm ; kg:expectedEnd ?x"),
    ):
        for id_ in IDS:
            here = entity_iri(id_).value
            more = {"new": {"since": "1990"}, "ending": {"months": "240"}}.get(name, {})
            rows = plain(graph, f"SELECT DISTINCT ?d {{ ?d kg:party <{here}> . {test} }}")
            found = {r["deal"] for r in asked(graph, name, company=here, **more)}
            assert found == {r["d"] for r in rows}


def test_a_contract_that_another_deal_took_over_binds_owner_and_owned_no_more():
    """The owner's only contract with its holding was amended into one between others: no row, and no bond."""
    sold = Deal("d1", Kind.SUPPLY, _two(Role.PROVIDER, "e0", Role.CUSTOMER, "e1"), Status.SIGNED, ())
    held = Deal("d2", Kind.INVESTMENT, _two(Role.INVESTOR, "e0", Role.INVESTEE, "e1"), Status.SIGNED, ())
    moved = Deal("d3", Kind.SUPPLY, _two(Role.PROVIDER, "e0", Role.CUSTOMER, "e2"), Status.SIGNED, (), amends="d1")
    companies = tuple(company(id_, id_.upper()) for id_ in IDS)
    before, after = (graph_of(World(companies, deals)) for deals in ((sold, held), (sold, held, moved)))
    assert [(r["owner"], r["owned"]) for r in asked(before, "ownership")] == [("E0", "E1")]
    assert {(r["financier"], r["customer"]) for r in asked(before, "circular")} == {("E0", "E1")}
    assert not asked(after, "ownership")
    assert not asked(after, "circular")
    assert not plain(after, "SELECT ?x { ?x kg:owner|kg:circularWith ?y }")
    assert plain(after, "SELECT ?x { ?x kg:contractsWith ?y FILTER(CONTAINS(STR(?y), 'e1')) }")


def test_a_buyer_owns_what_it_acquires_not_what_a_contract_calls_a_target():
    """An odd reading, a contract with an acquirer: sums and query agree that it makes nobody an owner."""
    roles = _two(Role.TARGET, "e0", Role.ACQUIRER, "e1")
    sold = Deal("d1", Kind.SUPPLY, _two(Role.PROVIDER, "e0", Role.CUSTOMER, "e1"), Status.SIGNED, ())
    companies = tuple(company(id_, id_.upper()) for id_ in IDS)
    for kind, owners in ((Kind.CONTRACT_AWARD, []), (Kind.ACQUISITION, [("E1", "E0")])):
        graph = graph_of(World(companies, (sold, Deal("d2", kind, roles, Status.SIGNED, ()))))
        assert [(r["owner"], r["owned"]) for r in asked(graph, "ownership")] == owners
        assert bool(plain(graph, "SELECT ?x { ?x kg:owner ?y }")) is bool(owners)


def _two(giving: Role, one: str, taking: Role, other: str) -> tuple[DealParty, ...]:
    return DealParty(giving, one), DealParty(taking, other)


@checked
@given(worlds())
def test_owners_and_circles_found_by_size_are_all_there_are(world):
    graph = graph_of(world)
    owned = plain(graph, "SELECT DISTINCT ?a ?b { ?p kg:owner ?x ; kg:owned ?y . ?x rdfs:label ?a . ?y rdfs:label ?b }")
    assert {(r["owner"], r["owned"]) for r in asked(graph, "ownership", limit="1000")} == {
        (r["a"], r["b"]) for r in owned if r["a"] != r["b"]
    }
    sums = """SELECT ?a ?b (SUM(?u) AS ?n) { ?x kg:circularWith ?y . ?x rdfs:label ?a . ?y rdfs:label ?b .
      ?d kg:counted true ; kg:kind/kg:paidBy kg:gives ; kg:gives ?x ; kg:takes ?y ; kg:joint false ; kg:amount ?m .
      ?m kg:usdLow ?u FILTER NOT EXISTS { ?m kg:per ?p } } GROUP BY ?a ?b"""
    lent = {(r["a"], r["b"]): r["n"] for r in plain(graph, sums)}
    said = defaultdict(Decimal)
    for row in asked(graph, "circular", limit="1000"):
        if row["way"] == "finances":
            said[row["financier"], row["customer"]] += row["usd"] or 0
    assert {pair: value for pair, value in said.items() if value} == {
        pair: value for pair, value in lent.items() if value
    }
    circles = plain(graph, "SELECT DISTINCT ?a ?b { ?x kg:circularWith ?y . ?x rdfs:label ?a . ?y rdfs:label ?b }")
    assert {(r["financier"], r["customer"]) for r in asked(graph, "circular", limit="1000")} == {
        (r["a"], r["b"]) for r in circles
    }


@checked
@given(worlds())
def test_what_is_disputed_is_told_by_each_who_says_it(world):
    graph = graph_of(world)
    rows = plain(
        graph,
        """SELECT DISTINCT ?d ?c { { ?d kg:disputedAmount ?x ; kg:amount|kg:disputedAmount ?a . ?a kg:supportedBy ?c }
          UNION { ?d kg:history/kg:status kg:Denied ; kg:history/kg:status/kg:firmness kg:Firm ; kg:history ?step .
            ?step kg:supportedBy ?c } }""",
    )
    said = {(r["deal"], r["claim"]) for r in asked(graph, "disagreements", limit="1000") if r["claim"]}
    articles = {r["c"] for r in plain(graph, "SELECT DISTINCT ?c { ?c a kg:Claim }")}
    assert said == {(r["d"], r["c"]) for r in rows if r["c"] in articles}


@checked
@given(worlds())
def test_deals_between_two(world):
    graph = graph_of(world)
    for one in IDS:
        for other in IDS:
            if one < other:
                ends = [entity_iri(one).value, entity_iri(other).value]
                rows = plain(graph, f"SELECT ?d {{ ?d kg:party <{ends[0]}>, <{ends[1]}> }}")
                found = {r["deal"] for r in asked(graph, "between", company=ends[0], other=ends[1])}
                assert found == {r["d"] for r in rows}


def test_an_unknown_narrowing_is_named():
    from dataclasses import replace

    question = replace(find_question("new"), buckets="odd")
    with pytest.raises(QueryError, match="buckets 'odd' is none of"):
        answer(graph_of(World()), question, {"since": "2025"}, language="en", today=TODAY)
