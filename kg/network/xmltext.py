"""Text and values as XML 1.0 takes them."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Final

from kg.selection import Type

_SPECIAL = re.compile('[&<>"\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]')
_KEPT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def escaped(text: str) -> str:
    r"""The text for an element or a quoted attribute. What XML 1.0 cannot hold becomes U+FFFD.

    >>> escaped('Johnson & Johnson "JNJ"\n')
    'Johnson &amp; Johnson &quot;JNJ&quot;&#10;'
    >>> escaped("a\x00b")
    'a\ufffdb'
    """
    if _SPECIAL.search(text) is None:
        return text
    return _SPECIAL.sub(_replaced, text)


def number(value: Decimal) -> str:
    """A sum in plain digits, without an exponent, as every reader of a double takes it.

    >>> number(Decimal("3.80E+10")), number(Decimal("0.50"))
    ('38000000000', '0.50')
    """
    return format(value, "f")


def boolean(value: bool) -> str:
    """XML's own words for it.

    >>> boolean(True)
    'true'
    """
    return "true" if value else "false"


def day(value: date) -> str:
    """A day in ISO form.

    >>> day(date(2029, 4, 1))
    '2029-04-01'
    """
    return value.isoformat()


WRITE: Final[dict[Type, Callable[..., str]]] = {
    Type.TEXT: escaped,
    Type.INTEGER: str,
    Type.NUMBER: number,
    Type.BOOLEAN: boolean,
    Type.DAY: day,
}


def _replaced(match: re.Match[str]) -> str:
    char = match.group()
    if "\x7f" <= char <= "\x9f":
        return f"&#{ord(char)};"
    return _KEPT.get(char, "\ufffd")
