"""The head of a ready question: what it is called, what it needs and what it gives, as comments above its SPARQL.

A file of ``ontology/queries`` is SPARQL that runs as it stands; its first lines describe it, one ``# key: value``
each::

    # title.es: ¿Con quién contrata una empresa?
    # title.en: Who contracts with a company?
    # param.company: entity
    # param.company.es: empresa u organismo público
    # param.company.en: company or public body
    # param.limit: integer = 50
    # column.counterparty.es: contraparte
    # example: company=OpenAI

A parameter is written ``$name`` in the body. ``= value`` gives it a default; ``kind?`` with a question mark makes it
optional, and a line of the body that uses it is left out when it is not given. ``$lang`` is the reader's language,
``$today`` the day. A column that holds codes gives their words as ``value.column.code.es``. ``walk`` names the walk
of :mod:`kg.network` that the rows are edges for; ``buckets`` how ``$buckets`` is filled (:mod:`kg.ask.buckets`).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from kg.config import ontology
from kg.errors import QueryError
from kg.lexicon import languages

_LINE = re.compile(r"#\s*([\w.]+):\s*(.*?)\s*$")
_KEYS = frozenset(("title", "about", "param", "column", "value", "example", "walk", "buckets"))
_TYPE = re.compile(r"(\w+)(\?)?(?:\s*=\s*(.*))?$")


class ParamType(StrEnum):
    """What a parameter takes, and so how it becomes a term of SPARQL."""

    ENTITY = "entity"
    SINCE = "since"
    UNTIL = "until"
    AHEAD = "ahead"
    INTEGER = "integer"
    NUMBER = "number"
    KIND = "kind"
    EXACT_KIND = "exact_kind"
    STATUS = "status"
    YEAR = "year"
    DIRECTION = "direction"


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter: its default as text (None: there is none), whether it may be left out, what it is, by language."""

    name: str
    type: ParamType
    default: str | None
    optional: bool
    about: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """A ready question.

    ``columns`` are the titles of its columns, by column and language; ``words`` what the codes in them mean, by column
    and code; ``walk`` and ``buckets`` may be empty.
    """

    name: str
    titles: Mapping[str, str]
    about: Mapping[str, str]
    params: tuple[Param, ...]
    columns: Mapping[str, Mapping[str, str]]
    words: Mapping[tuple[str, str], Mapping[str, str]]
    example: Mapping[str, str]
    walk: str
    buckets: str
    body: str

    @property
    def needs(self) -> tuple[Param, ...]:
        """The parameters that have to be given."""
        return tuple(param for param in self.params if not param.optional and param.default is None)


@cache
def questions() -> tuple[Question, ...]:
    """Every ready question, by name.

    Raises:
        QueryError: a file's head is not what it should be.
    """
    return tuple(map(_question, _names()))


def find_question(name: str) -> Question:
    """The ready question of a name, written with hyphens or underscores.

    Raises:
        QueryError: there is none; the message names the nearest.
    """
    wanted = name.strip().lower().replace("-", "_")
    if wanted not in _names():
        raise QueryError(f"no ready question is called {name!r}; there is {', '.join(_names())}")
    return _question(wanted)


@cache
def _names() -> tuple[str, ...]:
    files = (file.name for file in (ontology() / "queries").iterdir())
    return tuple(sorted(name.removesuffix(".rq") for name in files if name.endswith(".rq")))


@cache
def _question(name: str) -> Question:
    return parse(name, (ontology() / "queries" / f"{name}.rq").read_text(encoding="utf8"))


def parse(name: str, text: str) -> Question:
    r"""The question that a file holds.

    >>> head = "# title.es: ¿Qué?\n# title.en: What?\n# param.n: integer = 3\n# param.n.es: a\n# param.n.en: b\n"
    >>> made = parse("what", head + "# column.x.es: equis\n# column.x.en: ex\nSELECT (1 AS ?x) {} LIMIT $n")
    >>> made.titles["es"], made.params[0].default, made.columns["x"]["en"]
    ('¿Qué?', '3', 'ex')

    Raises:
        QueryError: a key is unknown, or a title, description or column lacks a language.
    """
    where = f"{name}.rq"
    found = dict(_lines(text, where))
    params = tuple(_param(key.split(".")[1], found, where) for key in found if re.fullmatch(r"param\.\w+", key))
    columns = dict.fromkeys(key.split(".")[1] for key in found if key.startswith("column."))
    coded = dict.fromkeys(tuple(key.split(".")[1:3]) for key in found if key.startswith("value."))
    return Question(
        name,
        _by_language("title", found, where),
        _by_language("about", found, where) if "about.en" in found else {},
        params,
        {column: _by_language(f"column.{column}", found, where) for column in columns},
        {(column, code): _by_language(f"value.{column}.{code}", found, where) for column, code in coded},
        dict(_pair(part, where) for part in found.get("example", "").split(";") if part.strip()),
        found.get("walk", ""),
        found.get("buckets", ""),
        text,
    )


def _lines(text: str, where: str) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#"):
            return
        if (match := _LINE.match(line)) is None:
            raise QueryError(f"{where}:{number}: {line!r} is no '# key: value'; the head ends at the first other line")
        if match[1].split(".")[0] not in _KEYS:
            raise QueryError(f"{where}:{number}: unknown key {match[1]!r}")
        yield match[1], match[2]


def _by_language(key: str, found: Mapping[str, str], where: str) -> Mapping[str, str]:
    if missing := [code for code in _codes() if f"{key}.{code}" not in found]:
        raise QueryError(f"{where}: no line '# {key}.{missing[0]}: ...'; every language needs one")
    return {code: found[f"{key}.{code}"] for code in _codes()}


@cache
def _codes() -> tuple[str, ...]:
    return tuple(languages())


def _param(name: str, found: Mapping[str, str], where: str) -> Param:
    match = _TYPE.match(found[f"param.{name}"])
    if match is None or match[1] not in set(ParamType):
        raise QueryError(f"{where}: parameter {name!r} is {found[f'param.{name}']!r}; a type is one of {_types()}")
    return Param(name, ParamType(match[1]), match[3], bool(match[2]), _by_language(f"param.{name}", found, where))


def _types() -> str:
    return ", ".join(ParamType)


def _pair(part: str, where: str) -> tuple[str, str]:
    name, equals, value = part.partition("=")
    if not equals:
        raise QueryError(f"{where}: example {part!r} is no NAME=VALUE")
    return name.strip(), value.strip()
