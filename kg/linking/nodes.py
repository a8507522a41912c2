"""What one article names: the units that linking puts together, each with its names and its surroundings."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from kg import rates
from kg.kinds import MentionKind
from kg.linking import places, vocabulary
from kg.linking.aliases import parts_of, without_lists
from kg.linking.names import SHORTENED, Name, initials, is_description, parse, parse_person, skipping_one
from kg.linking.traits import origin_of
from kg.model import Amount, Article, Claim, Named, Reading
from kg.renames import is_former

Stems = frozenset[str]
Called = tuple[MentionKind, str]
_STEP = 1.15
LINKED = (MentionKind.COMPANY, MentionKind.PERSON)
_ACRONYM, _SA = 3, "sa"
# How a block begins that holds short forms, full names, names by a word that they go on after or that they come to.
_SHORT, _FULL, _OPENS, _ENDS = "<", ">", "[", "]"
_FACING = {_SHORT: _FULL, _FULL: _SHORT, _OPENS: _ENDS, _ENDS: _OPENS}
_SENTENCE_ENDS = ".!?\n"


@dataclass(frozen=True)
class Node:
    """A company or person of one article.

    ``country`` is a public body's, ``origin`` what a company is described as. ``beside`` are the stems
    (:func:`stems_of`) of what else the article names, ``near`` those of them that it says itself; ``dealings`` say in
    which family of deals it stands on which side opposite whom; ``fingerprints`` are its deals, as far as another
    article would tell them alike. ``detached`` is the name that a person said is another's here than elsewhere.
    ``former`` is whether the article says that it is called so no more.
    A name that the reading gives a company without any sign of it is a node of its own, ``part_of`` that company
    (its ``name``), among whose ``loose`` names it is.
    """

    article: str
    kind: MentionKind
    name: str
    names: tuple[Name, ...] = field(compare=False)
    country: str | None
    origin: str | None
    language: str
    beside: frozenset[Stems] = field(repr=False, compare=False)
    near: Stems = field(repr=False, compare=False)
    dealings: frozenset[tuple[str, str, Stems]] = field(repr=False, compare=False)
    fingerprints: frozenset[tuple[str, str, int]] = field(repr=False, compare=False)
    former: bool = False
    detached: str | None = None
    part_of: str | None = None
    loose: tuple[Name, ...] = field(default=(), compare=False)

    @cached_property
    def head(self) -> Name:
        """Its fullest name."""
        return max(self.names, key=_fullness)

    @cached_property
    def blocks(self) -> frozenset[str]:
        """The blocks that it is in: two groups of nodes are never compared where none is :func:`facing` the other's.

        Names that are nearly the same meet by themselves; names that are only alike meet where the articles also name
        something in common beside them, since without it they would not be put together anyway.
        """
        strong, weak = _person_keys(self) if self.kind is MentionKind.PERSON else _company_keys(self)
        every = {stem for stems in self.beside for stem in stems if self.telling(stem)}
        # Two acronyms that are only made up here would meet in a large world by chance.
        met = {f"{key} {stem}" for key in weak for stem in (self.near if key[0] in _FACING else every)}
        return frozenset(f"{self.kind}:{key}" for key in strong | met)

    def telling(self, stem: str) -> bool:
        """Whether few other names would have a stem: three letters that are nobody's name here are anybody's."""
        return len(stem) > _ACRONYM or stem in self.near

    @cached_property
    def identity(self) -> str:
        """What nodes share that are one by name alone: kind, words, and the country where many have such a body."""
        own = "".join(self.head.proper) if self.kind is MentionKind.PERSON else self.head.key
        alone = f"#{self.article}" if self.detached else ""
        return f"{self.kind}:{own}{alone}" + (f"@{self.country or '?'}" if self.head.generic else "")


def nodes_of(article: Article, reading: Reading, detached: frozenset[str] = frozenset()) -> tuple[Node, ...]:
    """The companies and persons of a reading, in its order; ``detached`` are names told apart from other articles'."""
    linked = [n for n in reading.named if n.kind in LINKED and any(a.strip() for a in (n.name, *n.aliases))]
    told = frozenset(text for n in linked for text in (n.name, *n.aliases))
    names = {(n.kind, n.name): tuple(without_lists(_names(n), told)) for n in linked}
    beside = names | {(n.kind, n.name): _names(n) for n in reading.named if _may_be_one(n)}
    bodies = any(n.is_body and not n.country for own in names.values() for n in own)
    about = places.country_of_article(article, reading) if bodies else None
    taken = {n.name for n in linked}
    nodes = (part for n in linked for part in _parted(_node(n, beside, article, reading, about), article.text, taken))
    return tuple(replace(n, detached=_detached(n, detached)) for n in nodes) if detached else tuple(nodes)


def _parted(node: Node, text: str, taken: set[str]) -> Iterator[Node]:
    """A node, and one for each part of its names that nothing ties to the rest."""
    parts = parts_of(node.names, text) if node.kind is MentionKind.COMPANY else ()
    if len(parts) < 2:
        yield node
        return
    main = next((part for part in parts if any(n.text == node.name for n in part)), parts[0])
    others = [part for part in parts if part is not main]
    yield replace(node, names=main, loose=tuple(n for part in others for n in part))
    for part in others:
        fullest = max(part, key=_fullness)
        if fullest.text not in taken:
            taken.add(fullest.text)
            yield replace(
                node,
                name=fullest.text,
                names=part,
                part_of=node.name,
                dealings=frozenset(),
                fingerprints=frozenset(),
            )


def _may_be_one(named: Named) -> bool:
    """Whether it is named as another sort of thing, but may be a company or person that was taken for one."""
    if named.kind in LINKED or not named.name.strip():
        return False
    return named.kind is MentionKind.PRODUCT or not places.country_of(named.name)


def _detached(node: Node, names: frozenset[str]) -> str | None:
    return min((n.text for n in node.names if n.text in names), default=None)


def head_of(named: Named) -> Name:
    """The fullest name of one thing."""
    return max(_names(named), key=_fullness)


def stems_of(names: tuple[Name, ...], kind: MentionKind) -> frozenset[str]:
    """What other articles would most likely call it, too: a company's first own word, a person's last.

    >>> sorted(stems_of((parse("Pan American Energy"), parse("BID Invest")), MentionKind.COMPANY))
    ['=idb-invest', 'pae', 'pan']
    """
    every = (i for n in names for i in initials(n.text) if len(i) >= _ACRONYM)
    short = frozenset(i for i in every if not i.endswith(_SA))  # two letters and 'sa' would be nearly anybody's
    own = own_stems(names, kind)
    return own if kind is MentionKind.PERSON else own | short


def own_stems(names: tuple[Name, ...], kind: MentionKind) -> Stems:
    """Those of the stems that are words of the names.

    >>> sorted(own_stems((parse("Pan American Energy"), parse("BID Invest")), MentionKind.COMPANY))
    ['=idb-invest', 'pan']
    """
    person = kind is MentionKind.PERSON
    return frozenset(n.key if n.known or not n.proper else n.proper[-1] if person else n.lead for n in names)


def _names(named: Named) -> tuple[Name, ...]:
    take = parse_person if named.kind is MentionKind.PERSON else parse
    return tuple(take(s) for s in sorted({named.name, *named.aliases}) if s.strip())


def _fullness(name: Name) -> tuple[bool, bool, int, int, str]:
    described = is_description(name.text)
    return (not described, bool(name.known), len(name.proper) + len(name.kind), len(name.words), name.text)


def _node(
    named: Named,
    names: Mapping[Called, tuple[Name, ...]],
    article: Article,
    reading: Reading,
    about: str | None,
) -> Node:
    own = names[named.kind, named.name]
    claims = [c for c in reading.claims if any(p.company == named.name for p in c.parties)]
    company = named.kind is MentionKind.COMPANY
    stems = stems_of(own, named.kind)
    return Node(
        article.id,
        named.kind,
        named.name,
        own,
        _country(named, own, article, reading, about),
        origin_of(named, article, reading) if company else None,
        article.language,
        frozenset(s for (kind, _), n in names.items() if n is not own and (s := stems_of(n, kind) - stems)),
        frozenset(s for (kind, _), n in names.items() if n is not own for s in own_stems(n, kind) - stems),
        frozenset(d for c in claims for d in _dealings(c, named.name, names)) if company else frozenset(),
        frozenset(f for c in claims for f in _fingerprints(c, named.name, names, article.published))
        if company
        else frozenset(),
        company and any(is_former(article.text, m.span) for m in reading.mentions if m.stands_for == named.name),
    )


def _country(named: Named, own: tuple[Name, ...], article: Article, reading: Reading, about: str | None) -> str | None:
    said = next((n.country for n in own if n.country), None)
    if said or not any(n.is_body for n in own):
        return said
    around = " ".join(_sentence(article.text, m.span.start) for m in reading.mentions if m.stands_for == named.name)
    return places.named_in(around) or about


def _sentence(text: str, at: int) -> str:
    start = max(text.rfind(end, 0, at) for end in _SENTENCE_ENDS) + 1
    ends = [end for mark in _SENTENCE_ENDS if (end := text.find(mark, at)) > 0]
    return text[start : min(ends, default=len(text))]


def _others(claim: Claim, name: str, names: Mapping[Called, tuple[Name, ...]]) -> Iterator[Stems]:
    for party in claim.parties:
        if party.company != name:
            called = names.get((MentionKind.COMPANY, party.company), (parse(party.company),))
            yield stems_of(called, MentionKind.COMPANY)


def _dealings(claim: Claim, name: str, names: Mapping[Called, tuple[Name, ...]]) -> Iterator[tuple[str, str, Stems]]:
    sides = {p.role.side for p in claim.parties if p.company == name}
    for other in _others(claim, name, names):
        yield from ((claim.kind.family, side, other) for side in sides)


def _fingerprints(
    claim: Claim, name: str, names: Mapping[Called, tuple[Name, ...]], on: date | None
) -> Iterator[tuple[str, str, int]]:
    """Deals of one family opposite the same party for about the same sum: each sum is in two steps of a log scale."""
    euros = _in_euros(claim.amount, on)
    if euros:
        step = math.floor(math.log(euros, _STEP))
        for family, _, other in _dealings(claim, name, names):
            yield from ((family, stem, at) for stem in other for at in (step, step + 1))


def _in_euros(amount: Amount | None, on: date | None) -> Decimal | None:
    value = amount and (amount.high or amount.low)
    if not amount or not value or not amount.currency or on is None:
        return None
    converted = rates.convert(value, amount.currency, "EUR", on)
    return converted[0] if converted else None


def facing(block: str) -> str:
    """The block whose names those in this one may be: a short form's are full names and a full name's are short ones.

    >>> facing("company:<pae ypf"), facing("company:>pae ypf"), facing("company:full moon")
    ('company:>pae ypf', 'company:<pae ypf', 'company:full moon')
    """
    kind, colon, key = block.partition(":")
    return f"{kind}{colon}{_FACING.get(key[:1], key[:1])}{key[1:]}"


Keys = tuple[frozenset[str], frozenset[str]]


def _person_keys(node: Node) -> Keys:
    """By the whole name and its first two words; by each later word, where a surname alone may stand for it."""
    several = [n for n in node.names if len(n.proper) > 1]
    strong = {n.squashed for n in node.names} | {f"{n.proper[0]} {n.proper[1]}" for n in several}
    weak = {f"~{w}" for n in several for w in n.proper[1:]} | {f"~{n.proper[0]}" for n in node.names if n.proper}
    return frozenset(strong), frozenset(weak)


def _company_keys(node: Node) -> Keys:
    """By the whole name; by its beginning, its acronyms and, in the same sort of deal, its first three letters."""
    strong, weak = set(), set()
    strong |= {name.key for name in node.loose}
    for name in _telling(node):
        strong |= {name.key, name.squashed}
        weak |= set(_syllables(name))
        if name.generic:
            weak |= {f"body {concept}" for concept in name.kind}
            strong |= {f"body {name.country} {concept}" for concept in name.kind if name.country}
        if name.proper and not name.known:
            strong |= {" ".join(sorted(name.proper)), " ".join(sorted(name.meant))}
            strong.add(f"^{name.squashed.removesuffix('group').removesuffix('grupo')}")
            weak |= {name.lead[:4], f"{name.lead[:3]}-{name.lead[-1]}", f"{name.words[0]} {name.words[-1]}"}
            weak |= {f"{_OPENS}{word[:4]}" for word in name.proper[:-1]}
            weak |= {f"{_ENDS}{word[:4]}" for word in name.proper[1:]}
            weak |= {f"{_FULL}{short}" for short in skipping_one(initials(name.text))} or {f"{_SHORT}{name.squashed}"}
    begun = {word[:3] for n in node.names if n.words for word in ("".join(n.words), *n.proper[-1:])}
    met = {(how, stem) for how, _, stems in node.dealings for stem in stems if node.telling(stem)}
    alike = {f"{three} {how} {stem}" for three in begun for how, stem in met}
    return frozenset(strong | alike), frozenset(weak)


def _syllables(name: Name) -> Iterator[str]:
    """Where a name made of the beginnings of another's words meets it: 'Codelco', 'Corporación Nacional del Cobre'."""
    if len(name.words) == 1 and len(name.squashed) >= SHORTENED:
        yield f"{_SHORT}~{name.words[0][:2]}"
    if len(name.words) > 1 and (name.generic or len(vocabulary.words(name.text)) > 2):
        yield f"{_FULL}~{name.words[0][:2]}"


def _telling(node: Node) -> Iterator[Name]:
    yield from (n for n in node.names if n is node.head or n.telling)
