"""What a query may not do: reach over the network. The engine follows SERVICE, so a query that holds one is refused.

A query is read only (the engine's query call takes no update), so that SERVICE is the one way out. Whether the word is
the keyword cannot be told by looking at words: ``1SERVICE<…>`` is, ``kg:ServiceContract`` is not. Where the word stands
in a place in which it cannot be the keyword (after ``:``, ``#``, ``?``, ``$`` or ``/``), nothing more is done; anywhere
else rdflib's parser decides, and what it cannot parse is refused.
"""

import re
from typing import Any

from kg.errors import QueryError

_SUSPECT = re.compile(r"(?<![:#?$/])service", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(000[0-9A-Fa-f]{5}|0010[0-9A-Fa-f]{4})")
_TOKENS = re.compile(
    r"""(?P<skip>\#[^\n\r]*|<[^<>"{}|^`\\\x00-\x20]*>|\"{3}(?:\\.|[^\\])*?\"{3}|'{3}(?:\\.|[^\\])*?'{3}"""
    r"""|"(?:\\.|[^"\\\n\r])*"|'(?:\\.|[^'\\\n\r])*'|[?$@:]\w+)|(?P<word>\w+)|(?P<mark>[(){}\[\]!])""",
    re.DOTALL | re.VERBOSE,
)
_UPDATES = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"))
_DEEPEST = 100
_MOST_UNIONS = 1000


def refuse(query: str) -> None:
    """Let a query pass that asks nobody else and is not nested so deep that reading it overruns the stack.

    >>> refuse("SELECT ?service { ?service a kg:ServiceContract }")

    Raises:
        QueryError: it has a SERVICE clause, may have one and cannot be parsed, or is nested too deep.
    """
    if any(_SUSPECT.search(text) for text in (query, _ESCAPE.sub(_unescaped, query))):
        _refuse_service(query)
    if _depth(query) > _DEEPEST or _words(query).count("UNION") > _MOST_UNIONS:
        raise QueryError(f"the query is nested deeper than {_DEEPEST} brackets or {_MOST_UNIONS} UNIONs; split it")


def names_graphs(query: str) -> bool:
    """Whether a query chooses its graphs by FROM, instead of asking all of them.

    >>> names_graphs("SELECT * FROM <http://example.org/g> { ?s ?p ?o }"), names_graphs("ASK { ?from kg:from ?o }")
    (True, False)
    """
    return "FROM" in _words(query)


def is_update(query: str) -> bool:
    """Whether what is no query looks like an update.

    >>> is_update("PREFIX a: <http://a.org/> INSERT DATA { a:b a:c a:d }")
    True
    """
    return any(word in _UPDATES for word in _words(query)[:8])


def _words(query: str) -> list[str]:
    return [m["word"].upper() for m in _TOKENS.finditer(query) if m["word"]]


def _depth(query: str) -> int:
    deepest = depth = 0
    for match in _TOKENS.finditer(query):
        mark = match["mark"]
        if mark:
            depth += -1 if mark in ")}]" else 1  # a chain of negations nests too, and nothing closes it
            deepest = max(deepest, depth)
    return deepest


def _refuse_service(query: str) -> None:
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        parsed = parseQuery(query.replace("\r", "\n"))  # rdflib lets a comment run on over a carriage return
    except (ParseException, RecursionError, ValueError) as error:
        raise QueryError(
            "the word SERVICE stands where it may be a clause to reach other servers, which is refused, and the query "
            f"cannot be parsed to tell ({error}); correct it, or leave the word out"
        ) from error
    if _holds_service(parsed):
        raise QueryError("SERVICE is refused: a query may not reach other servers; take the clause out")


def _holds_service(node: Any) -> bool:
    """Whether rdflib's parse tree has a SERVICE clause; its nodes are mappings (with a name) and lists."""
    from pyparsing import ParseResults

    if getattr(node, "name", None) == "ServiceGraphPattern":
        return True
    if isinstance(node, dict):
        return any(_holds_service(child) for child in node.values())
    return isinstance(node, list | tuple | ParseResults) and any(_holds_service(child) for child in node)


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1] or match[2], 16))
