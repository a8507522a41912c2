"""Records as quads: an article's reading as its named graph, the world as the world graph and its totals.

The same records always give the same quads; in which order they come does not matter. Both are loaded on first use, so
that questions, which look on the shelves of :mod:`kg.triples.shelves`, load no exchange rates.
"""

from typing import TYPE_CHECKING

from kg.lazy import on_first_use

if TYPE_CHECKING:
    from kg.triples.article import reading_quads as reading_quads
    from kg.triples.world import world_quads as world_quads

__all__ = ["reading_quads", "world_quads"]

__getattr__ = on_first_use(__name__, {"reading_quads": "kg.triples.article", "world_quads": "kg.triples.world"})
