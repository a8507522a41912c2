"""Keeping the graph in step with the archive: what came, changed or went is linked, and what that changes is written.

Linking and the graph are two stores. The archive notes which articles are unlinked, and, in the very transaction that
links them, that the graph is behind; the note goes once the graph is published. A process that is killed between leaves
the note, and the next one makes the graph anew from what linking keeps.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from kg.archive import Archive
from kg.errors import StoreError
from kg.iris import article_iri
from kg.linking.incremental import Linker, Update
from kg.linking.index import Space
from kg.linking.judgements import articles_of, from_tsv, name_blocks, to_tsv
from kg.linking.kept import kept_world
from kg.linking.known import Known, listed, with_own
from kg.model import Article, Judgement, Reading
from kg.records import from_json, to_json
from kg.store import Dataset
from kg.store.snapshots import newest
from kg.triples import reading_quads, world_quads
from kg.triples.changes import world_changes

_FORM = "6"
"""Of the links that linking keeps: another one, and all is linked anew."""
_AT_ONCE = 200
_LINKED_BY, _GRAPH, _JUDGED, _KNOWN = "linked by", "graph", "judged", "known"
_CURRENT, _BEHIND = "current", "behind"


def own_names(archive: Archive) -> tuple[Known, ...]:
    """The user's own list of known names, as it was told last."""
    kept = archive.state(_KNOWN)
    return from_json(kept, tuple[Known, ...]) if kept else ()


def tell_names(archive: Archive, own: Iterable[Known]) -> None:
    """Keep a user's list in place of the one before."""
    archive.note(_KNOWN, to_json(tuple(own)).decode())


def refresh(archive: Archive, folder: Path, *, anew: bool = False) -> None:
    """Link what is not linked yet, write the graph of all that is in the archive, and let readers see it.

    ``anew`` forgets all linking first. The same is done where known names or the program's way of linking changed.
    """
    with Dataset(folder) as dataset:
        own = own_names(archive)
        way = _way(own)
        if anew or archive.state(_LINKED_BY) != way:
            _forget_links(archive, way)
        whole = archive.state(_GRAPH) != _CURRENT or dataset.unfinished or newest(folder) is None
        linker = Linker(archive, archive.linked_pair, archive.judgements(), with_own(own, listed()))
        _judged(archive)
        while some := archive.unlinked(_AT_ONCE):
            with archive.transaction():
                archive.settle(some)
                update = linker.update(some)
                archive.note(_GRAPH, _BEHIND)
            if not whole:
                _write(dataset, archive, some, update)
        if whole:
            dataset.rebuild(_quads(archive))
        dataset.publish()
        archive.note(_GRAPH, _CURRENT)


def _way(own: tuple[Known, ...]) -> str:
    """What linking depends on beside articles and judgements."""
    known = sha256(to_json(own)).hexdigest()[:16]
    return f"{_FORM} {version('kg-deals')} {version('pytickersymbols')} {known}"


def _forget_links(archive: Archive, way: str) -> None:
    with archive.transaction():
        archive.unlink()
        archive.note(_LINKED_BY, way)
        archive.note(_GRAPH, _BEHIND)


def _judged(archive: Archive) -> None:
    """Have those articles linked again that judgements made or taken back since speak of."""
    now = archive.judgements()
    before = from_tsv(archive.state(_JUDGED) or to_tsv(()))
    if changed := set(now) ^ set(before):
        with archive.transaction():
            archive.touch(_spoken_of(archive, changed))
            archive.note(_JUDGED, to_tsv(now))


def _spoken_of(archive: Archive, judgements: Iterable[Judgement]) -> set[str]:
    labels = {label for j in judgements for label in (j.left, j.right) if label}
    blocks = {block for label in labels for block in name_blocks(label)}
    named = {article for articles in archive.linked(Space.BLOCK, blocks).values() for article in articles}
    return named.union(*map(articles_of, labels))


def _write(dataset: Dataset, archive: Archive, articles: Iterable[str], update: Update) -> None:
    for id_ in articles:
        pair = archive.pair(id_)
        dataset.replace(article_iri(id_), reading_quads(*pair) if pair else ())
    changed = world_changes(update.before, update.after, lambda id_: _pair(archive, id_), dataset)
    dataset.apply(changed.removed, changed.added)


def _quads(archive: Archive) -> Iterator[Any]:
    for pair in archive.pairs():
        yield from reading_quads(*pair)
    yield from world_quads(kept_world(archive), lambda id_: _pair(archive, id_))


def _pair(archive: Archive, article: str) -> tuple[Article, Reading]:
    pair = archive.pair(article)
    if pair is None:
        raise StoreError(f"{archive.path}: article {article} is linked but not there; kg rebuild mends it")
    return pair
