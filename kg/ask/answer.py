"""A ready question asked of a graph: its parameters bound, its query run, its walk walked, its rows given titles."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.ask.buckets import FILLED, attempts
from kg.ask.header import Param, Question
from kg.ask.terms import Asked, Terms, bound, day, string, term
from kg.ask.walked import Row, Table, cycle_rows, path_rows
from kg.errors import QueryError
from kg.lexicon import languages
from kg.store import Graph


@dataclass(frozen=True, slots=True)
class Answer:
    """What a ready question gives: columns by name, their titles and the question's in the reader's language, rows.

    A cell is a text, a number (:class:`int`, :class:`~decimal.Decimal`), a day, a truth value, or None.
    """

    question: str
    title: str
    columns: tuple[str, ...]
    titles: tuple[str, ...]
    rows: tuple[Row, ...]


def answer(graph: Graph, question: Question, values: Mapping[str, str], *, language: str, today: date) -> Answer:
    """Ask a ready question with the values of its parameters as text.

    Raises:
        QueryError: a value is missing, unknown or none of its type.
    """
    if language not in languages():
        raise QueryError(f"no language {language!r}; there is {', '.join(languages())}")
    given = _complete(question, values)
    asked = Asked(graph, today)
    terms = {p.name: term(p, given[p.name], asked) for p in question.params if p.name in given}
    terms |= {"lang": string(language), "today": day(today)}
    columns, rows = _WAYS[question.walk](question, given, terms, asked)
    titles = tuple(question.columns[column][language] for column in columns)
    said = tuple(_worded(question, columns, row, language) for row in rows)
    return Answer(question.name, question.titles[language], columns, titles, said)


def _complete(question: Question, values: Mapping[str, str]) -> dict[str, str]:
    known = {param.name: param for param in question.params}
    if unknown := next((name for name in values if name not in known), None):
        raise QueryError(f"{question.name} has no parameter {unknown!r}; it has {', '.join(known)}")
    given = {param.name: param.default for param in question.params if param.default is not None} | dict(values)
    if missing := next((p for p in question.params if not p.optional and p.name not in given), None):
        raise QueryError(f"{question.name} needs {missing.name}{_example(question, missing)}")
    return given


def _example(question: Question, param: Param) -> str:
    return f", for example {param.name}={question.example[param.name]!r}" if param.name in question.example else ""


def _worded(question: Question, columns: tuple[str, ...], row: Row, language: str) -> Row:
    words = question.words
    return tuple(
        words[column, cell][language] if isinstance(cell, str) and (column, cell) in words else cell
        for column, cell in zip(columns, row, strict=True)
    )


def _table(question: Question, given: Mapping[str, str], terms: Terms, asked: Asked) -> Table:
    optional = {param.name for param in question.params if param.optional} | FILLED
    columns: tuple[str, ...] = ()
    rows: list[Row] = []
    for buckets in attempts(question, given, terms, asked):
        found = asked.graph.select(bound(question.body, {**terms, **buckets}, optional))
        columns, rows = tuple(found.columns), list(found)
        if len(rows) >= int(given.get("limit", 0)):
            break
    return columns, rows


_WAYS: Final[Mapping[str, Callable[..., Table]]] = {"": _table, "path": path_rows, "cycles": cycle_rows}
