"""What a user writes for a parameter, as a term of SPARQL: checked, typed and quoted, so that nothing can slip in."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

from kg.ask.header import Param, ParamType
from kg.errors import ArticleError, QueryError
from kg.iris import term_of
from kg.kinds import Family, Grain, Kind, Status
from kg.lexicon import languages
from kg.lookup import find_entity
from kg.model import Duration, TimeSpan
from kg.store import Graph
from kg.values.calendar import add, containing, earliest, from_iso, latest

_UNSAFE = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_NAME = re.compile(r"\$(\w+)")
_COMMENT = re.compile(r"^#.*\n", re.MULTILINE)
DIRECTIONS: Final = ("pays", "is_paid")

Terms = Mapping[str, str]
"""Terms of SPARQL by the name of what they are filled in for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a value is read against: the graph that knows the names, and the day it is."""

    graph: Graph
    today: date


def term(param: Param, value: str, asked: Asked) -> str:
    """The value of a parameter as a term of SPARQL.

    Raises:
        QueryError: it is no value of the parameter's type; the message says which are.
    """
    try:
        return _MAKERS[param.type](value.strip(), asked)
    except QueryError as error:
        raise QueryError(f"{param.name}: {error}") from error


def bound(body: str, terms: Terms, optional: Collection[str] = ()) -> str:
    r"""The query with its parameters filled in; a line that uses an optional one that is not given is left out.

    >>> bound("SELECT * {\n ?d kg:kind $kind .\n} LIMIT $limit", {"limit": "5"}, {"kind"})
    'SELECT * {\n} LIMIT 5'
    """
    lines = _COMMENT.sub("", body).split("\n")
    kept = (line for line in lines if not any(n in optional and n not in terms for n in _NAME.findall(line)))
    return _NAME.sub(lambda match: terms[match[1]], "\n".join(kept))


def iri(value: str) -> str:
    """An IRI in angle brackets.

    >>> iri("https://w3id.org/kg-deals/id/entity/openai")
    '<https://w3id.org/kg-deals/id/entity/openai>'

    Raises:
        QueryError: it holds a character that no IRI may hold.
    """
    if ":" not in value or _UNSAFE.search(value):
        raise QueryError(f"{value!r} is no IRI")
    return f"<{value}>"


def string(value: str) -> str:
    r"""A text in quotes.

    >>> string('say "no"\n')
    '"say \\"no\\"\\n"'
    """
    marks = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"}
    return '"' + "".join(marks.get(char, char) for char in value) + '"'


def typed(value: str, datatype: str) -> str:
    """A literal of an XML Schema datatype.

    >>> typed("2029-04", "gYearMonth")
    '"2029-04"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'
    """
    return f"{string(value)}^^<http://www.w3.org/2001/XMLSchema#{datatype}>"


def day(value: date) -> str:
    """A day as ``xsd:date``."""
    return typed(value.isoformat(), "date")


def span(text: str, today: date) -> TimeSpan:
    """The stretch of calendar a user means: an ISO form ('2025', '2025-03', '2025-Q1'), or words ('marzo de 2025').

    >>> span("2025-Q1", date(2026, 1, 1)).start.isoformat()
    '2025-01-01'

    Raises:
        QueryError: it is neither.
    """
    found: TimeSpan | Duration | None
    try:
        found = from_iso(text)
    except ArticleError:
        found = next(_in_words(text, today), None)
    if not isinstance(found, TimeSpan):
        raise QueryError(f"{text!r} is no date; write 2025, 2025-03 or 2025-03-12")
    return found


def _in_words(text: str, today: date) -> Iterator[TimeSpan]:
    from kg.values.dates import find_dates

    for language in languages():
        for mention in find_dates(text, language, published=today):
            if isinstance(mention.when, TimeSpan):
                yield mention.when


def _since(text: str, asked: Asked) -> str:
    first = earliest(span(text, asked.today))
    if first is None:
        raise QueryError(f"{text!r} has no first day; write one")
    return day(first)


def _until(text: str, asked: Asked) -> str:
    last = latest(span(text, asked.today))
    if last is None:
        raise QueryError(f"{text!r} has no last day; write one")
    return day(last + timedelta(1))


def _ahead(text: str, asked: Asked) -> str:
    return day(ahead(asked.today, months(text)))


def ahead(today: date, count: int) -> date:
    """The day so many months later; the last day of a month where it has no such day.

    >>> ahead(date(2025, 8, 31), 6).isoformat()
    '2026-02-28'

    Raises:
        QueryError: the calendar ends before.
    """
    now = containing(today, Grain.DAY)
    then = add(now, Duration(count, Grain.MONTH)) if now else None
    if then is None or then.start is None:
        raise QueryError(f"the calendar ends before {count} months after {today}")
    return then.start


def months(text: str) -> int:
    """A number of months, in digits or words of any of the languages.

    >>> months("6"), months("doce")
    (6, 12)

    Raises:
        QueryError: it is none, or more than a century.
    """
    count = _count(text)
    if count is None or not 0 < count <= 1200:
        raise QueryError(f"{text!r} is no number of months from 1 to 1200")
    return count


def _count(text: str) -> int | None:
    if text.isdecimal():
        return int(text)
    from kg.values.dates import find_dates

    for language in languages():
        for unit in ("meses", "months"):
            for mention in find_dates(f"{text} {unit}", language):
                if isinstance(mention.when, Duration) and mention.when.grain is Grain.MONTH:
                    return mention.when.count
    return None


def _integer(text: str, _: Asked) -> str:
    if not re.fullmatch(r"\d{1,9}", text):
        raise QueryError(f"{text!r} is no whole number")
    return str(int(text))


def _number(text: str, _: Asked) -> str:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = _sum(text)
    if not value.is_finite():
        raise QueryError(f"{text!r} is no number")
    return typed(format(value, "f"), "decimal")


def _sum(text: str) -> Decimal:
    from kg.values.money import find_money

    found = [m for language in languages() for m in find_money(f"USD {text}", language) if m.low is not None]
    longest = max(found, key=lambda mention: mention.end - mention.start, default=None)
    if longest is not None and longest.low is not None:
        return longest.low
    raise QueryError(f"{text!r} is no sum; write 500000000 or '500 million'")


def _kind(text: str, _: Asked) -> str:
    options: dict[str, Kind | Family] = {**{k.value: k for k in Kind}, **{f.value: f for f in Family}}
    return _listed(text, options)


def _exact_kind(text: str, _: Asked) -> str:
    return _listed(text, {kind.value: kind for kind in Kind})


def _status(text: str, _: Asked) -> str:
    return _listed(text, {status.value: status for status in Status})


def _listed(text: str, options: "dict[str, Kind | Family] | dict[str, Kind] | dict[str, Status]") -> str:
    if text not in options:
        raise QueryError(f"{text!r} is none of {', '.join(options)}")
    return iri(term_of(options[text]).value)


def _direction(text: str, _: Asked) -> str:
    if text not in DIRECTIONS:
        raise QueryError(f"{text!r} is neither of {', '.join(DIRECTIONS)}")
    return string(text)


def _year(text: str, _: Asked) -> str:
    if not re.fullmatch(r"\d{4}", text):
        raise QueryError(f"{text!r} is no year")
    return typed(text, "gYear")


def _entity(text: str, asked: Asked) -> str:
    return iri(find_entity(asked.graph, text).iri)


_MAKERS: Final[dict[ParamType, Callable[[str, Asked], str]]] = {
    ParamType.ENTITY: _entity,
    ParamType.SINCE: _since,
    ParamType.UNTIL: _until,
    ParamType.AHEAD: _ahead,
    ParamType.INTEGER: _integer,
    ParamType.NUMBER: _number,
    ParamType.KIND: _kind,
    ParamType.EXACT_KIND: _exact_kind,
    ParamType.STATUS: _status,
    ParamType.DIRECTION: _direction,
    ParamType.YEAR: _year,
}
