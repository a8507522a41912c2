"""The whole graph written out, the same graph always as the same bytes, so that two dumps compare with ``diff``."""

from collections.abc import Iterator
from typing import IO

import pyoxigraph as ox

from kg.errors import StoreError
from kg.iris import ONTOLOGY, PREFIXES

FORMATS = {
    "nq": ox.RdfFormat.N_QUADS,
    "nt": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
}
"""By file ending; those without named graphs hold the union of all."""

_PREFIXED = frozenset(("trig", "ttl"))


def dump(store: ox.Store, form: str, out: IO[bytes]) -> None:
    """Write all graphs but the ontology, which is ``ontology/kg.ttl``, in order of graph, subject, property, value.

    One graph at a time is held in memory. JSON-LD is written with full IRIs.

    Raises:
        StoreError: there is no such form, or the output cannot be written.
    """
    if form not in FORMATS:
        raise StoreError(f"no RDF form {form!r}; there is {', '.join(FORMATS)}")
    try:
        if form == "jsonld":
            ox.serialize((quad for quads in graphs(store) for quad in quads), out, FORMATS[form])
            return
        out.write(_header(form))
        for quads in graphs(store):
            out.write(_body(quads, form))
    except OSError as error:
        raise StoreError(f"the graph cannot be written: {error}") from error


def graphs(store: ox.Store) -> Iterator[list[ox.Quad]]:
    """Each named graph's quads but the ontology's, graphs and quads sorted."""
    for graph in sorted((g for g in store.named_graphs() if g != ONTOLOGY), key=str):
        yield sorted(store.quads_for_pattern(None, None, None, graph), key=_key)


def _header(form: str) -> bytes:
    """The prefixes, sorted; the engine writes them in an order that changes from run to run."""
    lines = [f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(PREFIXES.items())]
    return "".join(lines if form in _PREFIXED else []).encode()


def _body(quads: list[ox.Quad], form: str) -> bytes:
    named = FORMATS[form].supports_datasets
    written = ox.serialize(
        quads if named else [quad.triple for quad in quads],
        format=FORMATS[form],
        prefixes=PREFIXES if form in _PREFIXED else {},
    )
    lines = (written or b"").splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(b"@prefix "))


def _key(quad: ox.Quad) -> tuple[str, str, str]:
    return str(quad.subject), str(quad.predicate), str(quad.object)
