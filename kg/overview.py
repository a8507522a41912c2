"""The graph at a glance: who contracts with whom as one table, the companies, and how much there is of everything."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg import selection
from kg.iris import KG, Term, term_of
from kg.kinds import Kind, Per, Qualifier, Role, Status
from kg.selection import Column, Selection, Table, Type
from kg.store import Graph
from kg.wording import duration, number

_COUNTS = """
SELECT (COUNT(DISTINCT ?company) AS ?companies) (COUNT(DISTINCT ?deal) AS ?deals) (COUNT(DISTINCT ?claim) AS ?claims)
{ { ?company a kg:Company } UNION { ?deal a kg:Deal } UNION { ?claim a kg:Claim } }"""
_LABELS = (
    "SELECT ?term ?label {{ ?term rdfs:label ?label FILTER(LANG(?label) = '{language}') }} VALUES ?term {{ {terms} }}"
)
_WORDS: tuple[type[Term], ...] = (Kind, Status, Role, Qualifier, Per)
_KEYS = "SELECT ?article ?key { ?article a kg:Article ; kg:key ?key }"
_WHEN = ("signed", "start", "end")
_TERM = (*_WHEN, "duration")
_DISPUTED = KG + "disputedAmount"
_DEALS = ("parties", "kind", "amount", "term", "status", "source", "deal")
_ORDER = {role.value: place for place, role in enumerate(Role)}  # who gives, then who takes


def counts(graph: Graph) -> list[tuple[str, Any]]:
    """How many companies, deals and claims the graph holds."""
    found = graph.select(_COUNTS)
    return list(zip(found.columns, next(iter(found)), strict=True))


def companies(graph: Graph, *, watched: bool = False) -> Table:
    """Companies and public bodies by number of firm deals, then name; ``watched`` is told where it is true.

    Args:
        graph: What they are in.
        watched: Only those of the user's own list that are watched.
    """
    table = selection.companies(graph, Selection())
    at = {column.name: place for place, column in enumerate(table.columns)}
    order = sorted(table.rows, key=lambda row: (-(row[at["deals"]] or 0), row[at["label"]]))
    shown = ("label", "country", "deals", "watched", "id")
    columns = tuple(Column("name" if n == "label" else n, table.columns[at[n]].type) for n in shown)
    chosen = (row for row in order if row[at["watched"]] or not watched)
    return Table("companies", columns, [tuple(_told(row[at[name]]) for name in shown) for row in chosen])


def _told(cell: Any) -> Any:
    return None if cell is False else cell


def deals(graph: Graph, language: str, chosen: Selection | None = None) -> Table:
    """Who contracts with whom: each deal's parties with their roles, kind, amount, term, status, source, and its IRI.

    The newest deals come first, the giving party before the taking one; words are those of the language. Parties,
    amounts (the headline's, then what other sources say) and terms are tuples, a line each.
    """
    chosen = chosen or Selection()
    said = _words(graph, language)
    parties, sources, disputed = _parties(graph, chosen, said), _sources(graph, chosen), _disputed(graph, chosen, said)
    every = sorted(_dicts(selection.deals(graph, chosen)), key=lambda d: (str(d["day"] or ""), d["deal"]), reverse=True)
    made = [
        (
            parties[deal["deal"]],
            said[term_of(Kind(deal["kind"])).value],
            (_amount(deal, said), *disputed.get(deal["deal"], ())),
            tuple(_term(deal, said, language)),
            said[term_of(Status(deal["status"])).value],
            _first(sources[deal["deal"]]),
            deal["deal"],
        )
        for deal in every
    ]
    return Table("deals", tuple(Column(name, Type.TEXT) for name in _DEALS), made)


def _words(graph: Graph, language: str) -> Mapping[str, str]:
    """The labels of the terms that the table says, by IRI."""
    terms = [term_of(member).value for kind in _WORDS for member in kind] + [_DISPUTED, *(KG + name for name in _TERM)]
    query = _LABELS.format(language=language, terms=" ".join(f"<{term}>" for term in terms))
    return {str(term): str(label) for term, label in graph.select(query)}


def _dicts(table: Table) -> Iterator[dict[str, Any]]:
    names = [column.name for column in table.columns]
    return (dict(zip(names, row, strict=True)) for row in table.rows)


def _parties(graph: Graph, chosen: Selection, said: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for party in _dicts(selection.parties(graph, chosen)):
        found[party["deal"]].append((_ORDER[party["role"]], party["name"], said[term_of(Role(party["role"])).value]))
    return {deal: tuple(f"{name} ({role})" for _, name, role in sorted(parts)) for deal, parts in found.items()}


def _sources(graph: Graph, chosen: Selection) -> Mapping[str, set[tuple[str, str]]]:
    """The days and publishers that tell each deal; an article without publisher is named by its title, else its key."""
    keys = {str(article): str(key) for article, key in graph.select(_KEYS)}
    made: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for claim in _dicts(selection.claims(graph, chosen)):
        told = claim["publisher"] or claim["title"] or Path(keys[claim["article"]]).name
        made[claim["deal"]].add((str(claim["published"] or ""), told))
    return made


def _first(sources: set[tuple[str, str]]) -> str:
    """The first source by day, and how many more there are.

    >>> _first({("2025-03-11", "Faro"), ("", "nota.txt")})
    'Faro 2025-03-11 +1'
    """
    day, told = min(sources, key=lambda source: (source[0] or "9999", source[1]))
    more = f" +{len(sources) - 1}" if len(sources) > 1 else ""
    return f"{told} {day}".rstrip() + more


def _disputed(graph: Graph, chosen: Selection, said: Mapping[str, str]) -> Mapping[str, list[str]]:
    """The amounts of each deal that other sources give."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in _dicts(selection.disputed(graph, chosen)):
        found[row["deal"]].append(f"{said[_DISPUTED]}: {_amount(row, said)}")
    return {deal: sorted(amounts) for deal, amounts in found.items()}


def _amount(deal: Mapping[str, Any], said: Mapping[str, str]) -> str:
    low, high = deal["low"], deal["high"]
    if low is None and high is None:
        return ""
    numbers = " - ".join(dict.fromkeys(number(n) for n in (low, high) if n is not None))
    currency = deal["currency"] if deal["currency"] != "XXX" else "?"
    sharp = Qualifier(deal["qualifier"])
    how = "" if sharp in {Qualifier.EXACT, Qualifier.RANGE} else f"{said[term_of(sharp).value]} "
    return f"{how}{numbers} {currency}" + (f" {said[term_of(Per(deal['per'])).value]}" if deal["per"] else "")


def _term(deal: Mapping[str, Any], said: Mapping[str, str], language: str) -> Iterator[str]:
    yield from (f"{said[KG + name]} {deal[name]}" for name in _WHEN if deal[name])
    if deal["duration"]:
        yield f"{said[KG + 'duration']} {duration(deal['duration'], language)}"
