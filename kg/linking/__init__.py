"""Readings of many articles to one :class:`~kg.model.World`: one node a company, one deal with its history.

:func:`link` is the whole of it; :func:`world_json` prints its result for the story scorer.
"""

from kg.linking.diff import Change, diff
from kg.linking.world import link, world_json

__all__ = ["Change", "diff", "link", "world_json"]
