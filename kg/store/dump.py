"""The whole graph written out, the same graph always as the same bytes, so that two dumps compare with ``diff``."""

from collections.abc import Collection, Iterable, Iterator
from typing import IO

import pyoxigraph as ox

from kg.errors import StoreError
from kg.iris import ID, ONTOLOGY, PREFIXES, TOTALS, kg

FORMATS = {
    "nq": ox.RdfFormat.N_QUADS,
    "nt": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
}
"""By file ending; those without named graphs hold the union of all."""

_PREFIXED = frozenset(("trig", "ttl"))
_BONDS = frozenset((kg("dealsWith"), kg("contractsWith")))


def dump(store: ox.Store, form: str, out: IO[bytes], about: Collection[str] | None = None) -> None:
    """Write all graphs but the ontology, which is ``ontology/kg.ttl``, in order of graph, subject, property, value.

    One graph at a time is held in memory. JSON-LD is written with full IRIs. ``about`` chooses subjects (IRIs); what is
    summed up over all deals is left out then: a company's totals, and with whom it deals.

    Raises:
        StoreError: there is no such form, or the output cannot be written.
    """
    if form not in FORMATS:
        raise StoreError(f"no RDF form {form!r}; there is {', '.join(FORMATS)}")
    chosen = graphs(store) if about is None else _only(graphs(store), about)
    try:
        if form == "jsonld":
            ox.serialize((quad for quads in chosen for quad in quads), out, FORMATS[form])
            return
        out.write(_header(form))
        for quads in chosen:
            out.write(_body(quads, form))
    except OSError as error:
        raise StoreError(f"the graph cannot be written: {error}") from error


def graphs(store: ox.Store) -> Iterator[list[ox.Quad]]:
    """Each named graph's quads but the ontology's, graphs and quads sorted."""
    for graph in sorted((g for g in store.named_graphs() if g != ONTOLOGY), key=str):
        yield sorted(store.quads_for_pattern(None, None, None, graph), key=_key)


def _only(found: Iterable[list[ox.Quad]], about: Collection[str]) -> Iterator[list[ox.Quad]]:
    for quads in found:
        if kept := [quad for quad in quads if _subject(quad) in about and not _summed(quad)]:
            yield kept


def _summed(quad: ox.Quad) -> bool:
    whole = quad.graph_name == TOTALS and not _subject(quad).startswith(f"{ID}deal/")
    return whole or quad.predicate in _BONDS


def _subject(quad: ox.Quad) -> str:
    return str(quad.subject)[1:-1]


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
