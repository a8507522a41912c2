"""Nodes that are one by name alone, and which such groups are worth comparing.

A group is what every decision is about, so that a company with many articles costs one decision. It depends on its own
nodes only.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.linking.known import Known
from kg.linking.names import Name, initials, skipping_one
from kg.linking.nodes import Node, Stems
from kg.model import MentionKind


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
        """What a person reads and judges it by: its fullest name, with the country where many have one."""
        country = self.id.partition("@")[2]
        return f"{self.head.text} ({country})" if country not in ("", "?") else self.head.text

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
    """The blocks a group is in: two groups that share none are never compared.

    Names that are nearly the same meet by themselves; names that are only alike meet where the articles also name
    something in common beside them, since without it they would not be put together anyway.
    """
    strong, weak = (_person_keys if group.kind is MentionKind.PERSON else _company_keys)(group)
    near = {stem for stems in group.beside for stem in stems}
    keys = strong | {f"{key} {stem}" for key in weak for stem in near}
    keys |= {f"known {group.known.name}"} if group.known else set()
    return frozenset(f"{group.kind}:{key}" for key in keys)


Keys = tuple[frozenset[str], frozenset[str]]


def _person_keys(group: Group) -> Keys:
    """By the whole name and its first two words; by each later word, where a surname alone may stand for it."""
    several = [n for n in group.names if len(n.proper) > 1]
    strong = {n.squashed for n in group.names} | {f"{n.proper[0]} {n.proper[1]}" for n in several}
    weak = {f"~{w}" for n in several for w in n.proper[1:]} | {f"~{n.proper[0]}" for n in group.names if n.proper}
    return frozenset(strong), frozenset(weak)


def _company_keys(group: Group) -> Keys:
    """By the whole name; by its beginning, its acronyms and, in the same sort of deal, its first two letters."""
    strong, weak = set(), set()
    for name in group.names:
        strong |= {name.key, name.squashed}
        if name.generic:
            weak |= {f"body {concept}" for concept in name.kind}
            strong |= {f"body {name.country} {concept}" for concept in name.kind if name.country}
        if name.proper and not name.known:
            strong.add(" ".join(sorted(name.proper)))
            strong.add(f"^{name.squashed.removesuffix('group').removesuffix('grupo')}")
            weak |= {name.proper[0][:3], f"{name.words[0]} {name.words[-1]}"}
            weak |= {f"short {short}" for short in skipping_one(initials(name.text))} or {f"short {name.squashed}"}
    begun = {n.words[0][:2] for n in group.names if n.words}
    alike = {f"{two} {how} {stem}" for two in begun for how, side, stems in group.dealings for stem in stems}
    return frozenset(strong | alike), frozenset(weak)
