"""Why something is in the graph: the sentences behind a deal, an edge, a company or a claim, and what disagrees."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.errors import QueryError
from kg.iris import ID
from kg.lookup import find_entity
from kg.store import Graph

_UNSAFE = frozenset('<>"{}|\\^` \n')
_MOST = 20


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is explained, and why, line by line."""

    title: str
    reasons: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """The title, then each reason indented."""
        yield self.title
        yield from (f"  {reason}" for reason in self.reasons)


def explain(graph: Graph, what: str, other: str | None = None, *, language: str) -> Explanation:
    """Why a deal, a claim (IRIs) or a company (a name) is in the graph; with ``other``, why the edge between two is.

    Raises:
        QueryError: the graph knows nothing of the kind.
    """
    if what.startswith((f"{ID}deal/", f"{ID}claim/")) and not _UNSAFE & set(what):
        found = graph.select(
            f"SELECT ?d {{ {{ BIND(<{what}> AS ?d) }} UNION {{ ?d kg:supportedBy <{what}> }} ?d a kg:Deal }}"
        )
    else:
        ends = [find_entity(graph, name).iri for name in (what, other) if name]
        parts = " ".join(f"kg:party <{end}> ;" for end in ends)
        found = graph.select(f"SELECT ?d {{ ?d {parts} a kg:Deal }} ORDER BY ?d LIMIT {_MOST}")
    deals = [str(deal) for (deal,) in found]
    if not deals:
        raise QueryError(f"no deal in the graph rests on {what!r}; `kg list deals` shows those there are")
    title = what if other is None else f"{what} – {other}"
    return Explanation(title, tuple(line for deal in deals for line in _deal(graph, deal, language)))


def _deal(graph: Graph, deal: str, language: str) -> Iterator[str]:
    lang = f'"{language}"' if language.isalpha() else '""'
    about = graph.select(
        f"SELECT ?kind ?status {{ <{deal}> kg:kind/rdfs:label ?kind ; kg:status/rdfs:label ?status "
        f"FILTER(LANG(?kind) = {lang} && LANG(?status) = {lang}) }}"
    )
    yield from (f"{kind}, {status}: <{deal}>" for kind, status in about)
    parties = graph.select(
        f"SELECT ?role ?name {{ <{deal}> ?p ?e . ?e a kg:Entity ; rdfs:label ?name . ?p rdfs:label ?role "
        f"FILTER(LANG(?role) = {lang} && ?p NOT IN (kg:party, kg:gives, kg:takes, kg:peer)) }} ORDER BY ?role ?name"
    )
    yield from (f"  {role}: {name}" for role, name in parties)
    yield from _amounts(graph, deal)
    yield from _claims(graph, deal)


def _amounts(graph: Graph, deal: str) -> Iterator[str]:
    rows = graph.select(
        f"""SELECT ?p ?low ?high ?currency ?eur ?rated {{
          VALUES ?p {{ kg:amount kg:disputedAmount }} <{deal}> ?p ?a . ?a kg:currency ?currency
          OPTIONAL {{ ?a kg:low ?low }} OPTIONAL {{ ?a kg:high ?high }}
          OPTIONAL {{ ?a kg:eurLow ?eur ; kg:rateDate ?rated }}
        }} ORDER BY ?p ?low"""
    )
    for name, low, high, currency, eur, rated in rows:
        rate = "" if eur is None else f" = {eur} EUR ({rated})"
        yield f"  {str(name).rpartition('#')[2]}: {low if low == high else f'{low}..{high}'} {currency}{rate}"


def _claims(graph: Graph, deal: str) -> Iterator[str]:
    rows = graph.select(
        f"""SELECT ?claim ?sentence ?from ?to ?by ?sure ?publisher ?url ?published {{
          <{deal}> kg:supportedBy ?claim .
          ?claim kg:sentence ?sentence ; kg:sentenceStart ?from ; kg:sentenceEnd ?to ; kg:foundBy ?by ;
            kg:confidence ?sure ; prov:wasDerivedFrom ?article .
          OPTIONAL {{ ?article kg:publisher ?publisher }} OPTIONAL {{ ?article kg:url ?url }}
          OPTIONAL {{ ?article kg:published ?published }}
        }} ORDER BY ?published ?claim"""
    )
    for claim, sentence, start, end, by, sure, publisher, url, published in rows:
        source = ", ".join(str(part) for part in (publisher, published, url) if part)
        yield f"  «{sentence}» [{start}, {end})"
        yield f"    {source}; {by}, {sure}; <{claim}>"
