"""Paths and cycles: what SPARQL cannot say. Edges are fetched a frontier at a time, so that only the near is read."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice

import networkx as nx

Near = Callable[[Collection[str]], Iterable[tuple[str, str]]]
"""The edges (pairs of nodes) of some nodes."""

Meet = Callable[[Collection[str], Collection[str]], Iterable[tuple[str, str]]]
"""The undirected edges between some nodes and some others."""

_PAIRS = 10_000


def shortest_path(near: Near, meet: Meet, one: str, other: str) -> tuple[str, ...]:
    """The nodes of a shortest path from one to the other, both included; empty where none leads there.

    Of several the one whose names come first. Both ends are widened in turn, the smaller frontier first; where few
    pairs of nodes are left to try, whether they touch is asked before either is widened.

    >>> edges = [("a", "b"), ("b", "c"), ("c", "d"), ("a", "d")]
    >>> near = lambda nodes: [e for e in edges if {*e} & {*nodes}]
    >>> shortest_path(near, lambda here, there: [e for e in near(here) if {*e} & {*there}], "a", "c")
    ('a', 'b', 'c')
    """
    graph = nx.Graph()
    graph.add_nodes_from((one, other))
    frontiers = [{one}, {other}]
    seen = [{one}, {other}]
    while all(frontiers) and not seen[0] & seen[1]:
        if len(frontiers[0]) * len(frontiers[1]) <= _PAIRS and (touching := list(meet(*map(sorted, frontiers)))):
            graph.add_edges_from(touching)
            break
        side = int(len(frontiers[1]) < len(frontiers[0]))
        edges = list(near(sorted(frontiers[side])))
        graph.add_edges_from(edges)
        frontiers[side] = {node for edge in edges for node in edge} - seen[side]
        seen[side] |= frontiers[side]
    if not nx.has_path(graph, one, other):
        return ()
    return tuple(min(islice(nx.all_shortest_paths(graph, one, other), 1000)))


def cycles(ahead: Near, behind: Near, start: str, *, length: int) -> Iterator[tuple[str, ...]]:
    """The directed cycles through a node, shortest first, as the nodes in order with the start at both ends.

    ``ahead`` gives the edges that leave some nodes, ``behind`` those that enter some; ``length`` is in nodes. Longer
    cycles are looked for only when the shorter ones are used up.

    >>> edges = [("a", "b"), ("b", "a"), ("b", "c"), ("c", "a")]
    >>> leave = lambda nodes: [e for e in edges if e[0] in nodes]
    >>> enter = lambda nodes: [e for e in edges if e[1] in nodes]
    >>> list(cycles(leave, enter, "a", length=3))
    [('a', 'b', 'a'), ('a', 'b', 'c', 'a')]
    """
    graph = nx.DiGraph([])
    graph.add_node(start)
    out, back = _widening(graph, ahead, start, 1), _widening(graph, behind, start, 0)
    next(back)
    for nodes in range(2, length + 1):
        next(back if nodes % 2 else out)
        yield from _closed(graph, (start,), _distances(graph, start), nodes)


def _widening(graph: nx.DiGraph, near: Near, start: str, far: int) -> Iterator[None]:
    """Adds the edges of one step more each time, without end."""
    frontier, seen = {start}, {start}
    while True:
        edges = list(near(sorted(frontier))) if frontier else []
        graph.add_edges_from(edges)
        frontier = {edge[far] for edge in edges} - seen
        seen |= frontier
        yield


def _distances(graph: nx.DiGraph, start: str) -> Mapping[str, int]:
    """How many edges lead from each node to the start."""
    found: Mapping[str, int] = nx.single_source_shortest_path_length(graph.reverse(copy=False), start)
    return found


def _closed(graph: nx.DiGraph, path: tuple[str, ...], back: Mapping[str, int], left: int) -> Iterator[tuple[str, ...]]:
    """The ways to close a path with so many edges, by no node twice, in the order of the names."""
    for node in sorted(graph.successors(path[-1])):
        if left == 1 and node == path[0]:
            yield (*path, node)
        elif left > 1 and node not in path and back.get(node, left) < left:
            yield from _closed(graph, (*path, node), back, left - 1)
