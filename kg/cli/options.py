"""Options that several commands take, and what their values mean."""

import inspect
import locale
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, BinaryIO, TextIO

import typer

from kg import config, lexicon
from kg.errors import ArticleError, ConfigError, StoreError
from kg.model import TimeSpan
from kg.values.calendar import earliest, from_iso


class Format(StrEnum):
    """How a table is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


Data = Annotated[
    Path | None,
    typer.Option("--data", envvar="KG_DATA", help="Folder of archive and graph.", show_default="./kg-data"),
]
Labels = Annotated[str | None, typer.Option("--lang", help="Labels in this language (es, en).", show_default="locale")]
As = Annotated[Format, typer.Option("--format", help="table, csv (opens in a Spanish Excel) or json.")]
Out = Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.", show_default="standard output")]
ReaderName = Annotated[
    str | None, typer.Option("--reader", help="neural or rules.", show_default="neural where it is installed")
]
Sources = Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.", metavar="SOURCE")]
_TELL = {
    "published": "Day of publication, YYYY-MM-DD, where a source does not tell.",
    "publisher": "Publisher, where a source does not tell.",
    "url": "Address, where a source does not tell.",
    "language": "Language of the articles (es, en), instead of detecting it.",
    "country": "Country of publication (ISO 3166, two letters), where a source does not tell.",
}


def telling(command: Callable[..., None]) -> Callable[..., None]:
    """The command with an option for each thing that a user may tell of its sources; it is given them as ``told``."""

    @wraps(command)
    def with_options(**given: Any) -> None:
        from kg.sources.draft import Told

        said = {name: given.pop(name) for name in _TELL}
        command(**given, told=Told(**said | {"published": day(said["published"], "--published")}))

    keyword, kept = inspect.Parameter.KEYWORD_ONLY, inspect.signature(command).parameters
    options = [
        inspect.Parameter(name, keyword, default=None, annotation=Annotated[str | None, typer.Option(help=about)])
        for name, about in _TELL.items()
    ]
    every = [*(one for name, one in kept.items() if name != "told"), *options]
    with_options.__signature__ = inspect.Signature(every)  # type: ignore[attr-defined]
    with_options.__annotations__ = {one.name: one.annotation for one in every}
    return with_options


def folder(data: Path | None) -> Path:
    """The data folder: ``--data`` or ``KG_DATA``, else that of ``kg.toml``, else ``./kg-data``."""
    return data or config.load(Path()).data


def labels(lang: str | None) -> str:
    """The language of labels: ``--lang``, else that of ``kg.toml``, else the locale's where there is one, else English.

    Raises:
        ConfigError: a language that has no data is asked for.
    """
    known = lexicon.languages()
    asked = lang or config.load(Path()).lang
    if asked and asked not in known:
        raise ConfigError(f"--lang {asked}: no such language; there is {', '.join(known)}")
    spoken = (locale.getlocale()[0] or "")[:2]
    return asked or (spoken if spoken in known else known[0])


def reader(name: str | None) -> str | None:
    """The reader asked for: ``--reader``, else that of ``kg.toml``; None for the best that is installed.

    Raises:
        ConfigError: there is no such reader.
    """
    from kg.reader.readers import chosen

    asked = name or config.load(Path()).reader
    return chosen(asked) if asked else None


def day(text: str | None, option: str) -> date | None:
    """A day given as an option.

    Raises:
        ConfigError: it is no ISO day.
    """
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ConfigError(f"{option} {text}: not a day; write YYYY-MM-DD") from error


def first_day(text: str | None) -> date | None:
    """The first day of a year, month or day given as an option.

    Raises:
        ConfigError: it is none of these.
    """
    return earliest(_span(text)) if text else None


def day_after(text: str | None) -> date | None:
    """The day after a year, month or day given as an option.

    Raises:
        ConfigError: it is none of these.
    """
    return _span(text).end if text else None


def _span(text: str) -> TimeSpan:
    span = from_iso(text)
    if not isinstance(span, TimeSpan):
        raise ConfigError(f"{text!r} is no year, month or day; write 2025, 2025-03 or 2025-03-11")
    return span


@contextmanager
def output(path: Path | None) -> Iterator[TextIO]:
    """Where a command's text goes: a file that appears whole or not at all, else standard output.

    Raises:
        StoreError: the file cannot be written.
    """
    if path is None:
        yield sys.stdout
        return
    with whole_file(path) as part, part.open("w", encoding="utf8", newline="") as stream:
        yield stream


@contextmanager
def binary_output(path: Path | None) -> Iterator[BinaryIO]:
    """The same for bytes.

    Raises:
        StoreError: the file cannot be written.
    """
    if path is None:
        yield sys.stdout.buffer
        return
    with whole_file(path) as part, part.open("wb") as stream:
        yield stream


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A file beside the wanted one to write to, which takes its place when all went well and is gone else.

    Raises:
        StoreError: it cannot be written.
    """
    if path.is_dir():
        raise StoreError(f"{path}: cannot be written (is a directory); name a file with -o")
    part = path.with_name(path.name + ".part")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({_reason(error)}); choose another place with -o") from error
    finally:
        if part.exists():
            part.unlink()


def say(text: str) -> None:
    """Talk goes to standard error."""
    print(text, file=sys.stderr)  # noqa: T201


def lines(path: str) -> Iterator[str]:
    """The lines of a file, or of standard input for '-', as they are read.

    Raises:
        ArticleError: the file cannot be read.
    """
    try:
        if path == "-":
            yield from sys.stdin
            return
        with Path(path).open(encoding="utf8") as stream:
            yield from stream
    except OSError as error:
        raise ArticleError(f"{path}: cannot be read ({_reason(error)})") from error
    except UnicodeDecodeError as error:
        raise ArticleError(f"{path}: is no text in UTF-8 (byte {error.start})") from error


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
