"""``kg score``, ``kg train``: how well it reads, and making it read better."""

import json
from pathlib import Path
from typing import Annotated

import typer

from kg import gate, scorecard
from kg.cli import options
from kg.cli.options import ReaderName, say
from kg.errors import ArticleError, ConfigError, KgError
from kg.score import FIGURES, Record, Score, score


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("score")(score_cli)
    app.command("train")(train_cli)


Gold = Annotated[Path, typer.Argument(help="Folder of annotated articles (or of stories, with --stories).")]
Predicted = Annotated[
    str | None,
    typer.Argument(help="Records as JSON Lines, - for standard input.", show_default="what the reader makes of GOLD"),
]


def score_cli(
    gold: Gold,
    predicted: Predicted = None,
    records: Annotated[Path | None, typer.Argument(help="With --stories: the readings that were linked.")] = None,
    *,
    dev: Annotated[bool, typer.Option("--dev", help="Only articles whose number ends in 0 or 5.")] = False,
    stories: Annotated[
        bool, typer.Option("--stories", help="Score a linked world (PREDICTED) against stories.")
    ] = False,
    by: Annotated[str | None, typer.Option(help="Also by this key (language), or by id prefix (folder).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    misses: Annotated[int, typer.Option(metavar="N", help="List N of each sort of error.")] = 0,
    floors: Annotated[Path | None, typer.Option("--gate", help="Fail where a figure is below its floor here.")] = None,
    update: Annotated[bool, typer.Option("--update", help="With --gate: raise the floors.")] = False,
    reason: Annotated[str | None, typer.Option(help="With --update: why a floor may fall.")] = None,
    reader: ReaderName = None,
) -> None:
    """Score records against annotated articles; without PREDICTED, read the articles first."""
    if stories:
        _stories(gold, predicted, records, reader)
        return
    articles = scorecard.annotated(gold, dev=dev or floors is not None)
    given = _given(predicted) if predicted else _read(articles, reader)
    parts = scorecard.groups(articles, "language" if floors else by)
    scores = {name: score(part, given) for name, part in parts.items()}
    _print(scores, {name: len(part) for name, part in parts.items()}, misses=misses, as_json=as_json)
    if floors:
        reached = gate.measured(articles, {k: v for k, v in scores.items() if k != "all"})
        _gate(floors, reached, update=update, reason=reason)


def _given(predicted: str) -> dict[str, Record]:
    made: dict[str, Record] = {}
    for number, line in enumerate(options.lines(predicted), 1):
        if line.strip():
            try:
                record = json.loads(line)
                made[record["id"]] = record
            except (ValueError, KeyError, TypeError) as error:
                raise ArticleError(f"{predicted}:{number}: not a record with an id ({error})") from error
    return made


def _read(articles: list[Record], reader: str | None) -> dict[str, Record]:
    from kg import pipeline

    return {made["id"]: made for made in pipeline.read_annotated(articles, reader=options.reader(reader))}


def _print(scores: dict[str, Score], sizes: dict[str, int], *, misses: int, as_json: bool) -> None:
    if as_json:
        figures = {name: {f: _plain(made, f) for f in FIGURES} for name, made in scores.items()}
        typer.echo(json.dumps(figures, ensure_ascii=False))
        return
    for name, made in scores.items():
        for line in scorecard.lines(name, made, sizes[name]):
            typer.echo(line)
    for line in scorecard.errors(scores["all"], misses) if misses else ():
        typer.echo(line)


def _plain(made: Score, name: str) -> dict[str, float]:
    figure = made.figures[name]
    f1 = {"p": figure.precision, "r": figure.recall, "f1": figure.f1}
    return f1 | {"gold": figure.gold, "pred": figure.given}


def _gate(path: Path, reached: gate.Baseline, *, update: bool, reason: str | None) -> None:
    if update:
        before = gate.load(path) if path.is_file() else reached
        gate.save(path, gate.raised(before, reached, reason))
        say(f"{path}: floors written")
        return
    if short := list(gate.shortfalls(gate.load(path), reached)):
        raise KgError("; ".join(short))
    say(f"{path}: every figure holds its floor")


def _stories(folder: Path, world: str | None, records: Path | None, reader: str | None) -> None:
    from kg import pipeline, stories

    given: dict[str, Record] | None
    if world:
        made = json.loads("".join(options.lines(world)))
        given = _given(str(records)) if records else None
    else:
        made, read = pipeline.link_stories(folder, reader=options.reader(reader))
        given = dict(read)
    for line in stories.lines(stories.score(folder, made, given)):
        typer.echo(line)


def train_cli(
    corpus: Annotated[Path, typer.Argument(help="Folder of annotated articles.")],
    *,
    out: Annotated[Path, typer.Option(help="Where checkpoints and weights go; a run found there is resumed.")] = Path(
        ".train"
    ),
    epochs: Annotated[int, typer.Option(help="Passes over the articles.")] = 12,
) -> None:
    """Train the reading model on annotated articles (needs the 'train' extra)."""
    try:
        from kg.train.main import train
        from kg.train.plan import Plan
    except ImportError as error:
        raise ConfigError(f"training needs more packages ({error.name}): pip install 'kg-deals[train]'") from error
    train(corpus, out, Plan(epochs=epochs))
