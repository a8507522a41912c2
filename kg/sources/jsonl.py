"""JSON and JSON Lines: our own keys, and annotated article files, whose annotation is left aside.

Keys: ``text`` (needed), ``id``, ``title``, ``url``, ``publisher``, ``country`` (two letters, ISO 3166), ``published``
(ISO 8601), ``language``. Other keys are ignored.
"""

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from kg.errors import ArticleError
from kg.sources.characters import decode
from kg.sources.draft import Draft, Skipped, day
from kg.sources.stream import ARTICLE_BYTES, FILE_BYTES, Stream


class _Entry(msgspec.Struct):
    text: str
    id: str | int | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    country: str | None = None
    published: str | None = None
    language: str | None = None


def drafts_of_lines(stream: Stream, name: str) -> Iterator[Draft | Skipped]:
    """One draft a line, read as they come; blank lines are passed over, a bad one is named by its number."""
    for number, line in enumerate(stream.lines(), 1):
        if line is None:
            yield Skipped(name, str(number), f"is longer than {ARTICLE_BYTES // 2**20} MiB; give one article a line")
        elif line.strip():
            yield _draft(line, name, str(number))


def drafts_of_json(stream: Stream, name: str) -> Iterator[Draft | Skipped]:
    """The drafts of a JSON file: one article, a list of them, or JSON Lines under another suffix.

    It is read as JSON Lines where its first line is an object by itself and not the last, or its second begins one.
    """
    if _one_a_line(*stream.look(2)):
        yield from drafts_of_lines(stream, name)
        return
    try:
        value = _value(stream.rest(FILE_BYTES))
    except ArticleError as error:
        yield Skipped(name, "", str(error))
        return
    items = enumerate(value, 1) if isinstance(value, list) else [("", value)]
    yield from (_draft(item, name, str(number)) for number, item in items)


def to_draft(value: Any, name: str, where: str = "") -> Draft:
    """A JSON object as a draft; ``name`` and ``where`` say where it stands.

    Raises:
        ArticleError: it is no article: no text, a wrong type, a date or country that is none.
    """
    try:
        entry = msgspec.convert(value, _Entry)
    except msgspec.ValidationError as error:
        raise ArticleError(f"is no article: {error}") from error
    published = day(entry.published) if entry.published else None
    if entry.published and published is None:
        raise ArticleError(f"'published' is {entry.published!r}; give a date as 2025-03-11, or leave it out")
    if entry.country and not (len(entry.country) == 2 and entry.country.isalpha()):
        raise ArticleError(f"'country' is {entry.country!r}; give two letters (ISO 3166, as CL), or leave it out")
    return Draft(
        what=name,
        text=entry.text,
        where=where,
        id=str(entry.id) if entry.id not in {None, ""} else None,
        title=entry.title,
        url=entry.url or None,
        publisher=entry.publisher,
        country=entry.country.upper() if entry.country else None,
        published=published,
        language=entry.language or None,
    )


def _one_a_line(first: bytes = b"", second: bytes = b"") -> bool:
    return not first.lstrip().startswith(b"[") and (second.startswith(b"{") or bool(second and _is_object(first)))


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(_value(line), dict)
    except ArticleError:
        return False


def _value(data: bytes) -> Any:
    try:
        return json.loads(decode(data))
    except json.JSONDecodeError as error:
        place = f"column {error.colno}" if b"\n" not in data.strip() else f"line {error.lineno} column {error.colno}"
        why = error.msg[0].lower() + error.msg[1:].removesuffix(" at")
        raise ArticleError(f"is not JSON: {why} at {place}") from error
    except (ValueError, RecursionError) as error:
        raise ArticleError(f"is not JSON that can be read: {error}") from error


def _draft(item: Any, name: str, where: str) -> Draft | Skipped:
    """The draft of a line (bytes) or of a value, or why there is none."""
    try:
        return to_draft(_value(item) if isinstance(item, bytes) else item, name, where)
    except ArticleError as error:
        return Skipped(name, where, str(error))
