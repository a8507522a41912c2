"""A page saved from the web: its text and title by trafilatura, and what its mark-up says of it.

The date and the publisher are taken only from mark-up that states them. trafilatura would fall back on any date in
the text, on a copyright year, and on the host name, which are guesses.
"""

import json
import logging
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from kg.errors import ArticleError
from kg.sources.characters import decode
from kg.sources.draft import Draft, day

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_CLUTTER = re.compile(r"^\|(?:-+\|)+ *\n| +$", re.MULTILINE)  # the rule under a table's head, spaces that end a line
_PUBLISHED = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[translate(@name, 'ACDEIMST', 'acdeimst')='dc.date.issued' or @name='date' or @name='pubdate']/@content",
    "//time[@pubdate]/@datetime",
)
_PUBLISHER = (
    "//meta[@property='og:site_name']/@content",
    "//meta[@name='publisher' or @name='dc.publisher' or @name='DC.publisher']/@content",
)
_URL = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")


def draft_of_page(data: bytes, name: str) -> Draft:
    """What a page says of itself.

    Raises:
        ArticleError: it is no text, or holds no article.
    """
    import trafilatura
    from trafilatura.metadata import extract_title

    for library in ("trafilatura", "htmldate", "charset_normalizer"):
        logging.getLogger(library).addHandler(logging.NullHandler())
    charset = _CHARSET.search(data[:4096])
    page = decode(data, charset[1].decode("ascii") if charset else None)
    tree = trafilatura.load_html(page)
    text = trafilatura.extract(page, include_comments=False) if tree is not None else None
    if not text:
        raise ArticleError("is a page without an article: no main text was found")
    linked = list(_linked_data(tree))
    url = next((u for u in _said(tree, _URL) if u.startswith(("http://", "https://"))), None)
    title = next(_said(tree, ("//meta[@property='og:title']/@content",)), None) or extract_title(tree)
    publisher = next(_said(tree, _PUBLISHER), None) or _publisher(linked)
    return Draft(
        what=name,
        text=_CLUTTER.sub("", text),
        title=_headline(title, publisher),
        url=url,
        publisher=publisher,
        published=_published(tree, linked),
        lang=next(_said(tree, ("/html/@lang",)), None),
    )


def _headline(title: str | None, publisher: str | None) -> str | None:
    """A page's title without the publisher's name at its end: the headline must not seem to speak of it."""
    if title and publisher and title.endswith(publisher):
        return title.removesuffix(publisher).rstrip(" |-–—·:") or title
    return title


def _said(tree: Any, paths: tuple[str, ...]) -> Iterator[str]:
    for path in paths:
        yield from (str(value).strip() for value in tree.xpath(path) if str(value).strip())


def _published(tree: Any, linked: list[dict[str, Any]]) -> date | None:
    stated = [str(thing["datePublished"]) for thing in linked if thing.get("datePublished")]
    stated += _said(tree, _PUBLISHED)
    times = set(_said(tree, ("//article//time/@datetime",)))
    if len(times) == 1:
        stated += times
    return next((found for said in stated if (found := day(said))), None)


def _publisher(linked: list[dict[str, Any]]) -> str | None:
    names = (thing["publisher"].get("name") for thing in linked if isinstance(thing.get("publisher"), dict))
    return next((name for name in names if isinstance(name, str) and name.strip()), None)


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD; a script that is not JSON says nothing."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            yield from _objects(json.loads(str(script)))
        except (ValueError, RecursionError):
            continue


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from _objects(item)
    elif isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph", []))
