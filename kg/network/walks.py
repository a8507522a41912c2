"""Paths and cycles: what SPARQL cannot say. Edges are fetched a frontier at a time, so that only the near is read."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice

import networkx as nx

Near = Callable[[Collection[str]], Iterable[tuple[str, str]]]
"""The undirected edges (pairs of nodes) of some nodes."""


def shortest_path(near: Near, one: str, other: str) -> tuple[str, ...]:
    """The nodes of a shortest path from one to the other, both included; empty where none leads there.

    Of several the one whose names come first. Both ends are widened in turn, the smaller frontier first.

    >>> edges = [("a", "b"), ("b", "c"), ("c", "d"), ("a", "d")]
    >>> shortest_path(lambda nodes: [e for e in edges if {*e} & {*nodes}], "a", "c")
    ('a', 'b', 'c')
    """
    graph = nx.Graph()
    graph.add_nodes_from((one, other))
    frontiers = [{one}, {other}]
    seen = [{one}, {other}]
    while all(frontiers) and not seen[0] & seen[1]:
        side = int(len(frontiers[1]) < len(frontiers[0]))
        edges = list(near(sorted(frontiers[side])))
        graph.add_edges_from(edges)
        frontiers[side] = {node for edge in edges for node in edge} - seen[side]
        seen[side] |= frontiers[side]
    if not seen[0] & seen[1]:
        return ()
    return tuple(min(islice(nx.all_shortest_paths(graph, one, other), 1000)))


def cycles(ahead: Near, behind: Near, start: str, *, length: int) -> Iterator[tuple[str, ...]]:
    """The directed cycles through a node, shortest first, as the nodes in order with the start at both ends.

    ``ahead`` gives the edges that leave some nodes, ``behind`` those that enter some; ``length`` is in nodes.

    >>> edges = [("a", "b"), ("b", "a"), ("b", "c"), ("c", "a")]
    >>> leave = lambda nodes: [e for e in edges if e[0] in nodes]
    >>> enter = lambda nodes: [e for e in edges if e[1] in nodes]
    >>> list(cycles(leave, enter, "a", length=3))
    [('a', 'b', 'a'), ('a', 'b', 'c', 'a')]
    """
    graph = nx.DiGraph()
    graph.add_edges_from(_around(ahead, start, (length + 1) // 2, 1))
    graph.add_edges_from(_around(behind, start, length // 2, 0))
    if start not in graph:
        return
    end = _opened(graph, start)
    near = _on_the_way(graph, start, end, length)
    for cutoff in range(2, length + 1):
        for path in sorted(nx.all_simple_paths(near, start, end, cutoff=cutoff)):
            if len(path) == cutoff + 1:
                yield (*path[:-1], start)


def _around(near: Near, start: str, depth: int, far: int) -> Iterator[tuple[str, str]]:
    frontier, seen = {start}, {start}
    for _ in range(depth):
        edges = list(near(sorted(frontier))) if frontier else []
        yield from edges
        frontier = {edge[far] for edge in edges} - seen
        seen |= frontier


def _opened(graph: nx.DiGraph, start: str) -> str:
    """Cut the start in two, so that a cycle through it becomes a path from the one half to the other."""
    end = f"{start}\n"
    graph.add_edges_from([(node, end) for node in list(graph.predecessors(start))])
    graph.remove_edges_from([(node, start) for node in list(graph.predecessors(start))])
    return end


def _on_the_way(graph: nx.DiGraph, start: str, end: str, length: int) -> nx.DiGraph:
    out: Mapping[str, int] = nx.single_source_shortest_path_length(graph, start, cutoff=length)
    graph.add_node(end)
    back: Mapping[str, int] = nx.single_source_shortest_path_length(graph.reverse(copy=False), end, cutoff=length)
    return graph.subgraph([*(node for node in out if out[node] + back.get(node, length + 1) <= length), start, end])
