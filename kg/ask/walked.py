"""The questions whose rows are edges to walk: the path between two companies, the circles through one."""

from collections.abc import Collection, Iterator, Mapping
from itertools import islice, pairwise
from typing import Any

from kg.ask.buckets import attempts, greatest
from kg.ask.header import Question, find_question
from kg.ask.terms import Asked, Terms, bound, iri
from kg.lookup import names_of
from kg.store import Graph

Row = tuple[Any, ...]
Table = tuple[tuple[str, ...], list[Row]]
_FLOWS = 500
_TRIED = 20_000


def path_rows(question: Question, _given: Mapping[str, str], terms: Terms, asked: Asked) -> Table:
    """A shortest path between ``company`` and ``other``, a row for each deal of each step; no rows where none leads."""
    from kg.network import walks

    def edges(frontier: Collection[str], **more: str) -> Iterator[tuple[str, str]]:
        filled = bound(question.body, {**terms, "frontier": _listed(frontier), **more}, {"targets"})
        return ((str(one), str(other)) for one, other in asked.graph.select(filled))

    def meet(here: Collection[str], there: Collection[str]) -> Iterator[tuple[str, str]]:
        return edges(here, targets=_listed(there))

    path = walks.shortest_path(edges, meet, terms["company"][1:-1], terms["other"][1:-1])
    names = names_of(asked.graph, path)
    columns = tuple(question.columns)
    rows = [
        (number, names[one], names[following], *(row[column] for column in columns[3:]))
        for number, (one, following) in enumerate(pairwise(path), 1)
        for row in _between(one, following, terms, asked)
    ]
    return columns, rows


def _between(one: str, other: str, terms: Terms, asked: Asked) -> Iterator[dict[str, Any]]:
    question = find_question("between")
    values = {"company": one, "other": other}
    pair = {**terms, **{name: iri(end) for name, end in values.items()}, "limit": "1000"}
    (shelves,) = attempts(question, values, pair, asked)
    found = asked.graph.select(bound(question.body, {**pair, **shelves}))
    return (dict(zip(found.columns, row, strict=True)) for row in found)


def cycle_rows(question: Question, given: Mapping[str, str], terms: Terms, asked: Asked) -> Table:
    """The circles of money through ``company``, shortest first: a row for each way the money goes on each step."""
    from kg.network import walks

    ways: dict[tuple[str, str], set[Row]] = {}

    def flows(side: str, frontier: Collection[str]) -> Iterator[tuple[str, str]]:
        left = _FLOWS
        for shelves in greatest(side, frontier):
            found = bound(question.body, {**terms, "shelves": shelves, "flows": str(left)})
            for one, other, *rest in asked.graph.select(found):
                left -= 1
                ways.setdefault((str(one), str(other)), set()).add(tuple(rest))
                yield str(one), str(other)
            if not left:
                return

    found = walks.cycles(
        lambda frontier: flows("pays", frontier),
        lambda frontier: flows("paid", frontier),
        terms["company"][1:-1],
        length=int(given["length"]),
    )
    circles = (tuple(pairwise(circle)) for circle in islice(found, _TRIED))
    return tuple(question.columns), list(_circles(circles, ways, asked.graph, int(given["limit"])))


def _circles(
    found: Iterator[tuple[tuple[str, str], ...]], ways: Mapping[tuple[str, str], set[Row]], graph: Graph, limit: int
) -> Iterator[Row]:
    sound = (circle for circle in found if _both_ways([{way for way, *_ in ways[edge]} for edge in circle]))
    kept = list(islice(sound, limit))
    names = names_of(graph, sorted({payer for circle in kept for payer, _ in circle}))
    for number, circle in enumerate(kept, 1):
        for payer, payee in circle:
            for rest in sorted(ways[payer, payee], key=str, reverse=True):
                yield number, names[payer], names[payee], *rest


def _both_ways(edges: list[set[str]]) -> bool:
    """Whether one edge can be a financing and another one a purchase."""
    financing = {place for place, ways in enumerate(edges) if "finances" in ways}
    buying = {place for place, ways in enumerate(edges) if "buys" in ways}
    return bool(financing and buying) and len(financing | buying) > 1


def _listed(nodes: Collection[str]) -> str:
    return " ".join(iri(node) for node in nodes)
