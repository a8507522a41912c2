"""Companies told side by side in a clause that no trigger joins.

Business news has more ways to tell a deal than any list of triggers: of the pairs that share a clause about money or
the matter of a contract, four in ten share a deal. They are told of with little confidence; sentences about rivals,
rankings and examples are left out (rows of ``neighbours.toml``).
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from kg import lexicon
from kg.model import Span
from kg.reader.arguments import Argument, in_list

_MOST = 6  # a clause with more companies is a listing


def side_by_side(
    text: str, sentence: Span, found: Sequence[Argument], told: Iterable[frozenset[int]], language: str
) -> tuple[tuple[Argument, ...], ...]:
    """Groups of companies that stand together in a clause and are not yet told of together, in the order of the text.

    Args:
        text: The article.
        sentence: The sentence.
        found: Its companies.
        told: The sets of clusters that tellings of this sentence join.
        language: The sentence's language.

    >>> text = "Norvia y Rial, en tratos; Peltre o Zumela, no."
    >>> found = [Argument(Span(a, b), n, None) for n, (a, b) in enumerate([(0, 6), (9, 13), (26, 32), (35, 41)])]
    >>> [[a.cluster for a in group] for group in side_by_side(text, Span(0, 46), found, [], "es")]
    [[0, 1]]
    """
    if _any(language, "aside").search(sentence.of(text)):
        return ()
    joined = list(told)
    groups = []
    for clause in _clauses(text, found, language):
        group = _untold(_once(_without_examples(text, clause, language)), joined)
        if 1 < len({a.cluster for a in group}) <= _MOST:
            groups.append(tuple(group))
    return tuple(groups)


def _clauses(text: str, found: Sequence[Argument], language: str) -> list[list[Argument]]:
    clauses: list[list[Argument]] = []
    for argument in found:
        last = clauses[-1][-1] if clauses else None
        if last is None or _any(language, "clause").search(text, last.span.end, argument.span.start):
            clauses.append([])
        clauses[-1].append(argument)
    return clauses


def _without_examples(text: str, clause: Sequence[Argument], language: str) -> list[Argument]:
    """Those that are no mere examples ('gigantes como X, Y y Z')."""
    kept: list[Argument] = []
    example = None
    for argument in clause:
        goes_on = example is not None and in_list(text, example.span, argument.span)
        if goes_on or _leads(language).search(text[: argument.span.start][-40:]):
            example = argument
        else:
            kept.append(argument)
    return kept


def _once(clause: Sequence[Argument]) -> list[Argument]:
    """The first mention of each company."""
    first: dict[int, Argument] = {}
    for argument in clause:
        first.setdefault(argument.cluster, argument)
    return list(first.values())


def _untold(clause: Sequence[Argument], told: Sequence[frozenset[int]]) -> list[Argument]:
    """The whole clause where nothing of it is told; else what is not told, with the nearest that is."""
    known = frozenset[int]().union(*told) & {a.cluster for a in clause}
    fresh = [a for a in clause if a.cluster not in known]
    if not known or not fresh:
        return fresh
    near = min(
        (a for a in clause if a.cluster in known), key=lambda a: min(abs(a.span.start - f.span.start) for f in fresh)
    )
    return sorted([*fresh, near], key=lambda a: a.span)


@cache
def _any(language: str, section: str) -> re.Pattern[str]:
    joined = "|".join(f"(?:{r.pattern})" for r in lexicon.rows(language, "neighbours", section))
    return re.compile(joined, re.IGNORECASE)


@cache
def _leads(language: str) -> re.Pattern[str]:
    rows = lexicon.rows(language, "neighbours", "example")
    return re.compile("|".join(rf"(?<!\w)(?:{r.pattern})\Z" for r in rows))
