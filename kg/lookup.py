"""A name as a user writes it, found in the graph: any alias, without case, accents, legal form; or what it may mean."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.errors import QueryError
from kg.iris import ID, bare_key, name_key
from kg.store import Graph

_SHOWN = 5
_NEAR = 60


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """An entity of the graph: its name and its IRI."""

    name: str
    iri: str


def find_entity(graph: Graph, text: str) -> Found:
    """The one entity that a name, an identifier ('ticker:NVDA') or an IRI means.

    Raises:
        QueryError: none does, or several do; the message names those that may be meant.
    """
    found = _by_iri(graph, text) if text.startswith(ID) else _by_name(graph, text)
    if len(found) == 1:
        return found[0]
    if not found:
        raise QueryError(f"nothing in the graph is called {text!r}{_hint(graph, text)}")
    options = ", ".join(f"{f.name} <{f.iri}>" for f in found[:_SHOWN])
    raise QueryError(f"{text!r} is the name of {len(found)} entities: {options}; give the IRI of one")


def near_names(graph: Graph, text: str) -> list[str]:
    """The names in the graph that are most like a text, best first; empty where none is."""
    from rapidfuzz import fuzz, process

    found = graph.select("SELECT ?name { ?e a kg:Entity ; rdfs:label ?name }")
    names = {name_key(str(name)): str(name) for (name,) in found}
    keys = process.extract(name_key(text), list(names), scorer=fuzz.WRatio, limit=_SHOWN, score_cutoff=_NEAR)
    return [names[key] for key, *_ in keys]


def _by_iri(graph: Graph, text: str) -> list[Found]:
    if any(char in text for char in '<>"{}|\\^` \n'):
        return []
    rows = graph.select(f"SELECT ?name {{ <{text}> a kg:Entity ; rdfs:label ?name }}")
    return [Found(str(name), text) for (name,) in rows]


def _by_name(graph: Graph, text: str) -> list[Found]:
    found = _matching(graph, f'?entity kg:nameKey "{_quoted(name_key(text))}"')
    if not found:
        found = _matching(graph, f'?entity kg:bareKey "{_quoted(bare_key(text))}"')
    if not found and ":" in text:
        found = _matching(graph, f'?entity kg:identifier "{_quoted(text)}"')
    return _companies_first(graph, found) if len(found) > 1 else found


def _matching(graph: Graph, pattern: str) -> list[Found]:
    rows = graph.select(f"SELECT DISTINCT ?name ?entity {{ {pattern} . ?entity rdfs:label ?name }}")
    return sorted(Found(str(name), str(iri)) for name, iri in rows)


def _companies_first(graph: Graph, found: list[Found]) -> list[Found]:
    """Of several entities of a name, those that take part in deals; all of them where none does."""
    values = " ".join(f"<{f.iri}>" for f in found)
    active = {iri for (iri,) in graph.select(f"SELECT DISTINCT ?e {{ VALUES ?e {{ {values} }} ?deal kg:party ?e }}")}
    return [f for f in found if f.iri in active] or found


def _hint(graph: Graph, text: str) -> str:
    names = near_names(graph, text)
    return f"; did you mean {_or(names)}?" if names else "; `kg list companies` shows who is"


def _or(names: list[str]) -> str:
    return " or ".join([", ".join(map(repr, names[:-1])), repr(names[-1])] if names[1:] else [repr(names[0])])


def _quoted(text: str) -> str:
    return "".join(_escaped(text))


def _escaped(text: str) -> Iterator[str]:
    marks = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"}
    return (marks.get(char, char) for char in text)


def names_of(graph: Graph, iris: Iterable[str]) -> dict[str, str]:
    """The names of some entities, by IRI."""
    values = " ".join(f"<{iri}>" for iri in iris)
    return {str(e): str(n) for e, n in graph.select(f"SELECT ?e ?n {{ VALUES ?e {{ {values} }} ?e rdfs:label ?n }}")}
