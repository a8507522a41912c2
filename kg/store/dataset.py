"""Writing the graph: one process at a time replaces what changed and publishes snapshots for readers."""

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from kg.errors import StoreError
from kg.iris import ONTOLOGY, ontology_quads
from kg.store.graph import Graph
from kg.store.snapshots import folder_of, newest, publish


class Dataset:
    """The store opened for writing; a context manager. Readers see what it wrote once it is published.

    ``unfinished`` is true where an earlier writer stopped before it published: what the store holds may then be half
    of a change and is to be made anew with :meth:`rebuild`. The snapshots are whole all the same.

    Raises:
        StoreError: another process writes here, or the folder cannot be written.
    """

    def __init__(self, folder: Path | str) -> None:
        self._data = Path(folder)
        home = folder_of(self._data)
        self._mark = home / "unfinished"
        try:
            home.mkdir(parents=True, exist_ok=True)
            self._store: ox.Store | None = ox.Store(str(home / "live"))
        except (OSError, RuntimeError) as error:
            busy = "lock" in str(error).lower()
            why = "another process is writing here; wait for it to end" if busy else f"cannot be written: {error}"
            raise StoreError(f"{home}: {why}") from error
        self.unfinished = self._mark.exists()
        self.replace(ONTOLOGY, ontology_quads())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._store = None  # the engine unlocks the folder when nobody holds its store

    @property
    def graph(self) -> Graph:
        """What is written so far, for queries in this process."""
        return Graph(self._open)

    def replace(self, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> bool:
        """Make a named graph hold exactly these quads; whether that changed anything."""
        wanted = set(quads)
        have = set(self._open.quads_for_pattern(None, None, None, graph))
        self.apply(have - wanted, wanted - have)
        return have != wanted

    def apply(self, removed: Iterable[ox.Quad], added: Iterable[ox.Quad]) -> None:
        """Take quads away and add others."""
        gone, new = list(removed), list(added)
        if gone or new:
            self._mark.touch()
            for quad in gone:
                self._open.remove(quad)
            self._open.extend(new)

    def rebuild(self, quads: Iterable[ox.Quad]) -> None:
        """Throw everything away and hold these quads and the ontology, in any order and number."""
        self._mark.touch()
        self._open.clear()
        self._open.bulk_extend(quads)
        self._open.bulk_extend(ontology_quads())
        self._open.optimize()  # what is loaded in bulk lies in many small files; queries are twice as fast without them

    def about(self, subject: ox.NamedNode, graph: ox.NamedNode) -> list[ox.Quad]:
        """The quads of a subject in a named graph."""
        return list(self._open.quads_for_pattern(subject, None, None, graph))

    def pointing(self, predicate: ox.NamedNode, target: ox.NamedNode, graph: ox.NamedNode) -> list[ox.Quad]:
        """The quads that say this of anything."""
        return list(self._open.quads_for_pattern(None, predicate, target, graph))

    def holds(self, quad: ox.Quad) -> bool:
        """Whether the quad is there."""
        return quad in self._open

    def publish(self) -> Path:
        """Publish what is written as the newest snapshot, unless that holds it already; its folder."""
        last = newest(self._data)
        if last and not self._mark.exists():
            return last
        made = publish(self._open, self._data)
        self._mark.unlink(missing_ok=True)
        self.unfinished = False
        return made

    @property
    def _open(self) -> ox.Store:
        if self._store is None:
            raise StoreError(f"{self._data}: the graph is closed")
        return self._store
