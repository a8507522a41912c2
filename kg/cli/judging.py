"""``kg review``, ``diff``: a person's word on what linking doubted, and what an ingest changed."""

import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from kg.cli import options
from kg.cli.options import As, Data, Format, Out, output, say
from kg.cli.output import show
from kg.model import Judgement, Verdict, World
from kg.records import from_json

review = typer.Typer(help="Look at doubtful pairs, and judge them; judgements are kept and replayed.")
Left = Annotated[str, typer.Argument(help="A name as the review shows it.")]
Right = Annotated[str, typer.Argument(help="The other name.")]
By = Annotated[str | None, typer.Option(help="Who says so.", show_default="the user")]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(review, name="review")
    app.command("diff")(diff_cli)


@review.callback(invoke_without_command=True)
def review_cli(context: typer.Context, *, data: Data = None, form: As = Format.TABLE, out: Out = None) -> None:
    """Show the pairs that may be one, side by side, the likeliest first."""
    if context.invoked_subcommand:
        return
    from kg import pipeline

    doubts = pipeline.doubts(options.folder(data))
    if not doubts:
        say("nothing is in doubt")
    show(("left", "right", "score", "why"), [(d.left, d.right, round(d.score, 2), d.reason) for d in doubts], form, out)


@review.command("same")
def same_cli(left: Left, right: Right, *, data: Data = None, by: By = None) -> None:
    """Both names are one."""
    _judge(left, right, Verdict.SAME, data, by)


@review.command("different")
def different_cli(left: Left, right: Right, *, data: Data = None, by: By = None) -> None:
    """The two names are two."""
    _judge(left, right, Verdict.DIFFERENT, data, by)


@review.command("later")
def later_cli(left: Left, right: Right, *, data: Data = None, by: By = None) -> None:
    """Do not ask about these two again for now."""
    _judge(left, right, Verdict.LATER, data, by)


@review.command("wrong")
def wrong_cli(
    claim: Annotated[str, typer.Argument(help="A claim (its IRI, or its id as kg explain shows it).")],
    *,
    data: Data = None,
    by: By = None,
) -> None:
    """What this claim says is wrong: leave it out of the graph's conclusions."""
    _judge(claim.rpartition("/")[2], "", Verdict.WRONG, data, by)


@review.command("undo")
def undo_cli(
    left: Left,
    right: Annotated[str, typer.Argument(help="The other name, where there is one.")] = "",
    *,
    data: Data = None,
) -> None:
    """Take a judgement back."""
    from kg import pipeline

    gone = pipeline.take_back(left, right, options.folder(data))
    say(f"taken back: {gone.left} {gone.verdict} {gone.right}".rstrip())


@review.command("export")
def export_cli(*, data: Data = None, out: Out = None) -> None:
    """Write all judgements as TSV."""
    from kg.archive import open_archive
    from kg.linking.judgements import to_tsv

    with open_archive(options.folder(data)) as archive, output(out) as stream:
        stream.write(to_tsv(archive.judgements()))


@review.command("import")
def import_cli(
    path: Annotated[str, typer.Argument(help="TSV that export wrote, - for standard input.")],
    *,
    data: Data = None,
) -> None:
    """Take judgements from TSV."""
    from kg import pipeline
    from kg.linking.judgements import from_tsv

    judgements = from_tsv("".join(options.lines(path)), path)
    pipeline.judge(judgements, options.folder(data))
    say(f"{len(judgements)} judgements taken")


def _judge(left: str, right: str, verdict: Verdict, data: Path | None, by: str | None) -> None:
    from kg import pipeline

    made = Judgement(left, right, verdict, by or getpass.getuser(), datetime.now(UTC))
    pipeline.judge([made], options.folder(data))
    say(f"kept: {left} {verdict} {right}".rstrip())


def diff_cli(
    before: Annotated[str, typer.Argument(help="A world, as kg link prints it.")],
    after: Annotated[str, typer.Argument(help="Another, - for standard input.")],
    *,
    form: As = Format.TABLE,
    out: Out = None,
) -> None:
    """List what changed between two worlds: companies and deals that came, went or say something else."""
    from kg.linking.diff import diff

    rows = [(c.how, c.what, c.name, c.detail) for c in diff(_world(before), _world(after))]
    show(("change", "what", "name", "detail"), rows, form, out)


def _world(path: str) -> World:
    return from_json("".join(options.lines(path)), World)
