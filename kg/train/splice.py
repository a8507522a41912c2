"""Two articles read as one, so that the reader learns that one story says nothing of another's companies."""

from typing import Any

from kg.train.data import Annotation

_LISTS = ("companies", "people", "places", "products", "anaphora", "amounts", "dates", "deals", "other_relations")
_NAMED = ("companies", "people", "places", "products")


def splice(first: Annotation, second: Annotation) -> dict[str, Any]:
    """The text of both, one below the other under the first's headline, with the annotations of both.

    What both name alike is one: its other names are put together.

    >>> rows = {key: [] for key in _LISTS}
    >>> one = {**rows, "text": "A vende.", "companies": [{"name": "A", "aliases": ["A"]}]}
    >>> two = {**rows, "text": "A SA gana.", "companies": [{"name": "A", "aliases": ["A SA"]}]}
    >>> joined = splice(one, two)
    >>> " | ".join(joined["text"].splitlines()), joined["companies"]
    ('A vende. | A SA gana.', [{'name': 'A', 'aliases': ['A', 'A SA']}])
    """
    joined = {key: [*first[key], *second[key]] for key in _LISTS}
    joined |= {key: _named_once(joined[key]) for key in _NAMED}
    return {**first, **joined, "text": f"{first['text']}\n{second['text']}"}


def _named_once(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    aliases: dict[str, dict[str, None]] = {}
    for row in rows:
        aliases.setdefault(row["name"], {}).update(dict.fromkeys(row["aliases"]))
    return [{"name": name, "aliases": list(found)} for name, found in aliases.items()]
