"""The questions whose rows are edges to walk: the path between two companies, the circles through one."""

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import Any

from kg.ask.header import Question, find_question
from kg.ask.terms import Asked, Terms, bound, iri
from kg.lookup import names_of
from kg.store import Graph

Row = tuple[Any, ...]
Table = tuple[tuple[str, ...], list[Row]]


def path_rows(question: Question, _given: Mapping[str, str], terms: Terms, asked: Asked) -> Table:
    """A shortest path between ``company`` and ``other``, a row for each deal of each step; no rows where none leads."""
    from kg.network import walks

    def near(frontier: Collection[str]) -> Iterator[tuple[str, str]]:
        return _edges(question, {**terms, "frontier": _frontier(frontier)}, asked.graph)

    path = walks.shortest_path(near, terms["company"][1:-1], terms["other"][1:-1])
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
    pair = {**terms, "company": iri(one), "other": iri(other), "limit": "1000"}
    found = asked.graph.select(bound(question.body, pair))
    return (dict(zip(found.columns, row, strict=True)) for row in found)


def cycle_rows(question: Question, given: Mapping[str, str], terms: Terms, asked: Asked) -> Table:
    """The circles of money through ``company``, shortest first: a row for each way the money goes on each step."""
    from kg.network import walks

    ways: dict[tuple[str, str], list[Row]] = {}

    def fetched(end: str, frontier: Collection[str]) -> Iterator[tuple[str, str]]:
        filled = {**terms, "end": f"?{end}", "frontier": _frontier(frontier)}
        for one, other, *rest in asked.graph.select(bound(question.body, filled)):
            payer, payee = str(one), str(other)
            if tuple(rest) not in ways.setdefault((payer, payee), []):
                ways[payer, payee].append(tuple(rest))
            yield payer, payee

    found = walks.cycles(
        lambda frontier: fetched("payer", frontier),
        lambda frontier: fetched("payee", frontier),
        terms["company"][1:-1],
        length=int(given["length"]),
    )
    circles = (tuple(pairwise(circle)) for circle in found)
    return tuple(question.columns), list(_circles(circles, ways, asked.graph, int(given["limit"])))


def _circles(
    found: Iterator[tuple[tuple[str, str], ...]], ways: Mapping[tuple[str, str], list[Row]], graph: Graph, limit: int
) -> Iterator[Row]:
    number = 0
    for circle in found:
        if not _both_ways([{way for way, *_ in ways[edge]} for edge in circle]):
            continue
        number += 1
        names = names_of(graph, [payer for payer, _ in circle])
        for payer, payee in circle:
            yield from (
                (number, names[payer], names[payee], *rest) for rest in sorted(ways[payer, payee], reverse=True)
            )
        if number >= limit:
            return


def _both_ways(edges: list[set[str]]) -> bool:
    """Whether one edge can be a financing and another one a purchase."""
    financing = {place for place, ways in enumerate(edges) if "finances" in ways}
    buying = {place for place, ways in enumerate(edges) if "buys" in ways}
    return bool(financing and buying) and len(financing | buying) > 1


def _edges(question: Question, terms: Terms, graph: Graph) -> Iterator[tuple[str, str]]:
    return ((str(one), str(other)) for one, other, *_ in graph.select(bound(question.body, terms)))


def _frontier(nodes: Collection[str]) -> str:
    return " ".join(iri(node) for node in nodes)
