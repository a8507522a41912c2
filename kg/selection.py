"""What an export holds: the deals of a company, a time, a kind, a status, with their parties and claims, as tables.

A table is typed columns and a stream of rows, so that a million of them can be written as they are read. Networks and
tables are made of the same ones.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from kg.iris import Term, enum_of, term_of
from kg.kinds import Family, Firmness, Kind, Per, Qualifier, Role, Status
from kg.lookup import find_entity
from kg.store import Graph

Row = tuple[Any, ...]


class Type(StrEnum):
    """What a column holds; any cell may also be None."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name and what it holds."""

    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows; the rows may be a stream that is read once."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which deals: those of a company (any of its names, or its IRI), dated in ``[since, until)``, of kinds, statuses.

    What is None or empty does not choose. Days are :attr:`kg:day` of a deal.
    """

    company: str | None = None
    since: date | None = None
    until: date | None = None
    kinds: tuple[Kind | Family, ...] = ()
    statuses: tuple[Status, ...] = ()

    @property
    def everything(self) -> bool:
        """Whether it leaves nothing out."""
        return self == Selection()


def pattern(graph: Graph, selection: Selection) -> str:
    """The SPARQL lines that ``?deal`` must meet.

    Raises:
        QueryError: the company is not in the graph, or its name means several.
    """
    lines = ["?deal a kg:Deal ."]
    if selection.company is not None:
        lines.append(f"?deal kg:party <{find_entity(graph, selection.company).iri}> .")
    if selection.kinds:
        lines.append(f"?deal a ?chosen FILTER(?chosen IN ({_terms(selection.kinds)}))")
    if selection.statuses:
        lines.append(f"?deal kg:status ?state FILTER(?state IN ({_terms(selection.statuses)}))")
    days = [(">=", selection.since), ("<", selection.until)]
    tests = " && ".join(f'?dated {sign} "{on.isoformat()}"^^xsd:date' for sign, on in days if on)
    return " ".join([*lines, f"?deal kg:day ?dated FILTER({tests})" if tests else ""])


def companies(graph: Graph, selection: Selection) -> Table:
    """The parties of the deals chosen; every company and public body where nothing is left out."""
    chosen = "?id a kg:Company ."
    if not selection.everything:
        chosen = f"{{ SELECT DISTINCT ?id {{ {pattern(graph, selection)} ?deal kg:party ?id }} }}"
    return _table(graph, "companies", chosen + _COMPANY_LINES, _COMPANY)


def deals(graph: Graph, selection: Selection) -> Table:
    """The deals chosen, each once, with its headline amount and its dates.

    ``starts`` is the first day it is known to run and ``ends`` the day after the last.
    """
    return _table(graph, "deals", pattern(graph, selection) + _DEAL_LINES, (_Field("deal"), *_DEAL))


def disputed(graph: Graph, selection: Selection) -> Table:
    """The other amounts that sources give for the deals chosen, a row for each."""
    stated = f"{pattern(graph, selection)} ?deal kg:disputedAmount ?stated . {_MONEY_LINES}"
    return _table(graph, "disputed", stated, (_Field("deal"), *_MONEY))


def parties(graph: Graph, selection: Selection) -> Table:
    """Who takes part in the deals chosen: a row for each role that a company has in a deal."""
    roles = " ".join(f"<{term_of(role).value}>" for role in Role)
    chosen = f"VALUES ?role {{ {roles} }} ?deal ?role ?company . {pattern(graph, selection)}"
    return _table(graph, "parties", chosen + _PARTY_LINES, _PARTY)


def edges(graph: Graph, selection: Selection) -> Table:
    """Companies on opposite sides of the deals chosen, giver first, and partners: a row for each such two of a deal."""
    chosen = f"""{pattern(graph, selection)} {{ ?deal kg:gives ?source ; kg:takes ?target }}
      UNION {{ ?deal kg:peer ?source ; kg:peer ?target FILTER(STR(?source) < STR(?target)) }}"""
    ends = (_Field("deal"), _Field("source"), _Field("target"))
    return _table(graph, "edges", chosen + _DEAL_LINES, (*ends, *_DEAL))


def claims(graph: Graph, selection: Selection) -> Table:
    """What the articles say of the deals chosen: a row for each claim, with its sentence and where it stands."""
    return _table(graph, "claims", f"{pattern(graph, selection)} ?deal kg:supportedBy ?id . {_CLAIM_LINES}", _CLAIM)


def subjects(graph: Graph, selection: Selection) -> frozenset[str]:
    """What the graph says of the deals chosen is said of these: they, their parts, parties, claims and articles."""
    chosen = pattern(graph, selection)
    found = {str(iri) for way in _WAYS for (iri,) in graph.select(f"SELECT DISTINCT ?id {{ {chosen} {way} }}")}
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Field:
    """A column, how a value is put into it (else as it comes), and what stands where there is none."""

    name: str
    type: Type = Type.TEXT
    put: Callable[[Any], Any] | None = None
    missing: Any = None


def _code(kind: type[Term]) -> Callable[[str], str]:
    return lambda iri: enum_of(iri, kind).value


def _next_day(day: date) -> date | None:
    return day + timedelta(1) if day < date.max else None


_MONEY = (
    _Field("low", Type.NUMBER),
    _Field("high", Type.NUMBER),
    _Field("currency"),
    _Field("qualifier", put=_code(Qualifier)),
    _Field("per", put=_code(Per)),
)
_MONEY_LINES = """
    ?stated kg:currency ?currency ; kg:qualifier ?qualifier .
    OPTIONAL { ?stated kg:low ?low } OPTIONAL { ?stated kg:high ?high } OPTIONAL { ?stated kg:per ?per }
"""
_TERM = (_Field("signed", put=str), _Field("start", put=str), _Field("end", put=str), _Field("duration", put=str))
_COMPANY = (
    _Field("id"),
    _Field("label"),
    _Field("country"),
    _Field("deals", Type.INTEGER, missing=0),
    _Field("watched", Type.BOOLEAN, missing=False),
)
_COMPANY_LINES = """?id rdfs:label ?label .
  OPTIONAL { ?id kg:country ?country } OPTIONAL { ?id kg:dealCount ?deals } OPTIONAL { ?id kg:watched ?watched }"""
_DEAL = (
    _Field("kind", put=_code(Kind)),
    _Field("family", put=lambda iri: Kind(_code(Kind)(iri)).family.value),
    _Field("status", put=_code(Status)),
    _Field("firmness", put=_code(Firmness)),
    _Field("day", Type.DAY),
    *_TERM,
    _Field("starts", Type.DAY),
    _Field("ends", Type.DAY, _next_day),
    *_MONEY,
    _Field("eur", Type.NUMBER),
    _Field("usd", Type.NUMBER),
    _Field("joint", Type.BOOLEAN, missing=False),
    _Field("counted", Type.BOOLEAN, missing=False),
    _Field("first_reported", Type.DAY),
    _Field("last_reported", Type.DAY),
    _Field("sources", Type.INTEGER),
    _Field("confidence", Type.NUMBER),
    _Field("amends"),
)
_DEAL_LINES = f"""
  ?deal kg:kind ?kind ; kg:status ?status ; kg:firmness ?firmness ; kg:sources ?sources ; kg:confidence ?confidence .
  BIND(?kind AS ?family)
  OPTIONAL {{ ?deal kg:day ?day }}
  OPTIONAL {{ ?deal kg:signed ?signed }}
  OPTIONAL {{ ?deal kg:start ?start }}
  OPTIONAL {{ ?deal kg:startEarliest ?beginning }}
  OPTIONAL {{ ?deal kg:end ?end }}
  OPTIONAL {{ ?deal kg:expectedEnd ?ends }}
  OPTIONAL {{ ?deal kg:duration ?duration }}
  OPTIONAL {{
    ?deal kg:amount ?stated . {_MONEY_LINES}
    OPTIONAL {{ ?stated kg:eurLow ?eur_low }} OPTIONAL {{ ?stated kg:eurHigh ?eur_high }}
    OPTIONAL {{ ?stated kg:usdLow ?usd_low }} OPTIONAL {{ ?stated kg:usdHigh ?usd_high }}
  }}
  BIND(COALESCE(?beginning, ?day) AS ?starts)
  BIND(COALESCE(?eur_low, ?eur_high) AS ?eur)
  BIND(COALESCE(?usd_low, ?usd_high) AS ?usd)
  OPTIONAL {{ ?deal kg:joint ?joint }}
  OPTIONAL {{ ?deal kg:counted ?counted }}
  OPTIONAL {{ ?deal kg:firstReported ?first_reported ; kg:lastReported ?last_reported }}
  OPTIONAL {{ ?deal kg:amends ?amends }}"""
_PARTY = (
    _Field("deal"),
    _Field("company"),
    _Field("name"),
    _Field("role", put=_code(Role)),
    _Field("side", put=lambda iri: Role(_code(Role)(iri)).side.value),
    _Field("joint", Type.BOOLEAN, missing=False),
)
_PARTY_LINES = "?company rdfs:label ?name BIND(?role AS ?side) OPTIONAL { ?deal kg:joint ?joint }"
_CLAIM = (
    _Field("id"),
    _Field("deal"),
    _Field("kind", put=_code(Kind)),
    _Field("status", put=_code(Status)),
    *_TERM,
    *_MONEY,
    _Field("sentence"),
    _Field("from", Type.INTEGER),
    _Field("to", Type.INTEGER),
    _Field("article"),
    _Field("title"),
    _Field("publisher"),
    _Field("url"),
    _Field("published", Type.DAY),
    _Field("language"),
    _Field("found_by"),
    _Field("confidence", Type.NUMBER),
)
_CLAIM_LINES = f"""
  ?id kg:kind ?kind ; kg:status ?status ; kg:sentence ?sentence ; kg:sentenceStart ?from ; kg:sentenceEnd ?to ;
    kg:foundBy ?found_by ; kg:confidence ?confidence ; prov:wasDerivedFrom ?article .
  OPTIONAL {{ ?id kg:signed ?signed }}
  OPTIONAL {{ ?id kg:start ?start }}
  OPTIONAL {{ ?id kg:end ?end }}
  OPTIONAL {{ ?id kg:duration ?duration }}
  OPTIONAL {{ ?id kg:amount ?stated . {_MONEY_LINES} }}
  OPTIONAL {{ ?article kg:title ?title }}
  OPTIONAL {{ ?article kg:publisher ?publisher }}
  OPTIONAL {{ ?article kg:url ?url }}
  OPTIONAL {{ ?article kg:published ?published }}
  OPTIONAL {{ ?article kg:language ?language }}"""


_WAYS = (
    "BIND(?deal AS ?id)",
    "?deal kg:party ?id",
    "?deal kg:amount|kg:disputedAmount|kg:history ?id",
    "?deal kg:supportedBy ?id",
    "?deal kg:supportedBy/kg:amount ?id",
    "?deal kg:supportedBy/prov:wasDerivedFrom ?id",
    "?deal kg:supportedBy ?claim . ?claim ?says ?id . ?id a kg:Name",
    "?deal kg:supportedBy ?claim . ?claim ?says ?name . ?name kg:variantOf ?id",
)


def _table(graph: Graph, name: str, where: str, fields: tuple[_Field, ...]) -> Table:
    variables = " ".join(f"?{field.name}" for field in fields)
    found = graph.select(f"SELECT {variables} {{\n{where}\n}}")
    puts = [(place, field.put) for place, field in enumerate(fields) if field.put]
    missing = [(place, field.missing) for place, field in enumerate(fields) if field.missing is not None]
    columns = tuple(Column(field.name, field.type) for field in fields)
    return Table(name, columns, (_row(row, puts, missing) for row in found))


def _row(row: Row, puts: list[tuple[int, Callable[[Any], Any]]], missing: list[tuple[int, Any]]) -> Row:
    cells = list(row)
    for place, put in puts:
        if cells[place] is not None:
            cells[place] = put(cells[place])
    for place, value in missing:
        if cells[place] is None:
            cells[place] = value
    return tuple(cells)


def _terms(chosen: Iterable[Term]) -> str:
    return ", ".join(f"<{term_of(one).value}>" for one in chosen)
