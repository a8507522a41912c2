"""The stages called in order: sources, reading, archive, linking, graph."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from kg import gold, linking, records
from kg.archive import Added, Archive, open_archive
from kg.errors import ArticleError, StoreError
from kg.model import Article, Doubt, Judgement, Reading, World
from kg.reader.language import detect
from kg.reading import read, version
from kg.sources import Skipped, Told, open_sources
from kg.sources.draft import NOTHING_TOLD
from kg.store import Dataset
from kg.triples import reading_quads, world_quads

Step = Callable[[Article], None]
"""Called after each article that was read: for a progress bar."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """What an ingest did: articles new, told with other metadata, known already; inputs that gave none."""

    new: int
    changed: int
    same: int
    skipped: tuple[Skipped, ...]


def ingest(
    sources: Iterable[str],
    folder: Path,
    *,
    told: Told = NOTHING_TOLD,
    reader: str | None = None,
    stdin: BinaryIO | None = None,
    step: Step | None = None,
) -> Ingested:
    """Read what is new among the sources and write the graph; what could not be read is named in the result.

    Interrupted, it leaves the last graph as it was; the next ingest goes on with the articles that are kept.

    Raises:
        StoreError: the folder cannot be written.
    """
    counts = dict.fromkeys(Added, 0)
    skipped: list[Skipped] = []
    with open_archive(folder, write=True) as archive:
        for item in open_sources(sources, detect=detect, told=told, stdin=stdin):
            if isinstance(item, Skipped):
                skipped.append(item)
            else:
                counts[archive.add(item)] += 1
        _read_unread(archive, reader, step)
        publish(archive, folder)
    return Ingested(counts[Added.NEW], counts[Added.CHANGED], counts[Added.SAME], tuple(skipped))


def _read_unread(archive: Archive, reader: str | None, step: Step | None) -> None:
    for article in archive.unread(version(reader)):
        archive.keep(read(article, reader))
        if step:
            step(article)


def forget(name: str, folder: Path) -> Article:
    """Take an article out of the archive and the graph, and say which one it was.

    Raises:
        StoreError: no article, or more than one, goes by this id, key or address.
    """
    with open_archive(folder, write=True) as archive:
        found = archive.find(name)
        if len(found) != 1:
            which = f"{len(found)} articles go by it: {', '.join(a.id for a in found)}" if found else "no such article"
            raise StoreError(f"{name}: {which}; kg list articles shows them")
        archive.forget(found[0].id)
        publish(archive, folder)
    return found[0]


def rebuild(folder: Path, *, reader: str | None = None, again: bool = False, step: Step | None = None) -> int:
    """Write the graph anew from the archive, after reading every article anew if asked; the number of articles."""
    with open_archive(folder, write=True) as archive:
        if again:
            for article in archive.articles():
                archive.keep(read(article, reader))
                if step:
                    step(article)
        publish(archive, folder)
        return archive.counts().articles


def publish(archive: Archive, folder: Path) -> None:
    """Write the graph of all that is in the archive, and let readers see it."""
    pairs = {article.id: (article, reading) for article, reading in archive.pairs()}
    world = linking.link(pairs.values(), archive.judgements())
    with Dataset(folder) as dataset:
        dataset.rebuild(_quads(pairs, world))
        dataset.publish()


def _quads(pairs: Mapping[str, tuple[Article, Reading]], world: World) -> Iterator[Any]:
    for pair in pairs.values():
        yield from reading_quads(*pair)
    yield from world_quads(world, pairs.__getitem__)


def read_sources(
    sources: Iterable[str], *, told: Told = NOTHING_TOLD, reader: str | None = None, stdin: BinaryIO | None = None
) -> Iterator[tuple[Article, Reading] | Skipped]:
    """Each source's articles with their readings, in order; what could not be read is named between them."""
    for item in open_sources(sources, detect=detect, told=told, stdin=stdin):
        yield item if isinstance(item, Skipped) else (item, read(item, reader))


def read_annotated(articles: Iterable[Mapping[str, Any]], *, reader: str | None = None) -> Iterator[gold.Record]:
    """Our own records of annotated articles, whose annotation is not looked at."""
    bare = (gold.from_record(dict(a) | {"deals": [], "companies": []})[0] for a in articles)
    yield from (gold.to_record(article, read(article, reader)) for article in bare)


def line(article: Article, reading: Reading, *, annotated: bool) -> str:
    """A reading as a line of JSON, in the annotated articles' form if asked."""
    if annotated:
        return json.dumps(gold.to_record(article, reading), ensure_ascii=False) + "\n"
    return records.to_json(reading).decode() + "\n"


def from_lines(lines: Iterable[str], name: str) -> Iterator[tuple[Article, Reading]]:
    """Articles and readings of records, a line of JSON each.

    Raises:
        ArticleError: a line is no record; its number is named.
    """
    for number, text in enumerate(lines, 1):
        if text.strip():
            try:
                yield gold.from_record(json.loads(text))
            except (json.JSONDecodeError, ArticleError) as error:
                raise ArticleError(f"{name}:{number}: {error}") from error


def link_lines(lines: Iterable[str], name: str) -> tuple[World, dict[str, Any]]:
    """The world of records, and its form for the story scorer."""
    return _both(from_lines(lines, name))


def link_archive(folder: Path) -> tuple[World, dict[str, Any]]:
    """The world of an archive, and its form for the story scorer."""
    with open_archive(folder) as archive:
        return _both(archive.pairs(), archive.judgements())


def _both(pairs: Iterable[tuple[Article, Reading]], judgements: Iterable[Any] = ()) -> tuple[World, dict[str, Any]]:
    every = list(pairs)
    world = linking.link(every, judgements)
    return world, linking.world_json(world, (article for article, _ in every))


def doubts(folder: Path) -> list[Doubt]:
    """The pairs that may be one and were not judged, the likeliest first."""
    world, _ = link_archive(folder)
    return sorted(world.doubts, key=lambda doubt: (-doubt.score, doubt.left, doubt.right))


def judge(judgements: Iterable[Judgement], folder: Path) -> None:
    """Keep judgements and let the graph follow them."""
    with open_archive(folder, write=True) as archive:
        for judgement in judgements:
            archive.judge(judgement)
        publish(archive, folder)


def take_back(left: str, right: str, folder: Path) -> Judgement:
    """Take the last judgement on two things, or on one, back, and let the graph follow.

    Raises:
        StoreError: nobody judged them.
    """
    with open_archive(folder, write=True) as archive:
        gone = archive.undo(left, right)
        if gone is None:
            raise StoreError(f"{left!r} and {right!r} were not judged; kg review export shows what was")
        publish(archive, folder)
    return gone


def link_stories(folder: Path, *, reader: str | None = None) -> tuple[dict[str, Any], dict[str, gold.Record]]:
    """Our own readings of a story folder's articles linked: the world in the story scorer's form, and the records."""
    articles = [json.loads(path.read_text(encoding="utf8")) for path in sorted((folder / "articles").glob("*.json"))]
    given = list(read_annotated(articles, reader=reader))
    _, world = _both(map(gold.from_record, given))
    return world, {record["id"]: record for record in given}
