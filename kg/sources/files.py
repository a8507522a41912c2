"""Files, folders and standard input, each given to the reader of its kind: the one door of the articles."""

import io
import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from kg.errors import ArticleError
from kg.model import Article
from kg.sources.characters import decode, refuse_binary
from kg.sources.draft import NOTHING_TOLD, Detect, Draft, Skipped, Told, finish
from kg.sources.html import draft_of_page
from kg.sources.jsonl import drafts_of_json, drafts_of_lines
from kg.sources.stream import ARTICLE_BYTES, Bytes, Stream

STANDARD_INPUT = "-"
_KINDS = {
    ".txt": "text",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".json": "json",
    ".jsonl": "lines",
    ".ndjson": "lines",
}
_OTHER_DOCUMENTS = frozenset(
    ".md .pdf .doc .docx .odt .rtf .epub .xml .csv .tsv .xlsx .mhtml .eml .msg .gz .bz2 .xz .zst .zip .tar .tgz".split()
)
_JSON = re.compile(rb"\s*(\{\s*(\"|$)|\[\s*(\{|\]|$))")
_PAGE = re.compile(rb"\s*<(!doctype\s+html|html|head|body|\?xml|!--)", re.IGNORECASE)


def open_sources(
    paths: Iterable[str | Path], *, detect: Detect, told: Told = NOTHING_TOLD, stdin: BinaryIO | None = None
) -> Iterator[Article | Skipped]:
    """Every article of the inputs, in their order; what gives none is skipped by name, and the others are kept.

    An input is a text file, an HTML page, a JSON or JSON Lines file, a folder (read with all it holds, in order of
    name, hidden files aside), or ``-`` for standard input. They are opened one after the other, as they are asked
    for: no more than one article (or one JSON file) is in memory.

    Args:
        paths: the inputs, as the user named them: an article without an ``id`` goes by this name.
        detect: tells the language of a text that does not state it.
        told: what the user says of inputs that cannot tell it themselves.
        stdin: what ``-`` stands for.
    """
    for path in map(str, paths):
        for draft in _drafts(path, stdin):
            yield draft if isinstance(draft, Skipped) else _finished(draft, told, detect)


def _finished(draft: Draft, told: Told, detect: Detect) -> Article | Skipped:
    try:
        return finish(draft, told, detect)
    except ArticleError as error:
        return Skipped(draft.what, draft.where, str(error))


def _drafts(path: str, stdin: BinaryIO | None) -> Iterator[Draft | Skipped]:
    if path == STANDARD_INPUT:
        yield from _of_stream(stdin or io.BytesIO(), path)
    elif Path(path).is_dir():
        yield from _of_folder(path)
    else:
        yield from _of_file(path)


def _of_folder(path: str) -> Iterator[Draft | Skipped]:
    held = False
    for entry in _walk(path):
        held = True
        yield from [entry] if isinstance(entry, Skipped) else _of_file(entry)
    if not held:
        yield Skipped(path, "", f"holds no article ({', '.join(_KINDS)})")


def _walk(folder: str) -> Iterator[str | Skipped]:
    """The files below a folder that are articles by their suffix, in order of name; other documents are skipped."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Skipped(folder, "", f"cannot be opened: {_reason(error)}")
        return
    for entry in entries:
        suffix = Path(entry.name).suffix.lower()
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path)
        elif suffix in _KINDS:
            yield entry.path
        elif suffix in _OTHER_DOCUMENTS:
            yield Skipped(entry.path, "", f"{suffix} is not read ({', '.join(_KINDS)} are); save its text as .txt")


def _of_file(path: str) -> Iterator[Draft | Skipped]:
    try:
        _refuse_special(path)
        with Path(path).open("rb") as file:
            yield from _of_stream(file, path)
    except ArticleError as error:
        yield Skipped(path, "", str(error))
    except OSError as error:
        yield Skipped(path, "", f"cannot be opened: {_reason(error)}")


def _refuse_special(path: str) -> None:
    if path.startswith(("http://", "https://")):
        raise ArticleError("is a web address; nothing is fetched here: save the page as .html and give that")
    mode = Path(path).stat().st_mode
    if not stat.S_ISREG(mode):
        kind = "a named pipe" if stat.S_ISFIFO(mode) else "a device or socket"
        raise ArticleError(f"is {kind}, not a file; pipe it into standard input (-) instead")


def _of_stream(source: Bytes, name: str) -> Iterator[Draft | Skipped]:
    stream = Stream(source)
    try:
        head = _first_line(stream)
        kind = _KINDS.get(Path(name).suffix.lower()) or _kind_of(head)
        if kind in {"json", "lines"}:
            refuse_binary(head)
            yield from (drafts_of_json if kind == "json" else drafts_of_lines)(stream, name)
        elif kind == "page":
            yield draft_of_page(stream.rest(ARTICLE_BYTES), name)
        else:
            yield Draft(name, decode(stream.rest(ARTICLE_BYTES)))
    except ArticleError as error:
        yield Skipped(name, "", str(error))


def _first_line(stream: Stream) -> bytes:
    if not (found := stream.look()):
        raise ArticleError("is empty")
    return found[0]


def _kind_of(head: bytes) -> str:
    """The kind of an input whose name does not tell it, by its first line."""
    if _JSON.match(head):
        return "json"
    return "page" if _PAGE.match(head) else "text"


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
