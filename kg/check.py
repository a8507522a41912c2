"""Whether the graph holds what ``ontology/shapes.ttl`` says must hold, told so that a reader understands it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.config import ontology
from kg.iris import ID
from kg.store import Graph

if TYPE_CHECKING:
    import rdflib

_SHACL = "http://www.w3.org/ns/shacl#"
_PARTS = ("/amount", "/step/")
_NAMES = """SELECT DISTINCT ?node ?text { VALUES ?node { $nodes }
  { ?node rdfs:label|kg:title|kg:party/rdfs:label ?text }
  UNION { ?node rdf:subject|rdf:object ?end . ?end rdfs:label ?text }
  UNION { ?node ?role ?name . ?name a kg:Name ; rdfs:label ?text } }"""
_KINDS = """SELECT DISTINCT ?node ?text { VALUES ?node { $nodes }
  ?node kg:kind|rdf:predicate ?kind . ?kind rdfs:label ?text FILTER(lang(?text) = "$language") }"""
_KEYS = """SELECT DISTINCT ?node ?text { VALUES ?node { $nodes }
  ?node ((kg:supportedBy?)/prov:wasDerivedFrom)?/kg:key ?text }"""


@dataclass(frozen=True, slots=True)
class _Result:
    """A result of the validation, with its message in one language."""

    node: str
    severity: str
    message: str
    value: str


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that does not hold.

    ``severity`` is 'violation' or 'warning'; ``what`` names the deal, claim, entity or article for a reader,
    ``articles`` are the keys of those that tell it, ``iri`` is its own; ``value`` is the value at fault, if one is.
    """

    severity: str
    what: str
    message: str
    value: str
    articles: tuple[str, ...]
    iri: str


def check(graph: Graph, language: str) -> tuple[Violation, ...]:
    """Everything that does not hold, sorted, in a language of the ontology's labels; nothing where all is well."""
    import pyshacl
    import rdflib

    shapes = rdflib.Graph().parse(data=ontology().joinpath("shapes.ttl").read_bytes(), format="turtle")
    _, report, _ = pyshacl.validate(to_rdflib(graph), shacl_graph=shapes, inplace=True)
    results = list(_results(report, shapes, language))
    nodes = sorted({_owner(result.node) for result in results})
    names, kinds, keys = (_texts(graph, query, nodes, language) for query in (_NAMES, _KINDS, _KEYS))
    found = set()
    for result in results:
        node = _owner(result.node)
        kind = f" ({', '.join(kinds[node])})" if kinds[node] else ""
        what = (", ".join(names[node]) or node.removeprefix(ID)) + kind
        found.add(Violation(result.severity, what, result.message, result.value, keys[node], node))
    return tuple(sorted(found))


def to_rdflib(graph: Graph) -> "rdflib.Graph":
    """Everything in the graph as one rdflib graph, for what only rdflib's world can do."""
    import pyoxigraph as ox
    import rdflib

    def to_term(term: object) -> "rdflib.term.Node":
        if isinstance(term, ox.NamedNode):
            return rdflib.URIRef(term.value)
        if isinstance(term, ox.Literal):
            datatype = None if term.language else rdflib.URIRef(term.datatype.value)
            return rdflib.Literal(term.value, lang=term.language, datatype=datatype)
        raise TypeError(f"no place for {term!r}: the graph has no blank nodes")

    made = rdflib.Graph()
    for triple in graph.triples():
        made.add((to_term(triple.subject), to_term(triple.predicate), to_term(triple.object)))
    return made


def _results(report: Any, shapes: "rdflib.Graph", language: str) -> Iterator[_Result]:
    import rdflib

    sh = rdflib.Namespace(_SHACL)
    spoken = {str(text): getattr(text, "language", None) for text in shapes.objects(None, sh.message)}
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        messages = sorted(map(str, report.objects(result, sh.resultMessage)), key=lambda m: spoken.get(m) != language)
        severity = str(report.value(result, sh.resultSeverity)).removeprefix(_SHACL).lower()
        value = str(report.value(result, sh.value) or "")
        yield _Result(str(report.value(result, sh.focusNode)), severity, messages[0], value)


def _texts(graph: Graph, query: str, nodes: Iterable[str], language: str) -> defaultdict[str, tuple[str, ...]]:
    """What a query says of each node, sorted; nothing of those it says nothing of."""
    values = " ".join(f"<{node}>" for node in nodes)
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for node, text in sorted(graph.select(query.replace("$nodes", values).replace("$language", language)), key=str):
        found[str(node)] += (str(text),)
    return found


def _owner(node: str) -> str:
    """The node that a part belongs to: a deal's amount or step is told as the deal's."""
    cut = min((found for part in _PARTS if (found := node.find(part, len(ID))) > 0), default=len(node))
    return node[:cut]
