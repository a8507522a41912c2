"""What incremental linking keeps between updates: links of articles, by space, found from either end.

The archive keeps them beside its articles; :class:`Memory` keeps them for one process.
"""

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol


class Space(StrEnum):
    """What is linked: articles to what they hold, names to their like, ties and doubts to ends, ids to records."""

    IDENTITY = "identity"
    BLOCK = "block"
    MATCH = "match"
    DOUBT = "doubt"
    PLACE = "place"
    PAIR = "pair"
    CLAIM = "claim"
    TOLD = "told"
    BAND = "band"
    COPY = "copy"
    RECORD = "record"
    BOND = "bond"


class Links(Protocol):
    """A multimap for each space, found from either end."""

    def links(self, space: str, keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The values of each key, sorted; a key without any is left out."""

    def linked(self, space: str, values: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The keys of each value, sorted; a value without any is left out."""

    def relink(self, space: str, key: str, values: Iterable[str]) -> None:
        """Link a key to these values and no others."""

    def keys(self, space: str) -> Iterable[str]:
        """Every key of a space, sorted."""


class Memory:
    """Links that last as long as the process.

    >>> links = Memory()
    >>> links.relink(Space.TOLD, "a1", ["deal-a1-0-90"])
    >>> links.linked(Space.TOLD, ["deal-a1-0-90"])
    {'deal-a1-0-90': ('a1',)}
    """

    def __init__(self) -> None:
        self._values: dict[tuple[str, str], frozenset[str]] = {}
        self._keys: dict[tuple[str, str], set[str]] = defaultdict(set)

    def links(self, space: str, keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The values of each key, sorted; a key without any is left out."""
        return {key: tuple(sorted(found)) for key in keys if (found := self._values.get((space, key)))}

    def linked(self, space: str, values: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The keys of each value, sorted; a value without any is left out."""
        return {value: tuple(sorted(found)) for value in values if (found := self._keys.get((space, value)))}

    def relink(self, space: str, key: str, values: Iterable[str]) -> None:
        """Link a key to these values and no others."""
        for value in self._values.pop((space, key), ()):
            self._keys[space, value].discard(key)
        self._values[space, key] = frozenset(values)
        for value in self._values[space, key]:
            self._keys[space, value].add(key)

    def keys(self, space: str) -> Iterable[str]:
        """Every key of a space, sorted."""
        return sorted(key for (where, key), values in self._values.items() if where == space and values)


class Shelf:
    """Links read as sets."""

    def __init__(self, links: Links) -> None:
        self.links = links

    def of(self, space: Space, articles: Iterable[str]) -> set[str]:
        """All that some articles are linked to."""
        return {value for values in self.links.links(space, list(articles)).values() for value in values}

    def having(self, space: Space, values: Iterable[str]) -> set[str]:
        """The articles that are linked to one of these."""
        return {key for keys in self.links.linked(space, list(values)).values() for key in keys}

    def put(self, space: Space, article: str, values: Iterable[str]) -> None:
        """Link an article to these and no others."""
        self.links.relink(space, article, values)
