"""Answers as rows of plain Python values."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution, Triple

from kg.iris import XSD

Value = str | int | float | bool | Decimal | date | None
"""IRIs and texts are str, as are years and months, which have no Python type; unbound is None."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a SELECT: its column names, and an iterator over its rows that can be walked once.

    Rows come while the query still runs.
    """

    columns: tuple[str, ...]
    rows: Iterator[tuple[Value, ...]]

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return self.rows


def to_row(solution: QuerySolution) -> tuple[Value, ...]:
    """A solution's values in the order of its columns."""
    return tuple(to_value(term) for term in solution)


def to_value(term: NamedNode | BlankNode | Literal | Triple | None) -> Value:
    """A term as a Python value.

    >>> to_value(Literal("4000000000", datatype=NamedNode(XSD + "decimal")))
    Decimal('4000000000')
    >>> to_value(Literal("2025-11-03", datatype=NamedNode(XSD + "date")))
    datetime.date(2025, 11, 3)
    >>> to_value(Literal("2025-11", datatype=NamedNode(XSD + "gYearMonth")))
    '2025-11'
    """
    if term is None:
        return None
    if isinstance(term, Literal):
        return _of_literal(term.value, term.datatype.value.removeprefix(XSD))
    return str(term) if isinstance(term, Triple) else term.value


def _of_literal(text: str, datatype: str) -> Value:
    match datatype:
        case "integer":
            return int(text)
        case "decimal":
            return Decimal(text)
        case "double" | "float":
            return float(text)
        case "boolean":
            return text in {"true", "1"}
        case "date" if len(text) == len("2025-11-03"):  # one with a time zone stays text
            return date.fromisoformat(text)
        case _:
            return text
