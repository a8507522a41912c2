"""Records to lines of JSON and back: what joins the stages by pipes, and what the archive keeps."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec

from kg.errors import ArticleError

T = TypeVar("T")


def to_json(record: object) -> bytes:
    """One record as one line of JSON without a line break, keys in the order of its fields.

    >>> from kg.model import Span
    >>> to_json(Span(3, 9))
    b'{"start":3,"end":9}'
    """
    return msgspec.json.encode(record)


def from_json(line: bytes | str, kind: type[T]) -> T:
    """The record that :func:`to_json` printed.

    >>> from kg.model import Span
    >>> from_json(b'{"start":3,"end":9}', Span)
    Span(start=3, end=9)

    Raises:
        ArticleError: the line is not JSON, or not a record of this kind.
    """
    try:
        return msgspec.json.decode(line, type=kind)
    except msgspec.DecodeError as error:
        raise ArticleError(f"not a {kind.__name__} record: {error}") from error


def to_lines(records: Iterable[object]) -> Iterator[str]:
    r"""Each record as a line of text with its line break.

    >>> from kg.model import Span
    >>> list(to_lines([Span(0, 1)]))
    ['{"start":0,"end":1}\n']
    """
    for record in records:
        yield to_json(record).decode() + "\n"
