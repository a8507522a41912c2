"""The accuracy gate: floors per language and figure that a run may not fall below.

``corpora/baseline.json`` holds the floors and the fingerprint of the articles they were measured on.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import ConfigError
from kg.score import FIGURES, Record, Score

SLACK = 0.005
"""How far below its floor a figure may be: rounding differs between processors."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """``floors``: language -> figure -> F1. ``articles``: the fingerprint of the texts behind them."""

    articles: str
    floors: Mapping[str, Mapping[str, float]]
    reasons: tuple[str, ...] = ()


def fingerprint(gold: Iterable[Record]) -> str:
    """Sixteen hex digits that change with any annotated article.

    >>> fingerprint([{"id": "a"}]) != fingerprint([{"id": "b"}])
    True
    """
    made = hashlib.sha256()
    for article in gold:
        made.update(json.dumps(article, sort_keys=True, ensure_ascii=False).encode())
    return made.hexdigest()[:16]


def load(path: Path) -> Baseline:
    """The floors kept in a file.

    Raises:
        ConfigError: there is no such file, or it holds something else.
    """
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf8"))
        return Baseline(data["articles"], data["floors"], tuple(data.get("reasons", ())))
    except (OSError, ValueError, KeyError) as error:
        raise ConfigError(f"{path}: no floors to hold ({error}); --update writes them") from error


def save(path: Path, baseline: Baseline) -> None:
    """Write the floors, figures and languages in order."""
    data = {"articles": baseline.articles, "floors": baseline.floors, "reasons": list(baseline.reasons)}
    path.write_text(json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf8")


def measured(gold: Iterable[Record], scores: Mapping[str, Score]) -> Baseline:
    """What this run reached, rounded down to thousandths."""
    floors = {
        language: {n: int(made.figures[n].f1 * 1000) / 1000 for n in FIGURES if made.figures[n].gold}
        for language, made in scores.items()
    }
    return Baseline(fingerprint(gold), floors)


def shortfalls(baseline: Baseline, reached: Baseline) -> Iterator[str]:
    """One line for each figure below its floor, and one where the articles are no longer those of the floors."""
    if baseline.articles != reached.articles:
        yield f"the dev articles changed ({baseline.articles} -> {reached.articles}): --update with a --reason"
    for language, floors in baseline.floors.items():
        for name, floor in floors.items():
            now = reached.floors.get(language, {}).get(name, 0.0)
            if now < floor - SLACK:
                yield f"{language} {name}: {now:.3f}, below its floor {floor:.3f}"


def raised(baseline: Baseline, reached: Baseline, reason: str | None) -> Baseline:
    """New floors: those that rose; with a reason, those that fell as well.

    Raises:
        ConfigError: something fell, or the articles changed, and no reason is given.
    """
    if reason:
        return Baseline(reached.articles, reached.floors, (*baseline.reasons, reason))
    if fallen := list(shortfalls(baseline, reached)):
        raise ConfigError(f"floors are not lowered without a --reason: {'; '.join(fallen)}")
    floors = {
        language: {n: max(f, baseline.floors.get(language, {}).get(n, 0.0)) for n, f in figures.items()}
        for language, figures in reached.floors.items()
    }
    return Baseline(reached.articles, floors, baseline.reasons)
