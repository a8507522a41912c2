"""A graph changed step by step is the graph made at once."""

from dataclasses import replace

from hypothesis import given, settings
from pyoxigraph import Quad, Store
from worlds import find, worlds

from kg.model import World
from kg.triples.changes import world_changes
from kg.triples.world import world_quads


class Memory:
    """A store in memory, seen as the writer's store is."""

    def __init__(self, quads=()):
        self.store = Store()
        self.store.extend(quads)

    def about(self, subject, graph):
        return list(self.store.quads_for_pattern(subject, None, None, graph))

    def pointing(self, predicate, target, graph):
        return list(self.store.quads_for_pattern(None, predicate, target, graph))

    def holds(self, quad):
        return quad in self.store

    def apply(self, changed):
        for quad in changed.removed:
            self.store.remove(quad)
        self.store.extend(changed.added)

    def quads(self):
        return set(map(str, self.store))


def made(world: World) -> set[str]:
    return Memory(world_quads(world, find)).quads()


@settings(max_examples=40, deadline=None)
@given(worlds(), worlds())
def test_a_whole_world_in_place_of_another(before, after):
    memory = Memory(world_quads(before, find))
    memory.apply(world_changes(before, after, find, memory))
    assert memory.quads() == made(after)


@settings(max_examples=40, deadline=None)
@given(worlds(), worlds())
def test_only_what_is_other_need_be_told(before, after):
    """Records that are the same in both are left out, as the linking leaves them out."""
    memory = Memory(world_quads(before, find))
    memory.apply(world_changes(_less(before, after, new=False), _less(after, before, new=True), find, memory))
    assert memory.quads() == made(after)


@settings(max_examples=40, deadline=None)
@given(worlds())
def test_the_same_world_changes_nothing(world):
    memory = Memory(world_quads(world, find))
    changed = world_changes(world, world, find, memory)
    assert not changed.removed
    assert not changed.added


@settings(max_examples=40, deadline=None)
@given(worlds())
def test_taking_everything_away_leaves_nothing(world):
    memory = Memory(world_quads(world, find))
    memory.apply(world_changes(world, World(), find, memory))
    assert memory.quads() == set()


def _less(world: World, other: World, *, new: bool) -> World:
    ties = tuple(tie for tie in world.ties if tie not in other.ties)
    named = {end for tie in ties for end in (tie.subject, tie.object) if new}
    moved = world.syndicated != other.syndicated
    return replace(
        world,
        entities=tuple(e for e in world.entities if e not in other.entities or e.id in named),
        deals=tuple(d for d in world.deals if d not in other.deals or moved),
        ties=ties,
    )


def test_a_quad_is_held_once():
    """Reading back what the store holds gives the very quads that were written."""
    quads = set(world_quads(World(), find))
    assert {Quad(q.subject, q.predicate, q.object, q.graph_name) for q in Memory(quads).store} == quads
