"""Why a deal, an edge or a company is in the graph: the sentences behind it, how they were read, and what disagrees."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from kg.errors import QueryError
from kg.explain.explanation import Explanation
from kg.explain.values import Stated, bounds, date_lines, money_lines
from kg.iris import ID, deal_iri, enum_of, id_of, kg, label_of
from kg.kinds import Kind, Role, Status
from kg.linking.likeness import likeness
from kg.linking.names import parse
from kg.lookup import find_entity
from kg.model import Article, Judgement, Span
from kg.store import Graph

Find = Callable[[str], Article | None]
"""An article by its id, for the text around a sentence; None where it is not at hand."""

_UNSAFE: Final = frozenset('<>"{}|\\^` \n')
_MOST: Final = 20
_DATES: Final = ("signed", "start", "end", "duration")
_CLAIMS: Final = """SELECT ?claim ?sentence ?from ?to ?by ?sure ?kind ?status ?low ?high ?currency
  ?signed ?start ?end ?duration ?article ?key ?language ?country ?publisher ?url ?published ?copied {{
    <{deal}> kg:supportedBy ?claim .
    ?claim kg:sentence ?sentence ; kg:sentenceStart ?from ; kg:sentenceEnd ?to ; kg:foundBy ?by ; kg:confidence ?sure ;
      kg:kind ?kind ; kg:status ?status ; prov:wasDerivedFrom ?article .
    ?article kg:key ?key ; kg:language ?language .
    OPTIONAL {{ ?claim kg:amount ?a . ?a kg:currency ?currency
      OPTIONAL {{ ?a kg:low ?low }} OPTIONAL {{ ?a kg:high ?high }} }}
    OPTIONAL {{ ?claim kg:signed ?signed }} OPTIONAL {{ ?claim kg:start ?start }} OPTIONAL {{ ?claim kg:end ?end }}
    OPTIONAL {{ ?claim kg:duration ?duration }} OPTIONAL {{ ?article kg:publisher ?publisher }}
    OPTIONAL {{ ?article kg:country ?country }} OPTIONAL {{ ?article kg:url ?url }}
    OPTIONAL {{ ?article kg:published ?published }} OPTIONAL {{ ?article kg:copyOf ?copied }}
  }} ORDER BY ?published ?claim"""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What explanations are made from: the graph, its language for readers, the articles, what people judged."""

    graph: Graph
    language: str
    find: Find
    judgements: tuple[Judgement, ...]

    def rows(self, query: str) -> Iterator[dict[str, Any]]:
        """A query's rows by column."""
        found = self.graph.select(query)
        return (dict(zip(found.columns, row, strict=True)) for row in found)

    def said(self, name: str) -> str:
        """What the ontology calls a property."""
        return label_of(kg(name), self.language)


def explain(
    graph: Graph,
    what: str,
    other: str | None = None,
    *,
    language: str,
    find: Find = lambda _: None,
    judgements: Iterable[Judgement] = (),
) -> Explanation:
    """Why a deal (its id or IRI, or a claim's) or a company (a name) is in the graph; with ``other``, an edge.

    ``find`` gives whole articles, in which amounts and dates are read again; without it the sentences must do.

    Raises:
        QueryError: the graph knows nothing of the kind.
    """
    asked = _Asked(graph, language, find, tuple(judgements))
    deals = _deals(graph, what, other)
    if not deals:
        raise QueryError(f"no deal in the graph rests on {what!r}; `kg list deals` shows those there are")
    title = what if other is None else f"{what} – {other}"
    return Explanation(title, tuple(line for deal in deals for line in _deal(asked, deal)))


def _deals(graph: Graph, what: str, other: str | None) -> list[str]:
    iri = what if what.startswith(ID) else deal_iri(what).value
    if not _UNSAFE & set(iri) and (other is None or what.startswith((f"{ID}deal/", f"{ID}claim/"))):
        found = graph.select(
            f"SELECT ?d {{ {{ BIND(<{iri}> AS ?d) }} UNION {{ ?d kg:supportedBy <{iri}> }} ?d a kg:Deal }}"
        )
        if deals := [str(deal) for (deal,) in found]:
            return deals
    ends = [find_entity(graph, name).iri for name in (what, other) if name]
    parts = " ".join(f"kg:party <{end}> ;" for end in ends)
    newest = f"SELECT ?d {{ ?d {parts} a kg:Deal OPTIONAL {{ ?d kg:day ?day }} }} ORDER BY DESC(?day) ?d LIMIT {_MOST}"
    return [str(deal) for (deal,) in graph.select(newest)]


def _deal(asked: _Asked, deal: str) -> Iterator[str]:
    graph, language = asked.graph, asked.language
    for kind, status in graph.select(f"SELECT ?k ?s {{ <{deal}> kg:kind ?k ; kg:status ?s }}"):
        terms = (enum_of(str(kind), Kind), enum_of(str(status), Status))
        yield f"{', '.join(label_of(term, language) for term in terms)}: {id_of(deal)}"
    for party in asked.rows(
        f"SELECT ?p ?name {{ <{deal}> ?p ?e . ?e a kg:Entity ; rdfs:label ?name }} ORDER BY ?p ?name"
    ):
        role = party["p"].rpartition("#")[2]
        if role in set(Role):
            yield f"  {label_of(Role(role), language)}: {party['name']}"
    yield from _amounts(asked, deal)
    yield from _course(asked, deal)
    yield from _amending(asked, deal)
    for claim in asked.rows(_CLAIMS.format(deal=deal)):
        yield from _claim(asked, claim)


def _amounts(asked: _Asked, deal: str) -> Iterator[str]:
    for row in asked.rows(
        f"""SELECT ?p ?a ?low ?high ?currency ?eur ?usd ?rated {{
          VALUES ?p {{ kg:amount kg:disputedAmount }} <{deal}> ?p ?a . ?a kg:currency ?currency
          OPTIONAL {{ ?a kg:low ?low }} OPTIONAL {{ ?a kg:high ?high }} OPTIONAL {{ ?a kg:rateDate ?rated }}
          OPTIONAL {{ ?a kg:eurLow ?eur }} OPTIONAL {{ ?a kg:usdLow ?usd }}
        }} ORDER BY ?p ?low"""
    ):
        others = [
            f"{bounds(row[c], row[c])} {c.upper()}" for c in ("eur", "usd") if row[c] and c.upper() != row["currency"]
        ]
        rate = f" = {' = '.join(others)} ({row['rated']})" if others else ""
        name = asked.said(row["p"].rpartition("#")[2])
        yield f"  {name}: {bounds(row['low'], row['high'])} {row['currency']}{rate}{_tellers(asked, deal, row['a'])}"


def _tellers(asked: _Asked, deal: str, part: str) -> str:
    """Who says an amount, or that a step was taken, where the sources disagree about it."""
    found = asked.graph.select(
        f"""SELECT DISTINCT ?key ?publisher ?on {{ <{deal}> kg:contested <{part}> .
          <{part}> kg:supportedBy/prov:wasDerivedFrom ?article . ?article kg:key ?key
          OPTIONAL {{ ?article kg:publisher ?publisher }} OPTIONAL {{ ?article kg:published ?on }}
        }} ORDER BY ?on ?key"""
    )
    told = dict.fromkeys(" ".join(str(x) for x in (who or key, on) if x) for key, who, on in found)
    return f" — {', '.join(told)}" if told else ""


def _course(asked: _Asked, deal: str) -> Iterator[str]:
    """The steps of a deal that had more than one."""
    steps = list(
        asked.rows(
            f"""SELECT ?step ?status ?on ?published {{ <{deal}> kg:history ?step . ?step kg:status ?status .
              OPTIONAL {{ ?step kg:onEarliest ?on }}
              OPTIONAL {{ ?step kg:supportedBy/prov:wasDerivedFrom/kg:published ?published }} }}"""
        )
    )
    steps.sort(key=lambda step: int(step["step"].rpartition("/")[2]))
    told = [
        f"{label_of(enum_of(s['status'], Status), asked.language)} {s['on'] or s['published'] or ''}".rstrip()
        + _tellers(asked, deal, s["step"])
        for s in steps
    ]
    if len(told) > 1:
        yield f"  {asked.said('history')}: {' → '.join(told)}"


def _amending(asked: _Asked, deal: str) -> Iterator[str]:
    for name in ("amends", "amendedBy"):
        for (other,) in asked.graph.select(f"SELECT ?d {{ <{deal}> kg:{name} ?d }} ORDER BY ?d"):
            yield f"  {asked.said(name)}: {id_of(str(other))}"


def _claim(asked: _Asked, row: dict[str, Any]) -> Iterator[str]:
    source = ", ".join(str(part) for part in (row["publisher"], row["published"], row["url"]) if part)
    yield f"  «{row['sentence']}» [{row['from']}, {row['to']})"
    yield f"    {source or row['key']}"
    yield f"    {asked.said('foundBy')} {row['by']}, {asked.said('confidence')} {row['sure']}; {id_of(row['claim'])}"
    if row["copied"]:
        yield f"    {asked.said('copyOf')} {id_of(row['copied'])}"
    article, sentence = _article(asked, row)
    stated = Stated(row["low"], row["high"], row["currency"], tuple((n, str(row[n])) for n in _DATES if row[n]))
    readable = (enum_of(row["kind"], Kind), enum_of(row["status"], Status))
    yield f"    {', '.join(label_of(term, asked.language) for term in readable)}"
    yield from (f"    {line}" for line in money_lines(article, sentence, stated))
    yield from (f"    {line}" for line in date_lines(article, sentence, stated))
    yield from (f"    {line}" for line in _merges(asked, row["claim"]))


def _article(asked: _Asked, row: dict[str, Any]) -> tuple[Article, Span]:
    """The article of a claim and its sentence there; where its text is not at hand, the sentence for the whole."""
    id_ = id_of(row["article"])
    if found := asked.find(id_):
        return found, Span(row["from"], row["to"])
    text: str = row["sentence"]
    published: date | None = row["published"]
    whole = Article(id_, row["key"], text, row["language"], None, None, row["publisher"], row["country"], published)
    return whole, Span(0, len(text))


def _merges(asked: _Asked, claim: str) -> Iterator[str]:
    """The names of a claim that stand for companies called otherwise, and why; and what people judged of them."""
    names = asked.rows(
        f"""SELECT DISTINCT ?text ?name {{ <{claim}> ?role ?surface . ?surface a kg:Name ; rdfs:label ?text .
          {{ ?surface kg:denotes ?entity }} UNION {{ ?surface kg:variantOf/kg:denotes ?entity }}
          ?entity rdfs:label ?name }} ORDER BY ?text"""
    )
    for row in names:
        if row["text"] != row["name"]:
            alike = likeness(parse(row["text"]), parse(row["name"]))
            why = alike or "by what the articles say of both"
            yield f"«{row['text']}» {asked.said('denotes')} {row['name']}: {why}"
        for one in asked.judgements:
            if {row["text"], row["name"]} & {one.left, one.right}:
                yield f"judged {one.verdict}: {one.left} / {one.right} ({one.by}, {one.at.date()})"
