"""A company is found by any of its names, however it is written; where several may be meant, they are listed."""

from functools import cache

import pyoxigraph
import pytest
from worlds import company, find

from kg.errors import QueryError
from kg.iris import ontology_quads
from kg.lookup import find_entity, near_names
from kg.model import World
from kg.store import Graph
from kg.triples import world_quads

NAMES = {
    "rial": "Rial Solar, S.L.",
    "rialto": "Rialto Ibérica, S.A.",
    "faro": "Faro",
    "faro_sa": "Faro, S.A.",
    "norte": "Banco Norte, S.A.",
    "norte_mx": "Banco Norte, S.A. de C.V.",
}


@cache
def graph() -> Graph:
    store = pyoxigraph.Store()
    world = World(tuple(company(id_, name, "a1") for id_, name in NAMES.items()))
    store.extend([*ontology_quads(), *world_quads(world, find)])
    return Graph(store)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Rial Solar, S.L.", "Rial Solar, S.L."),
        ("Rial Solar", "Rial Solar, S.L."),
        ("rial solar sl", "Rial Solar, S.L."),
        ("RIALTO IBERICA", "Rialto Ibérica, S.A."),
        ("Rialto Ibérica SA", "Rialto Ibérica, S.A."),
        ("Faro", "Faro"),
        ("Faro, S.A.", "Faro, S.A."),
        ("https://w3id.org/kg-deals/id/entity/faro_sa", "Faro, S.A."),
    ],
)
def test_a_name_is_found_as_it_may_be_written(written, found):
    assert find_entity(graph(), written).name == found


def test_a_name_of_several_lists_them():
    with pytest.raises(QueryError, match=r"'banco norte' is the name of 2 entities: Banco Norte, S\.A\. <"):
        find_entity(graph(), "banco norte")


def test_what_is_not_there_names_the_nearest():
    with pytest.raises(QueryError, match="did you mean 'Rial Solar"):
        find_entity(graph(), "Rial Solr")
    assert near_names(graph(), "zzzzzz") == []
