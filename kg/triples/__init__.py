"""Records as quads: an article's reading as its named graph, the world as the world graph and its totals.

The same records always give the same quads; in which order they come does not matter.
"""

from kg.triples.article import reading_quads as reading_quads
from kg.triples.world import world_quads as world_quads
