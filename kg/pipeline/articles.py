"""Articles in and out: sources to the archive and the graph, readings as lines of JSON and back."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import tee
from pathlib import Path
from typing import Any, BinaryIO

from kg import gold, records
from kg.archive import Added, Archive, open_archive
from kg.errors import ArticleError, StoreError
from kg.model import Article, Reading
from kg.pipeline.upkeep import refresh
from kg.reader.language import detect
from kg.reading import read, read_many, version
from kg.sources import Skipped, Told, open_sources
from kg.sources.draft import NOTHING_TOLD

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
    """Read what is new among the sources and write what that changes; what could not be read is named in the result.

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
        refresh(archive, folder)
    return Ingested(counts[Added.NEW], counts[Added.CHANGED], counts[Added.SAME], tuple(skipped))


def _read_unread(archive: Archive, reader: str | None, step: Step | None) -> None:
    _keep_readings(archive, archive.unread(version(reader)), reader, step)


def _keep_readings(archive: Archive, articles: Iterable[Article], reader: str | None, step: Step | None) -> None:
    mine, theirs = tee(articles)
    for article, reading in zip(mine, read_many(theirs, reader), strict=True):
        archive.keep(reading)
        if step:
            step(article)


def forget(name: str, folder: Path) -> Article:
    """Take an article out of the archive and the graph, and say which one it was.

    Raises:
        StoreError: no article, or more than one, goes by this id, key or address.
    """
    with open_archive(folder, write=True) as archive:
        found = one_article(archive, name)
        archive.forget(found.id)
        refresh(archive, folder)
    return found


def one_article(archive: Archive, name: str) -> Article:
    """The one article that goes by an id, key or address.

    Raises:
        StoreError: none does, or more than one.
    """
    found = archive.find(name)
    if len(found) != 1:
        which = f"{len(found)} articles go by it: {', '.join(a.id for a in found)}" if found else "no such article"
        raise StoreError(f"{name}: {which}; kg list articles shows them")
    return found[0]


def rebuild(folder: Path, *, reader: str | None = None, again: bool = False, step: Step | None = None) -> int:
    """Link and write the graph anew from the archive, after reading every article anew if asked; how many there are."""
    with open_archive(folder, write=True) as archive:
        if again:
            _keep_readings(archive, archive.articles(), reader, step)
        refresh(archive, folder, anew=True)
        return archive.counts().articles


def read_sources(
    sources: Iterable[str], *, told: Told = NOTHING_TOLD, reader: str | None = None, stdin: BinaryIO | None = None
) -> Iterator[tuple[Article, Reading] | Skipped]:
    """Each source's articles with their readings, in order; what could not be read is named between them."""
    for item in open_sources(sources, detect=detect, told=told, stdin=stdin):
        yield item if isinstance(item, Skipped) else (item, read(item, reader))


def read_annotated(articles: Iterable[Mapping[str, Any]], *, reader: str | None = None) -> Iterator[gold.Record]:
    """Our own records of annotated articles, whose annotation is not looked at."""
    mine, theirs = tee(gold.from_record(dict(a) | {"deals": [], "companies": []})[0] for a in articles)
    yield from map(gold.to_record, mine, read_many(theirs, reader))


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
