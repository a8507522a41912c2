"""``kg review``, ``diff``: a person's word on what linking doubted, and what an ingest changed."""

import getpass
import sys
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import options
from kg.cli.options import As, Data, Format, Out, output, say
from kg.cli.output import show
from kg.iris import ID
from kg.kinds import Verdict
from kg.model import Judgement, World
from kg.records import from_json

if TYPE_CHECKING:
    from kg.linking.review import Case

review = typer.Typer(help="Look at doubtful pairs, and judge them; judgements are kept and replayed.")
_ANSWERS = {"y": Verdict.SAME, "n": Verdict.DIFFERENT, "l": Verdict.LATER}
Left = Annotated[str, typer.Argument(help="A name as the review shows it, or a deal's id.")]
Right = Annotated[str, typer.Argument(help="The other name, or deal.")]
By = Annotated[str | None, typer.Option(help="Who says so.", show_default="the user")]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(review, name="review")
    app.command("diff")(diff_cli)


@review.callback(invoke_without_command=True)
def review_cli(
    context: typer.Context,
    *,
    later: Annotated[bool, typer.Option("--later", help="Also those put off, at the end.")] = False,
    by: By = None,
    data: Data = None,
    form: As = Format.TABLE,
    out: Out = None,
) -> None:
    """Show the pairs that may be one, the likeliest first; on a terminal side by side, asking what they are."""
    if context.invoked_subcommand:
        return
    from kg import pipeline

    cases = pipeline.doubts(options.folder(data), later=later)
    if not cases:
        say("nothing is in doubt")
    elif sys.stdin.isatty() and sys.stdout.isatty() and out is None and form is Format.TABLE:
        _ask(cases, data, by)
        return
    rows = [(c.doubt.left, c.doubt.right, round(c.doubt.score, 2), c.doubt.reason, *_said(c)) for c in cases]
    show(("left", "right", "score", "why", "left says", "right says"), rows, form, out)


def _said(case: "Case") -> tuple[str, str]:
    """A sentence of each side."""
    left, right = (side.sayings[0].sentence if side.sayings else "" for side in (case.left, case.right))
    return left, right


def _ask(cases: "list[Case]", data: Path | None, by: str | None) -> None:
    """Each pair side by side, and what the user says of it; all is kept at the end, in one go."""
    from kg import pipeline

    made: list[Judgement] = []
    for number, case in enumerate(cases, 1):
        _side_by_side(case, f"{number} of {len(cases)}")
        answer = typer.prompt("Are they one? yes, no, later, quit", default="later").strip().casefold()[:1]
        if answer == "q":
            break
        if answer in _ANSWERS:
            made.append(_judgement(case.doubt.left, case.doubt.right, _ANSWERS[answer], by))
    if made:
        pipeline.judge(made, options.folder(data))
    say(f"{len(made)} judgements kept; kg review undo takes one back")


def _side_by_side(case: "Case", title: str) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=f"{title}: {case.doubt.reason} ({case.doubt.score:.2f})", show_lines=True, expand=True)
    for side in (case.left, case.right):
        table.add_column(escape(f"{side.label} · {side.articles} articles"), ratio=1)
    table.add_row(*(escape(", ".join(side.names)) for side in (case.left, case.right)))
    for pair in zip_longest(case.left.sayings, case.right.sayings):
        table.add_row(*(escape(f"{s.sentence}\n— {s.source}, {s.published or 'undated'}") if s else "" for s in pair))
    Console().print(table)


@review.command("same")
def same_cli(left: Left, right: Right, *, data: Data = None, by: By = None) -> None:
    """Both names are one company, or both deals one deal."""
    _judge(left, right, Verdict.SAME, data, by)


@review.command("different")
def different_cli(left: Left, right: Right, *, data: Data = None, by: By = None) -> None:
    """The two names are two companies, or the two deals two deals."""
    _judge(left, right, Verdict.DIFFERENT, data, by)


@review.command("later")
def later_cli(left: Left, right: Right, *, data: Data = None, by: By = None) -> None:
    """Do not ask about these two again for now."""
    _judge(left, right, Verdict.LATER, data, by)


@review.command("wrong")
def wrong_cli(
    what: Annotated[str, typer.Argument(help="A deal or a claim: its IRI, or its id as kg list deals shows it.")],
    *,
    data: Data = None,
    by: By = None,
) -> None:
    """This deal does not exist, or this claim is misread: leave it out of the graph's conclusions."""
    _judge(what, "", Verdict.WRONG, data, by)


@review.command("name")
def name_cli(
    name: Annotated[str, typer.Argument(help="A name as the article writes it.")],
    article: Annotated[str, typer.Argument(help="The article: its id, key or address.")],
    company: Annotated[str, typer.Argument(help="The company that it is not (or is, with --is).")],
    *,
    same: Annotated[bool, typer.Option("--is", help="It is this company, not the one of its name.")] = False,
    data: Data = None,
    by: By = None,
) -> None:
    """In this article, this name is not that company."""
    from kg import pipeline

    label = pipeline.name_in_article(name, article, options.folder(data))
    _judge(label, company, Verdict.SAME if same else Verdict.DIFFERENT, data, by)


@review.command("undo")
def undo_cli(
    left: Left,
    right: Annotated[str, typer.Argument(help="The other name, where there is one.")] = "",
    *,
    data: Data = None,
) -> None:
    """Take a judgement back."""
    from kg import pipeline

    gone = pipeline.take_back(_id(left), _id(right), options.folder(data))
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
    pipeline.judge(judgements, options.folder(data), checked=False)
    say(f"{len(judgements)} judgements taken")


def _judge(left: str, right: str, verdict: Verdict, data: Path | None, by: str | None) -> None:
    from kg import pipeline

    made = _judgement(left, right, verdict, by)
    pipeline.judge([made], options.folder(data))
    say(f"kept: {made.left} {verdict} {made.right}".rstrip())


def _judgement(left: str, right: str, verdict: Verdict, by: str | None) -> Judgement:
    return Judgement(_id(left), _id(right), verdict, by or getpass.getuser(), datetime.now(UTC))


def _id(text: str) -> str:
    """What an IRI of ours ends in; any other text as it is."""
    return text.strip("<>").rpartition("/")[2] if text.strip("<>").startswith(ID) else text


def diff_cli(
    before: Annotated[str, typer.Argument(help="A world, as kg link prints it, or a data folder.")],
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
    if Path(path).is_dir():
        from kg import pipeline

        return pipeline.link_archive(Path(path))[0]
    return from_json("".join(options.lines(path)), World)
