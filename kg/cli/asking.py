"""``kg ask``, ``query``, ``explain``, ``list``, ``status``, ``check``, ``export``: out of the graph."""

import sys
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import options
from kg.cli.options import As, Data, Format, Labels, Out, ReaderName, say
from kg.cli.output import show
from kg.errors import QueryError
from kg.model import Article
from kg.store import open_graph
from kg.wording import no_rows

if TYPE_CHECKING:
    from kg.ask import Question
    from kg.explain import Explanation

_FREE = {"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []}


class Listed(StrEnum):
    """What ``kg list`` lists."""

    ARTICLES = "articles"
    COMPANIES = "companies"
    DEALS = "deals"


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("ask", context_settings=_FREE)(ask_cli)
    app.command("query")(query_cli)
    app.command("explain")(explain_cli)
    app.command("list")(list_cli)
    app.command("status")(status_cli)
    app.command("check")(check_cli)


def ask_cli(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="A ready question's name, a plain question in quotes, or 'list'.")],
    *,
    data: Data = None,
    lang: Labels = None,
    form: As = Format.TABLE,
    out: Out = None,
) -> None:
    """Ask a ready question, its parameters as NAME=VALUE; 'kg ask list' shows all, 'kg ask NAME --help' one."""
    from kg import ask

    language = options.labels(lang)
    match question:
        case "-h" | "--help":
            typer.echo(context.get_help())
        case "list":
            rows = [(q.name, q.titles[language], _signature(q)) for q in ask.questions()]
            show(("name", "question", "parameters"), rows, form, out)
        case _ if {"-h", "--help"} & set(context.args):
            _help(ask.find_question(question), language)
        case _:
            found, values = _asked(question, context.args)
            graph = open_graph(options.folder(data))
            made = ask.answer(graph, found, values, language=language, today=_today())
            say(made.title)
            if not made.rows and form is Format.TABLE and out is None:
                say(no_rows(language))
                return
            show(made.titles if form is Format.TABLE else made.columns, made.rows, form, out)


def _asked(question: str, arguments: list[str]) -> "tuple[Question, dict[str, str]]":
    """The ready question and its values, from its name or from plain words."""
    from kg import ask

    if " " not in question.strip():
        found = ask.find_question(question)
        return found, _values(arguments, [param.name for param in found.params])
    understood = ask.understand(question)
    found = ask.find_question(understood.question)
    values = dict(understood.values) | _values(arguments, [param.name for param in found.params])
    say("asked as: kg ask " + " ".join([found.name, *(f"{name}={value!r}" for name, value in values.items())]))
    return found, values


def _values(arguments: list[str], names: list[str]) -> dict[str, str]:
    """Values given as NAME=VALUE, --NAME VALUE or --NAME=VALUE; bare ones fill the parameters in order."""
    values: dict[str, str] = {}
    left = iter(arguments)
    for argument in left:
        name, equals, value = argument.removeprefix("--").partition("=")
        if argument.startswith("--") and not equals:
            value = next(left, "")
        elif not equals:
            name, value = next((n for n in names if n not in values), name), argument
        values[name.replace("-", "_")] = value
    return values


def _signature(question: "Question") -> str:
    return " ".join(f"[{p.name}]" if p.optional or p.default is not None else p.name for p in question.params)


def _help(question: "Question", language: str) -> None:
    typer.echo(f"kg ask {question.name} {_signature(question)}\n\n{question.titles[language]}")
    typer.echo(f"{question.about[language]}\n" if question.about else "")
    for param in question.params:
        default = f" (default {param.default})" if param.default is not None else ""
        typer.echo(f"  {param.name:<12} {param.about[language]}{default}")
    given = " ".join(f'{name}="{value}"' for name, value in question.example.items())
    typer.echo(f"\nExample: kg ask {question.name} {given}")


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def query_cli(
    query: Annotated[str, typer.Argument(help="SPARQL, a file that holds it, or - for standard input.")],
    *,
    data: Data = None,
    form: As = Format.TABLE,
    out: Out = None,
) -> None:
    """Run a SPARQL query; the prefixes kg: rdfs: xsd: prov: schema: need no declaration."""
    rows = open_graph(options.folder(data)).query(_text(query))
    show(rows.columns, rows, form, out)


def _text(query: str) -> str:
    if query == "-":
        return sys.stdin.read()
    if "{" in query or "\n" in query:
        return query
    try:
        return Path(query).read_text(encoding="utf8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{query}: neither SPARQL (no braces) nor a file that can be read ({error})") from error


def explain_cli(
    what: Annotated[str | None, typer.Argument(help="A deal, a claim (ids or IRIs), or a company's name.")] = None,
    other: Annotated[str | None, typer.Argument(help="Another company: why the two are joined.")] = None,
    *,
    sentence: Annotated[
        str | None, typer.Option(help="Read this sentence and say why it tells a deal or none.")
    ] = None,
    language: Annotated[str | None, typer.Option(help="The sentence's language, instead of detecting it.")] = None,
    published: Annotated[str | None, typer.Option(help="The sentence's day of publication, YYYY-MM-DD.")] = None,
    reader: ReaderName = None,
    data: Data = None,
    lang: Labels = None,
) -> None:
    """Say why something is in the graph: sentences, how they were read, what was joined, what disagrees."""
    labels = options.labels(lang)
    if (what is None) == (sentence is None):
        raise typer.BadParameter("give a deal or a company, or --sentence TEXT")
    if sentence is not None:
        found = _sentence(sentence, language, options.day(published, "--published"), options.reader(reader), labels)
    else:
        found = _why(what or "", other, options.folder(data), labels)
    for line in found.lines():
        typer.echo(line)


def _sentence(text: str, language: str | None, on: date | None, reader: str | None, labels: str) -> "Explanation":
    from kg.explain import explain_sentence
    from kg.reader.language import detect

    spoken = language or detect(text) or labels
    return explain_sentence(Article("", "", text, spoken, published=on), reader=reader, language=labels)


def _why(what: str, other: str | None, folder: Path, labels: str) -> "Explanation":
    from kg.archive import open_archive
    from kg.explain import explain

    with open_archive(folder) as archive:
        graph = open_graph(folder)
        return explain(graph, what, other, language=labels, find=archive.article, judgements=archive.judgements())


def list_cli(
    what: Annotated[Listed, typer.Argument(help="articles, companies or deals.")],
    *,
    watched: Annotated[bool, typer.Option("--watched", help="Of companies, those that your own list watches.")] = False,
    data: Data = None,
    lang: Labels = None,
    form: As = Format.TABLE,
    out: Out = None,
) -> None:
    """List what is in the graph."""
    folder = options.folder(data)
    if what is Listed.ARTICLES:
        from kg.archive import open_archive

        with open_archive(folder) as archive:
            rows = [(a.id, a.published, a.language, a.publisher, a.title or a.key) for a in archive.articles()]
        show(("id", "published", "language", "publisher", "title"), rows, form, out)
        return
    from kg.overview import companies, deals

    graph = open_graph(folder)
    table = companies(graph, watched=watched) if what is Listed.COMPANIES else deals(graph, options.labels(lang))
    show([column.name for column in table.columns], table.rows, form, out)


def status_cli(*, data: Data = None, form: As = Format.TABLE, out: Out = None) -> None:
    """Say what is in the graph, where it lies, and since when."""
    from kg.archive import open_archive
    from kg.overview import counts

    folder = options.folder(data)
    with open_archive(folder) as archive:
        kept = archive.counts()
    rows: list[tuple[str, object]] = [("folder", str(folder.resolve())), ("articles", kept.articles)]
    rows += [("read", kept.readings), ("first article", _moment(kept.first)), ("last article", _moment(kept.last))]
    rows += [("judgements", kept.judgements), *counts(open_graph(folder))]
    show(("what", "value"), rows, form, out)


def _moment(when: datetime | None) -> str | None:
    return when.astimezone().strftime("%Y-%m-%d %H:%M") if when else None


def check_cli(*, data: Data = None, lang: Labels = None, form: As = Format.TABLE, out: Out = None) -> None:
    """Check the graph against the shapes of the ontology; exit 1 where something is amiss."""
    from kg.check import check

    found = check(open_graph(options.folder(data)), options.labels(lang))
    rows = [(v.severity, v.what, v.message, v.value, ", ".join(v.articles)) for v in found]
    if not rows:
        say("the graph holds to its shapes")
        return
    show(("severity", "what", "message", "value", "articles"), rows, form, out)
    raise typer.Exit(1)
