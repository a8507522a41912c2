"""``kg ingest``, ``read``, ``link``, ``forget``, ``rebuild``: articles in, records and graph out."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg import config
from kg.cli import options
from kg.cli.options import Data, Out, ReaderName, Sources, output, say, telling
from kg.model import Article
from kg.records import to_json

if TYPE_CHECKING:
    from kg.linking.known import Known as KnownName
    from kg.sources.draft import Told

Skips = Annotated[bool, typer.Option("--allow-skips", help="Exit 0 although some inputs could not be read.")]
Known = Annotated[
    Path | None,
    typer.Option("--known", help="CSV of names that you know: name, aliases, lei, isin, ticker, country, watched."),
]
PARTLY = 3


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("ingest")(ingest_cli)
    app.command("read")(read_cli)
    app.command("link")(link_cli)
    app.command("forget")(forget_cli)
    app.command("rebuild")(rebuild_cli)


@telling
def ingest_cli(
    sources: Sources,
    *,
    told: "Told",
    data: Data = None,
    known: Known = None,
    reader: ReaderName = None,
    allow_skips: Skips = False,
) -> None:
    """Read articles into the graph; one that is there already changes nothing."""
    from kg import pipeline

    name, folder = options.reader(reader), options.folder(data)
    pipeline.know(_own(known), folder)
    with _counting() as step:
        made = pipeline.ingest(sources, folder, told=told, reader=name, stdin=sys.stdin.buffer, step=step)
    for skipped in made.skipped:
        say(f"skipped {skipped}")
    say(f"{made.new} new, {made.changed} changed, {made.same} known already, {len(made.skipped)} skipped")
    _leave(partly=bool(made.skipped) and not allow_skips)


@telling
def read_cli(
    sources: Sources,
    *,
    told: "Told",
    records: Annotated[bool, typer.Option("--records", help="In the annotated articles' form.")] = False,
    reader: ReaderName = None,
    allow_skips: Skips = False,
    out: Out = None,
) -> None:
    """Print what articles say, a line of JSON an article; nothing is kept."""
    from kg import pipeline
    from kg.sources.draft import Skipped

    skipped = 0
    with output(out) as stream:
        for item in pipeline.read_sources(sources, told=told, reader=options.reader(reader), stdin=sys.stdin.buffer):
            if isinstance(item, Skipped):
                skipped += 1
                say(f"skipped {item}")
            else:
                stream.write(pipeline.line(*item, annotated=records))
    _leave(partly=bool(skipped) and not allow_skips)


def link_cli(
    *,
    data: Data = None,
    records: Annotated[str | None, typer.Option("--from", help="Link these records (JSON Lines) instead.")] = None,
    known: Known = None,
    world: Annotated[bool, typer.Option("--world", help="Print it in the story scorer's form.")] = False,
    out: Out = None,
) -> None:
    """Print the world that all readings together make, as one JSON object."""
    from kg import pipeline

    if records:
        made, as_stories = pipeline.link_lines(options.lines(records), records, _own(known))
    else:
        made, as_stories = pipeline.link_archive(options.folder(data))
    with output(out) as stream:
        stream.write(json.dumps(as_stories, ensure_ascii=False) if world else to_json(made).decode())
        stream.write("\n")


def forget_cli(
    article: Annotated[str, typer.Argument(help="Id, key or address of the article.")], *, data: Data = None
) -> None:
    """Take an article out of the graph, with all that only it says."""
    from kg import pipeline

    gone = pipeline.forget(article, options.folder(data))
    say(f"forgotten: {gone.title or gone.key} ({gone.id})")


def rebuild_cli(
    *,
    data: Data = None,
    known: Known = None,
    reader: ReaderName = None,
    again: Annotated[bool, typer.Option("--read", help="Read all articles anew as well.")] = False,
) -> None:
    """Write the graph anew from the archive."""
    from kg import pipeline

    folder = options.folder(data)
    pipeline.know(_own(known), folder)
    with _counting() as step:
        made = pipeline.rebuild(folder, reader=options.reader(reader), again=again, step=step)
    say(f"rebuilt from {made} articles")


def _own(known: Path | None) -> "tuple[KnownName, ...] | None":
    """The user's own list of names: ``--known``, else that of ``kg.toml``; None where there is none."""
    from kg import pipeline

    return pipeline.own_list(known or config.load(Path()).known)


@contextmanager
def _counting() -> Iterator[Callable[[Article], None] | None]:
    """A count of articles read, on a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("reading"), TextColumn("{task.completed} articles"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=None)
        yield lambda _: progress.advance(task)


def _leave(*, partly: bool) -> None:
    if partly:
        raise typer.Exit(PARTLY)
