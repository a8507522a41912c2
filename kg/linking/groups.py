"""Nodes that are one by name alone, and which such groups are worth comparing.

A group is what every decision is about, so that a company with many articles costs one decision. It depends on its own
nodes only.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.linking.names import Name, initials, skipping_one
from kg.linking.nodes import Node, Stems
from kg.model import MentionKind

_TELLING = 3


@dataclass(frozen=True)
class Group:
    """All nodes of one :attr:`~kg.linking.nodes.Node.identity`."""

    id: str
    kind: MentionKind
    nodes: tuple[Node, ...]

    @cached_property
    def head(self) -> Name:
        """Its fullest name: the same words in all its nodes."""
        return max((n.head for n in self.nodes), key=lambda name: (name.country or "", name.text))

    @property
    def label(self) -> str:
        """What a person reads and judges it by: its fullest name, with the country where many have one."""
        country = self.id.partition("@")[2]
        return f"{self.head.text} ({country})" if country not in ("", "?") else self.head.text

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """Every name that an article gives it, one of each key."""
        return tuple({n.key: n for node in self.nodes for n in node.names}.values())

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries that its nodes give."""
        return frozenset(n.country for n in self.nodes if n.country)

    @cached_property
    def articles(self) -> frozenset[str]:
        """The articles that name it."""
        return frozenset(n.article for n in self.nodes)

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
    """Every pair of groups that share a block, once, the lesser id first."""
    blocks: dict[str, dict[str, Group]] = {}
    for group in groups:
        for key in block_keys(group):
            blocks.setdefault(key, {})[group.id] = group
    seen = set()
    for block in blocks.values():
        for a, b in _pairs(block):
            if (a.id, b.id) not in seen:
                seen.add((a.id, b.id))
                yield a, b


def _pairs(block: Mapping[str, Group]) -> Iterator[tuple[Group, Group]]:
    members = [block[id_] for id_ in sorted(block)]
    for at, a in enumerate(members):
        yield from ((a, b) for b in members[at + 1 :])


def block_keys(group: Group) -> frozenset[str]:
    """The blocks a group is in: two groups that share none are never compared."""
    keys = _person_keys if group.kind is MentionKind.PERSON else _company_keys
    own = {f"{group.kind}:{key}" for name in group.names for key in keys(name)}
    return frozenset(own | {f"{group.kind}:{key}" for key in _keys_opposite(group)})


def _person_keys(name: Name) -> Iterator[str]:
    yield from (word for word in name.proper if len(word) >= _TELLING)


def _company_keys(name: Name) -> Iterator[str]:
    yield name.key
    yield name.squashed
    if name.known:
        return
    if name.generic:
        yield from (f"body {concept}" for concept in name.kind)
    if name.proper:
        yield name.proper[0]
        yield " ".join(sorted(name.proper))
        yield from _misspellings(name.proper[0])
    if len(name.words) > 1:
        yield f"{name.words[0]} {name.words[-1]}"
        yield from (f"short {short}" for short in skipping_one(initials(name.text)))
    else:
        yield f"short {name.squashed}"


def _keys_opposite(group: Group) -> Iterator[str]:
    """Names that begin alike and deal alike with the same party: 'Codelco' and 'Corporación Nacional del Cobre'."""
    for name in group.names:
        for family, side, other in group.dealings if name.words else ():
            yield from (f"{name.words[0][:2]} {family} {side} {stem}" for stem in other)


def _misspellings(word: str) -> Iterator[str]:
    """The word with one letter left out, so that words one letter apart share a key."""
    if len(word) >= 6:
        yield from (f"~{word[:i]}{word[i + 1 :]}" for i in range(len(word)))
        yield f"~{word}"
