"""Worlds of records, of an archive, of stories; what is in doubt in them, and what people judge of it."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from kg import gold, linking
from kg.archive import Archive, open_archive
from kg.errors import ConfigError, StoreError
from kg.kinds import MentionKind, Verdict
from kg.linking.index import Space
from kg.linking.judgements import DEAL, articles_of, country_in, in_article, labelled, name_blocks
from kg.linking.kept import kept_doubts, kept_world
from kg.linking.known import Known, from_csv, listed, with_own
from kg.linking.names import parse
from kg.linking.review import Case, case_of, deal_case
from kg.model import Article, Deal, Doubt, Entity, Judgement, Reading, World
from kg.pipeline.articles import from_lines, one_article, read_annotated
from kg.pipeline.upkeep import own_names, refresh, tell_names
from kg.records import from_json


def own_list(path: Path | None) -> tuple[Known, ...] | None:
    """The user's own list of known names in a CSV file; None where no file is given.

    Raises:
        ConfigError: the file cannot be read, or is no such list; the line is named.
    """
    if path is None:
        return None
    try:
        return from_csv(path.read_text(encoding="utf-8-sig"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read as a list of known names ({error})") from error


def know(own: Iterable[Known] | None, folder: Path) -> None:
    """Keep the user's own list of known names in place of the one before; the next change of the graph follows it."""
    if own is not None:
        with open_archive(folder, write=True) as archive:
            tell_names(archive, own)


def link_lines(lines: Iterable[str], name: str, known: Iterable[Known] | None = None) -> tuple[World, dict[str, Any]]:
    """The world of records, and its form for the story scorer."""
    return _linked(list(from_lines(lines, name)), (), known or ())


def link_archive(folder: Path) -> tuple[World, dict[str, Any]]:
    """The world of an archive, and its form for the story scorer."""
    with open_archive(folder) as archive:
        if archive.unlinked(1):
            return _linked(list(archive.pairs()), archive.judgements(), own_names(archive))
        world = kept_world(archive)
        return world, linking.world_json(world, (article for article, _ in archive.pairs()))


def _linked(
    pairs: Sequence[tuple[Article, Reading]], judgements: Iterable[Judgement], own: Iterable[Known]
) -> tuple[World, dict[str, Any]]:
    world = linking.link(pairs, judgements, with_own(own, listed()))
    return world, linking.world_json(world, (article for article, _ in pairs))


def doubts(folder: Path, *, later: bool = False) -> list[Case]:
    """The pairs that may be one and were not judged, the likeliest first, each with what articles say of both.

    Those put off come only where asked for, at the end.
    """
    with open_archive(folder) as archive:
        put_off = {frozenset((j.left, j.right)) for j in archive.judgements() if j.verdict is Verdict.LATER}
        found = [(frozenset((d.left, d.right)) in put_off, d) for d in kept_doubts(archive)]
        ranked = sorted(found, key=lambda item: (item[0], -item[1].score, item[1].left, item[1].right))
        return [_case(archive, d) for off, d in ranked if later or not off]


def _case(archive: Archive, doubt: Doubt) -> Case:
    if doubt.left.startswith(DEAL):
        return deal_case(doubt, lambda id_: _deal(archive, id_), archive.pair)
    return case_of(doubt, lambda label: _meaning(archive, label))


def _deal(archive: Archive, id_: str) -> Deal:
    return from_json(archive.links(Space.RECORD, [id_])[id_][0], Deal)


def _meaning(archive: Archive, label: str) -> list[tuple[Article, Reading]]:
    """Of the articles that name what a label says, those that mean the one of its country, where it says one."""
    every, country = _naming(archive, label), country_in(label)
    here = [p for p in every if country in _countries(archive, p[0].id, label)] if country else []
    return here or every


def _countries(archive: Archive, article: str, label: str) -> set[str | None]:
    """The countries of what goes by the label's name in an article."""
    places = (line.split("\t") for line in archive.links(Space.PLACE, [article]).get(article, ()))
    ids = [id_ for kind, name, id_ in places if labelled(label, MentionKind(kind), parse(name).key)]
    return {from_json(values[0], Entity).country for values in archive.links(Space.RECORD, ids).values()}


def _naming(archive: Archive, label: str) -> list[tuple[Article, Reading]]:
    """The articles that speak of what a label names, in order of publication."""
    own = articles_of(label)
    named = archive.linked(Space.BLOCK, [] if own else name_blocks(label))
    ids = own or {article for articles in named.values() for article in articles}
    pairs = [pair for id_ in ids if (pair := archive.pair(id_))]
    return sorted(pairs, key=lambda p: (p[0].published is None, p[0].published, p[0].id))


def name_in_article(name: str, article: str, folder: Path) -> str:
    """The label of a name in an article (id, key or address), for a judgement on it.

    Raises:
        StoreError: there is no such article, or it does not name that.
    """
    with open_archive(folder) as archive:
        found = one_article(archive, article)
        reading = archive.reading(found.id)
    names = sorted({text for named in (reading.companies if reading else ()) for text in (named.name, *named.aliases)})
    if name not in names:
        raise StoreError(f"{name!r}: article {found.id} has no such company; it has {', '.join(names) or 'none'}")
    return in_article(name, found.id)


def judge(judgements: Iterable[Judgement], folder: Path, *, checked: bool = True) -> None:
    """Keep judgements and let the graph follow them.

    Raises:
        StoreError: ``checked``, and one speaks of something that no article names.
    """
    every = list(judgements)
    with open_archive(folder, write=True) as archive:
        for label in dict.fromkeys(label for j in every for label in (j.left, j.right) if label and checked):
            if not _naming(archive, label):
                raise StoreError(f"{label!r}: no article names it; kg review and kg list companies show the names")
        for judgement in every:
            archive.judge(judgement)
        refresh(archive, folder)


def take_back(left: str, right: str, folder: Path) -> Judgement:
    """Take the last judgement on two things, or on one, back, and let the graph follow.

    Raises:
        StoreError: nobody judged them.
    """
    with open_archive(folder, write=True) as archive:
        gone = archive.undo(left, right)
        if gone is None:
            said = f"{left!r} and {right!r} were" if right else f"{left!r} was"
            raise StoreError(f"{said} not judged; kg review export shows what was")
        refresh(archive, folder)
    return gone


def link_stories(folder: Path, *, reader: str | None = None) -> tuple[dict[str, Any], dict[str, gold.Record]]:
    """Our own readings of a story folder's articles linked: the world in the story scorer's form, and the records."""
    articles = [json.loads(path.read_text(encoding="utf8")) for path in sorted((folder / "articles").glob("*.json"))]
    given = list(read_annotated(articles, reader=reader))
    _, world = _linked([gold.from_record(record) for record in given], (), ())
    return world, {record["id"]: record for record in given}
