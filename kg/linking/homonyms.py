"""One name, two companies: nodes that are called alike but described as of two countries, in unrelated company."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.linking.groups import Group
from kg.linking.nodes import Node
from kg.linking.support import support

_RELATED = 0.1


def told_apart(groups: Iterable[Group]) -> Iterator[Group]:
    """Each group, or the several that it holds: their ids end in the country."""
    for group in groups:
        camps = _camps(group.nodes) if _many_origins(group) else {}
        if len(camps) < 2:
            yield group
            continue
        members = _shared_out(group.nodes, camps)
        for origin in sorted(members):
            yield replace(group, id=f"{group.id}@{origin}", nodes=members[origin], origin=origin)


def _many_origins(group: Group) -> bool:
    return len({n.origin for n in group.nodes if n.origin}) > 1 and not group.head.generic and not group.head.known


def _camps(nodes: tuple[Node, ...]) -> dict[str, tuple[Node, ...]]:
    """Nodes by origin; origins whose nodes have company in common are one camp, named by the commonest."""
    sizes = Counter(n.origin for n in nodes if n.origin)
    camps: dict[str, tuple[Node, ...]] = {}
    for origin in sorted(sizes, key=lambda o: (-sizes[o], o)):
        mine = tuple(n for n in nodes if n.origin == origin)
        related = next((c for c, theirs in camps.items() if support(mine, theirs) >= _RELATED), origin)
        camps[related] = (*camps.get(related, ()), *mine)
    return camps


def _shared_out(nodes: tuple[Node, ...], camps: dict[str, tuple[Node, ...]]) -> dict[str, tuple[Node, ...]]:
    """Every node in the camp it was put in, else in the one it has most in common with, else in the largest."""
    placed = {id(n): camp for camp, members in camps.items() for n in members}
    largest = min(camps, key=lambda c: (-len(camps[c]), c))
    for node in nodes:
        if id(node) not in placed:
            near = {camp: support([node], members) for camp, members in camps.items()}
            best = min(near, key=lambda c: (-near[c], c))
            placed[id(node)] = best if near[best] > 0 else largest
    return {camp: tuple(n for n in nodes if placed[id(n)] == camp) for camp in camps}
