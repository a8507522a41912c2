"""Nodes that are one by name alone, and which such groups are worth comparing.

A group is what every decision is about, so that a company with many articles costs one decision. It depends on its own
nodes only.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.kinds import MentionKind
from kg.linking.known import Known
from kg.linking.names import Name
from kg.linking.nodes import Node, Stems, facing


@dataclass(frozen=True)
class Group:
    """All nodes of one :attr:`~kg.linking.nodes.Node.identity`."""

    id: str
    kind: MentionKind
    nodes: tuple[Node, ...]
    origin: str | None = None
    known: Known | None = None

    @cached_property
    def head(self) -> Name:
        """Its fullest name: the same words in all its nodes."""
        return max((n.head for n in self.nodes), key=lambda name: (name.country or "", name.text))

    @property
    def label(self) -> str:
        """What a person reads and judges it by: its fullest name, with the country where many have one.

        One that was told apart in an article is called by its name there.
        """
        if self.detached:
            return f"{self.nodes[0].detached} @ {self.nodes[0].article}"
        country = self.id.partition("@")[2]
        return f"{self.head.text} ({country})" if country not in ("", "?") else self.head.text

    @property
    def detached(self) -> bool:
        """Whether it is a name of one article that a person told apart from those like it."""
        return bool(self.nodes[0].detached)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """Every telling name that an article gives it, one of each key; its fullest in any case."""
        every = (n for node in self.nodes for n in node.names if n.telling)
        return tuple({n.key: n for n in (self.head, *every)}.values())

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of its names."""
        return frozenset(n.key for n in self.names)

    @cached_property
    def blocks(self) -> frozenset[str]:
        """The blocks of its nodes, and the one of what it is known as."""
        known = {f"known {self.known.name}"} if self.known else set()
        return frozenset(known.union(*(n.blocks for n in self.nodes)))

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries that its nodes give."""
        return frozenset(n.country for n in self.nodes if n.country)

    @cached_property
    def articles(self) -> frozenset[str]:
        """The articles that name it."""
        return frozenset(n.article for n in self.nodes)

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages of its articles."""
        return frozenset(n.language for n in self.nodes)

    @cached_property
    def former(self) -> frozenset[str]:
        """The articles that say it is called so no more."""
        return frozenset(n.article for n in self.nodes if n.former)

    @cached_property
    def beside(self) -> frozenset[Stems]:
        """What its articles name beside it."""
        return frozenset().union(*(n.beside for n in self.nodes))

    @cached_property
    def dealings(self) -> frozenset[tuple[str, str, Stems]]:
        """In which sort of deal it stands on which side opposite whom."""
        return frozenset().union(*(n.dealings for n in self.nodes))

    @cached_property
    def fingerprints(self) -> frozenset[tuple[str, str, int]]:
        """Its deals, as another article would tell them alike."""
        return frozenset().union(*(n.fingerprints for n in self.nodes))


def groups_of(nodes: Iterable[Node]) -> tuple[Group, ...]:
    """The groups that nodes fall into, by id; a group's nodes by article and name."""
    found: dict[str, list[Node]] = {}
    for node in nodes:
        found.setdefault(node.identity, []).append(node)
    return tuple(
        Group(id_, members[0].kind, tuple(sorted(members, key=lambda n: (n.article, n.name))))
        for id_, members in sorted(found.items())
    )


def candidates(groups: Iterable[Group]) -> Iterator[tuple[Group, Group]]:
    """Every pair of groups in blocks that face each other, once, the lesser id first."""
    blocks: dict[str, dict[str, Group]] = {}
    for group in groups:
        for key in group.blocks:
            blocks.setdefault(key, {})[group.id] = group
    seen = set()
    for key, block in blocks.items():
        for a, b in _pairs(block, blocks.get(facing(key), {})):
            if (a.id, b.id) not in seen:
                seen.add((a.id, b.id))
                yield a, b


def _pairs(one: Mapping[str, Group], other: Mapping[str, Group]) -> Iterator[tuple[Group, Group]]:
    every = [other[id_] for id_ in sorted(other)]
    for id_ in sorted(one):
        yield from ((one[id_], b) for b in every if id_ < b.id)
