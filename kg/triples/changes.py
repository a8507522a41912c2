"""What a change of some entities, deals and ties changes in the graph: the quads to take away and those to add.

The sums change by what the changed deals no longer add and now add, so that a change costs the same in a graph of any
size. The graph is then the one that :func:`kg.triples.world.world_quads` makes of the whole world.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from pyoxigraph import Literal, NamedNode, Quad

from kg.iris import KG, RDF, TOTALS, WORLD, XSD, article_iri, deal_iri, entity_iri, kg, term_of, tie_iri
from kg.kinds import Firmness, Predicate, Status
from kg.model import World
from kg.triples.deals import Sources, deal_quads
from kg.triples.entities import copy_quads, entity_quads, tie_quads
from kg.triples.facts import DealFacts, facts_of
from kg.triples.literals import whole
from kg.triples.shelves import BETWEEN, SIZES, owning_shelves
from kg.triples.sums import Sums, Total, pair
from kg.triples.totals import Numbers, Tied, add_to, bonds, deal_marks, total_quads
from kg.triples.world import OWNING, Find, copies, owned, surfaces

_BONDS = frozenset(kg(name) for name in ("contractsWith", "dealsWith", "circularWith", "ownsAndContracts"))
_PAIRED = frozenset(kg(name) for name in ("circle", "owner", "owned", "owningMagnitude", "owningShelf", "sameTwo"))
_TIED = frozenset(term_of(predicate) for predicate in Predicate)
_STATUS = kg("status")
_SUBJECT, _PREDICATE, _OBJECT = (NamedNode(RDF + name) for name in ("subject", "predicate", "object"))
_NUMERIC = {f"{XSD}integer": int, f"{XSD}decimal": Decimal}
_FIRM = frozenset(term_of(status) for status in Status if status.firmness is Firmness.FIRM)


class View(Protocol):
    """The graph as it stands."""

    def about(self, subject: NamedNode, graph: NamedNode) -> Iterable[Quad]:
        """The quads of a subject in a named graph."""

    def pointing(self, predicate: NamedNode, target: NamedNode, graph: NamedNode) -> Iterable[Quad]:
        """The quads that say this of anything."""

    def holds(self, quad: Quad) -> bool:
        """Whether the quad is there."""


@dataclass(frozen=True, slots=True)
class Changed:
    """Quads to take away and to add."""

    removed: frozenset[Quad]
    added: frozenset[Quad]


class Edit:
    """A graph with some quads taken away and some added, before that is done."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._removed: set[Quad] = set()
        self._added: set[Quad] = set()
        self._by_subject: dict[tuple[object, NamedNode], set[Quad]] = {}
        self._by_object: dict[tuple[NamedNode, object, NamedNode], set[Quad]] = {}

    def put(self, old: Iterable[Quad], new: Iterable[Quad]) -> None:
        """Have the new quads in place of the old ones."""
        have, want = set(old), set(new)
        self._removed |= have - want
        for quad in want - have:
            graph = _node(quad.graph_name)
            self._added.add(quad)
            self._by_subject.setdefault((quad.subject, graph), set()).add(quad)
            self._by_object.setdefault((quad.predicate, quad.object, graph), set()).add(quad)

    def about(self, subject: NamedNode, graph: NamedNode) -> Iterable[Quad]:
        """The quads of a subject in a named graph."""
        kept = set(self._view.about(subject, graph)) - self._removed
        return kept | self._by_subject.get((subject, graph), set())

    def pointing(self, predicate: NamedNode, target: NamedNode, graph: NamedNode) -> Iterable[Quad]:
        """The quads that say this of anything."""
        kept = set(self._view.pointing(predicate, target, graph)) - self._removed
        return kept | self._by_object.get((predicate, target, graph), set())

    def holds(self, quad: Quad) -> bool:
        """Whether the quad is there."""
        return quad in self._added or (quad not in self._removed and self._view.holds(quad))

    def changed(self) -> Changed:
        """What was put."""
        return Changed(frozenset(self._removed), frozenset(self._added))


def world_changes(before: World, after: World, find: Find, view: View) -> Changed:
    """What to change so that the graph holds ``after`` in place of ``before``.

    Both are parts of the world: ``after`` every record that may be new or other than it was, with the entities of its
    ties and the syndicated groups of its articles; ``before`` at least every record and group that is gone.
    """
    records = Edit(view)
    for node, quads in _records(before, after, find):
        records.put(_own(node, view), quads)
    sums = Edit(records)
    deals = _touched(before, after, view, records)
    delta = _delta(deals, view, records)
    for node in deals:
        sums.put(view.about(node, TOTALS), _new_marks(node, records))
    for total, added in delta.items():
        old = [quad for quad in view.about(total.node, TOTALS) if quad.predicate not in _BONDS | _PAIRED]
        sums.put(old, total_quads(total, _plus(_numbers(old), added)))
    for one, other in _pairs(before, after, delta):
        new = bonds(one, other, lambda total: _numbers(sums.about(total.node, TOTALS)), _tied_in(records))
        sums.put(filter(view.holds, _possible(one, other)), new)
    done, summed = records.changed(), sums.changed()
    return Changed(done.removed | summed.removed, done.added | summed.added)


def _records(before: World, after: World, find: Find) -> Iterator[tuple[NamedNode, Iterable[Quad]]]:
    """Each record's node with the quads it is to have, none where it is gone."""
    sources = Sources(find, copies(after.syndicated, find))
    names = surfaces(after.entities)
    new: dict[NamedNode, Iterable[Quad]] = dict.fromkeys(_nodes(before), ())
    new |= {entity_iri(entity.id): entity_quads(entity) for entity in after.entities}
    new |= {deal_iri(deal.id): deal_quads(deal, sources) for deal in after.deals}
    new |= {tie_iri(t.subject, t.predicate, t.object): tie_quads(t, sources, names) for t in after.ties}
    new |= {article_iri(article): () for group in after.syndicated for article in group}
    new |= {article_iri(copy): copy_quads(copy, first) for copy, first in sources.copies.items()}
    yield from new.items()


def _nodes(world: World) -> Iterator[NamedNode]:
    yield from (entity_iri(entity.id) for entity in world.entities)
    yield from (deal_iri(deal.id) for deal in world.deals)
    yield from (tie_iri(tie.subject, tie.predicate, tie.object) for tie in world.ties)
    yield from (article_iri(article) for group in world.syndicated for article in group)


def _own(node: NamedNode, view: View) -> Iterator[Quad]:
    """The quads that a record made: its node's, its parts', and what it says of names and of a tie's ends."""
    said: dict[NamedNode, object] = {}
    for quad in view.about(node, WORLD):
        said[quad.predicate] = quad.object
        if quad.predicate not in _BONDS | _TIED:
            yield quad
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(f"{node.value}/"):
            yield from view.about(quad.object, WORLD)
    yield from view.pointing(kg("denotes"), node, WORLD)
    if _SUBJECT in said:
        yield Quad(_node(said[_SUBJECT]), _node(said[_PREDICATE]), _node(said[_OBJECT]), WORLD)


def _touched(before: World, after: World, view: View, edit: Edit) -> set[NamedNode]:
    """The changed deals and those that they amended or amend now."""
    nodes = {deal_iri(deal.id) for world in (before, after) for deal in world.deals}
    said = (quad for node in nodes for each in (view, edit) for quad in each.about(node, WORLD))
    return nodes | {_node(quad.object) for quad in said if quad.predicate == kg("amends")}


def _delta(deals: Iterable[NamedNode], view: View, edit: Edit) -> dict[Total, Sums]:
    """By how much each total changes."""
    have: dict[Total, Sums] = {}
    want: dict[Total, Sums] = {}
    for node in deals:
        for sums, each in ((have, view), (want, edit)):
            if deal := _facts(node, each):
                add_to(sums, deal)
    for total, old in have.items():
        want.setdefault(total, Sums()).subtract(old)
    return {total: added for total, added in want.items() if any(added.values())}


def _facts(node: NamedNode, view: View) -> DealFacts | None:
    quads = list(view.about(node, WORLD))
    headline = next((quad.object for quad in quads if quad.predicate == kg("amount")), None)
    quads += view.about(headline, WORLD) if isinstance(headline, NamedNode) else ()
    firm = (q.object in _FIRM for by in _amenders(node, view) for q in view.about(by, WORLD) if q.predicate == _STATUS)
    return facts_of(node, quads, amended=any(firm)) if quads else None


def _amenders(node: NamedNode, view: View) -> list[NamedNode]:
    return [_node(quad.subject) for quad in view.pointing(kg("amends"), node, WORLD)]


def _new_marks(node: NamedNode, view: View) -> Iterator[Quad]:
    if deal := _facts(node, view):
        yield from deal_marks(deal, _amenders(node, view))


def _numbers(quads: Iterable[Quad]) -> Numbers:
    found: dict[str, int | Decimal] = {}
    for quad in quads:
        name, value = quad.predicate.value.removeprefix(KG), quad.object
        if isinstance(value, Literal) and value.datatype.value in _NUMERIC and not name.endswith("Magnitude"):
            found[name] = _NUMERIC[value.datatype.value](value.value)
    return found


def _plus(numbers: Numbers, added: Sums) -> Numbers:
    return {name: numbers.get(name, 0) + added.get(name, 0) for name in numbers.keys() | added.keys()}


def _pairs(before: World, after: World, totals: Iterable[Total]) -> list[tuple[NamedNode, NamedNode]]:
    """The pairs of companies between which something may have changed, each once."""
    ends = {total.ends for total in totals if total.ends} | owned(before.ties) | owned(after.ties)
    return sorted({(min(pair, key=str), max(pair, key=str)) for pair in ends if pair[0] != pair[1]}, key=str)


def _tied_in(view: View) -> Tied:
    ways = [(term_of(predicate), turned) for predicate, turned in OWNING]

    def tied(owner: NamedNode, other: NamedNode) -> bool:
        quads = (Quad(*((other, way, owner) if turned else (owner, way, other)), WORLD) for way, turned in ways)
        return any(view.holds(quad) for quad in quads)

    return tied


def _possible(one: NamedNode, other: NamedNode) -> Iterator[Quad]:
    for a, b in ((one, other), (other, one)):
        yield from (Quad(a, bond, b, graph) for bond in _BONDS for graph in (WORLD, TOTALS))
        node, back = pair(a, b).node, pair(b, a).node
        yield from (Quad(end, kg("circle"), node, TOTALS) for end in (a, b))
        yield from (Quad(node, kg(name), end, TOTALS) for name in ("owner", "owned") for end in (a, b))
        yield from (Quad(node, kg("sameTwo"), each, TOTALS) for each in (node, back))
        yield from (Quad(node, kg("owningMagnitude"), whole(digits), TOTALS) for digits in SIZES)
        shelves = (shelf for digits in BETWEEN for shelf in owning_shelves(a, b, Decimal(10) ** (digits - 1)))
        yield from (Quad(node, kg("owningShelf"), Literal(shelf), TOTALS) for shelf in shelves)


def _node(term: object) -> NamedNode:
    if not isinstance(term, NamedNode):
        raise TypeError(f"not an IRI: {term!r}")
    return term
