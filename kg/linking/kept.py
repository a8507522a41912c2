"""The world as the last update left it, read back from what incremental linking keeps."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from kg.linking.index import Links, Space
from kg.linking.world import in_order
from kg.model import Deal, Doubt, Entity, Tie, World
from kg.records import from_json

T = TypeVar("T")
_AT_ONCE = 500
_DEAL = "deal-"


def kept_world(links: Links) -> World:
    """Every entity, deal, tie, group of copies and doubt.

    >>> from kg.linking.index import Memory
    >>> kept_world(Memory())
    World(entities=(), deals=(), ties=(), syndicated=(), doubts=())
    """
    ties = list(links.keys(Space.BOND))
    others = {*ties, *links.keys(Space.DOUBT)}
    ids = [key for key in links.keys(Space.RECORD) if key not in others]
    groups = {links.links(Space.COPY, [article])[article] for article in links.keys(Space.COPY)}
    return World(
        tuple(_records(links, (id_ for id_ in ids if not id_.startswith(_DEAL)), Entity)),
        tuple(_records(links, (id_ for id_ in ids if id_.startswith(_DEAL)), Deal)),
        tuple(sorted(_records(links, ties, Tie), key=lambda t: (t.subject, t.predicate, t.object))),
        tuple(sorted(groups)),
        kept_doubts(links),
    )


def kept_doubts(links: Links) -> tuple[Doubt, ...]:
    """Every doubt, by the names that it is about."""
    return in_order(_records(links, links.keys(Space.DOUBT), Doubt))


def _records(links: Links, keys: Iterable[str], kind: type[T]) -> Iterator[T]:
    every = list(keys)
    for at in range(0, len(every), _AT_ONCE):
        for _, values in sorted(links.links(Space.RECORD, every[at : at + _AT_ONCE]).items()):
            yield from_json(values[0], kind)
