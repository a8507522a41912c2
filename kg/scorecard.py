"""Annotated folders and the figures measured on them, as a person reads them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import ArticleError
from kg.score import FIGURES, Record, Score, is_dev


def annotated(folder: Path, *, dev: bool = False) -> list[Record]:
    """The annotated articles of a folder and the folders in it, by name.

    Raises:
        ArticleError: the folder holds none, or a file is not JSON.
    """
    try:
        found = [json.loads(path.read_text(encoding="utf8")) for path in sorted(folder.rglob("*.json"))]
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ArticleError(f"{folder}: holds a file that is not JSON: {error}") from error
    gold: list[Record] = [r for r in found if isinstance(r, dict) and "deals" in r and (not dev or is_dev(r["id"]))]
    if not gold:
        raise ArticleError(f"{folder}: no annotated articles here; corpora/GUIDE.md describes them")
    return gold


def groups(gold: Iterable[Record], by: str | None) -> dict[str, list[Record]]:
    """All articles, and those of each value of the key ``by`` (or of each id prefix, where there is no such key)."""
    made: dict[str, list[Record]] = {"all": list(gold)}
    for article in made["all"] if by else ():
        value = article.get(str(by)) or article["id"].rsplit("_", 1)[0]
        made.setdefault(str(value), []).append(article)
    return made


def lines(name: str, made: Score, articles: int) -> Iterator[str]:
    """The figures as a person reads them."""
    yield f"{name}: {articles} articles"
    for figure_name in FIGURES:
        f = made.figures[figure_name]
        yield (
            f"  {figure_name:<10} P {f.precision:.3f}  R {f.recall:.3f}  F1 {f.f1:.3f}   gold {f.gold} given {f.given}"
        )


def errors(made: Score, most: int) -> Iterator[str]:
    """Up to ``most`` errors of each sort."""
    sorts: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for what, *rest in made.errors:
        sorts[what].append(tuple(rest))
    for what, found in sorts.items():
        yield f"{what} ({len(found)})"
        yield from ("    " + "  ".join(error) for error in found[:most])
