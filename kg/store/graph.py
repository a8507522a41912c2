"""Reading the graph: SPARQL over everything in it, and dumps."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.iris import PREFIXES
from kg.store.dump import FORMATS, dump
from kg.store.limits import within
from kg.store.refusals import is_update, names_graphs, refuse
from kg.store.rows import Rows, Value, to_row, to_value
from kg.store.snapshots import newest

RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}
"""The W3C's forms for the answers of SELECT and ASK."""

LIMIT = 60.0
"""Seconds that a query may take unless told otherwise."""

_PLACE = re.compile(r"error at (\d+):(\d+)")
_REASON = re.compile(r"(?:expected|one of|,) ([A-Z][A-Za-z]+(?: [A-Za-z]+){2,})")
_NEAR = 30

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Graph:
    """A graph opened for reading. Queries see the union of all named graphs unless they choose some by FROM.

    The prefixes of :data:`kg.iris.PREFIXES` need no declaration. ``limit`` is in seconds, None for none.
    """

    def __init__(self, store: ox.Store, *, limit: float | None = LIMIT) -> None:
        self._store = store
        self._limit = limit

    def select(self, query: str) -> Rows:
        """The rows of a SELECT, as they are found.

        Raises:
            QueryError: no SPARQL (with line and column), no SELECT, refused, or too slow (also while rows are read).
        """
        found = within(self._limit, lambda: _rows(self._answer(query)))
        return Rows(tuple(str(name) for name in next(found)), found)

    def query(self, query: str) -> Rows:
        """Any query's answer as rows: of an ASK one row, of a CONSTRUCT or DESCRIBE one a triple.

        Raises:
            QueryError: as :meth:`select`.
        """
        found = within(self._limit, lambda: _any_rows(self._answer(query)))
        return Rows(tuple(str(name) for name in next(found)), found)

    def ask(self, query: str) -> bool:
        """The answer to an ASK.

        Raises:
            QueryError: as :meth:`select`.
        """
        return next(within(self._limit, lambda: _truth(self._answer(query))))

    def construct(self, query: str) -> Iterator[tuple[Value, ...]]:
        """The triples of a CONSTRUCT or DESCRIBE as (subject, property, value).

        Raises:
            QueryError: as :meth:`select`.
        """
        return within(self._limit, lambda: _triples(self._answer(query)))

    def answer(self, query: str, form: str) -> bytes:
        """Any query's answer in a standard form: of :data:`RESULTS` for rows and truth, of RDF for triples.

        Raises:
            QueryError: as :meth:`select`, or the form does not fit the query.
        """
        return next(within(self._limit, lambda: iter([_serialised(self._answer(query), form)])))

    def triples(self) -> Iterator[ox.Triple]:
        """Every triple of every named graph, for what needs all of them at once."""
        return (quad.triple for quad in self._store)

    def dump(self, form: str, out: IO[bytes], about: Collection[str] | None = None) -> None:
        """Write the graph, sorted, or what is said of some subjects: see :func:`kg.store.dump.dump`."""
        dump(self._store, form, out, about)

    def __len__(self) -> int:
        return len(self._store)

    def _answer(self, query: str) -> Answer:
        refuse(query)
        try:
            return self._store.query(query, prefixes=PREFIXES, use_default_graph_as_union=not names_graphs(query))
        except SyntaxError as error:
            raise QueryError(_misspelt(query, str(error))) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryError(f"the query cannot be answered: {error}") from error


def open_graph(folder: Path | str, *, limit: float | None = LIMIT) -> Graph:
    """The newest published graph of a data folder, for reading.

    Raises:
        StoreError: nothing was published there, or it cannot be read.
    """
    for _ in range(2):  # a snapshot may be dropped between being found and being opened; the next one is there then
        found = newest(Path(folder))
        if found is None:
            raise StoreError(f"{folder}: no graph here yet; make one with 'kg ingest'")
        try:
            return Graph(ox.Store.read_only(str(found)), limit=limit)
        except (OSError, RuntimeError) as error:  # it has both for a folder that is not as it left it
            failed = str(error)
    raise StoreError(f"{found}: the graph cannot be opened: {failed}; 'kg rebuild' makes it anew")


def _any_rows(answer: Answer) -> Iterator[tuple[Value, ...]]:
    """First the column names, then the rows."""
    if isinstance(answer, ox.QuerySolutions):
        yield from _rows(answer)
    elif isinstance(answer, ox.QueryBoolean):
        yield ("answer",)
        yield from ((truth,) for truth in _truth(answer))
    else:
        yield ("subject", "property", "value")
        yield from _triples(answer)


def _rows(answer: Answer) -> Iterator[tuple[Value, ...]]:
    """First the column names, then the rows."""
    if not isinstance(answer, ox.QuerySolutions):
        raise QueryError("the query gives no rows: only a SELECT does")
    yield tuple(variable.value for variable in answer.variables)
    try:
        for solution in answer:
            yield to_row(solution)
    except (OSError, RuntimeError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from error


def _truth(answer: Answer) -> Iterator[bool]:
    if not isinstance(answer, ox.QueryBoolean):
        raise QueryError("the query gives no yes or no: only an ASK does")
    yield bool(answer)


def _triples(answer: Answer) -> Iterator[tuple[Value, ...]]:
    if not isinstance(answer, ox.QueryTriples):
        raise QueryError("the query gives no triples: only a CONSTRUCT or DESCRIBE does")
    for triple in answer:
        yield to_value(triple.subject), to_value(triple.predicate), to_value(triple.object)


def _serialised(answer: Answer, form: str) -> bytes:
    if isinstance(answer, ox.QueryTriples):
        if form not in FORMATS:
            raise QueryError(f"no form {form!r} for triples; there is {', '.join(FORMATS)}")
        ordered = sorted(answer, key=str)
        return ox.serialize(ordered, format=FORMATS[form], prefixes=PREFIXES) or b""
    if form not in RESULTS:
        raise QueryError(f"no form {form!r} for this answer; there is {', '.join(RESULTS)}")
    return answer.serialize(format=RESULTS[form]) or b""


def _misspelt(query: str, said: str) -> str:
    """The engine's complaint in a line: where, what stands there, and its reason if it has one beside the grammar."""
    if is_update(query):
        return "updates are refused: the graph is written by 'kg ingest' alone; ask with SELECT, ASK or CONSTRUCT"
    found = _PLACE.search(said)
    if not found:
        return f"not SPARQL: {said}"
    line, column = int(found[1]), int(found[2])
    rest = "".join(query.splitlines()[line - 1 : line])[column - 1 :][:_NEAR].strip()
    reasons = "; ".join(_REASON.findall(said))
    what = reasons or (f"{rest!r} cannot stand here" if rest else "something is missing")
    return f"not SPARQL, line {line}, column {column}: {what}"
