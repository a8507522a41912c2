"""Companies named as rivals: 'competidores como X o Y', 'Competencia feroz: X, Y y Z', 'X e Y, sus rivales'.

Whose rivals they are is told before the word in its sentence, else it is the article's first company.
"""

import re
from collections.abc import Sequence
from functools import cache

from kg import lexicon
from kg.kinds import MentionKind, Predicate
from kg.model import Span
from kg.reader.arguments import in_list
from kg.reader.names import Names
from kg.reader.page import Page
from kg.reader.structure import FoundMention, FoundRelation

_CONFIDENT = 0.5
_NEAR = 45  # characters between the word and the first rival
_BESIDE = 25  # characters between the last rival and the word that follows


def find_rivals(page: Page, names: Names) -> tuple[FoundRelation, ...]:
    """The rivals that sentences list, each the subject of a relation."""
    companies = [m for m in names.mentions if m.kind is MentionKind.COMPANY and m.cluster is not None]
    made = []
    for index, sentence in enumerate(page.sentences):
        inside = [c for c in companies if sentence.span.start <= c.span.start < sentence.span.end]
        for word in _word(sentence.language).finditer(page.text, sentence.span.start, sentence.span.end):
            made += _of_word(page.text, index, Span(*word.span()), inside, companies)
    return tuple(made)


def _of_word(
    text: str, index: int, word: Span, inside: Sequence[FoundMention], companies: Sequence[FoundMention]
) -> list[FoundRelation]:
    named = [c for c in inside if not c.anaphor]
    listed = _list(text, word.end, [c for c in named if c.span.start >= word.end])
    before = [c for c in inside if c.span.end <= word.start]
    if not listed:
        listed = _before(text, word.start, [c for c in before if not c.anaphor])
        before = [c for c in before if c not in listed]
    whose = (before[-1:] or list(companies[:1]))[:1]
    return [
        FoundRelation(rival.cluster, Predicate.COMPETITOR_OF, owner.cluster, index, _CONFIDENT)
        for owner in whose
        for rival in listed
        if rival.cluster is not None and owner.cluster is not None and rival.cluster != owner.cluster
    ]


def _list(text: str, since: int, after: Sequence[FoundMention]) -> list[FoundMention]:
    """The first company after the word, if near and in its clause, and those in one list with it."""
    if not after or not re.fullmatch(rf"[^.;]{{0,{_NEAR}}}", text[since : after[0].span.start]):
        return []
    listed = [after[0]]
    for company in after[1:]:
        if not in_list(text, listed[-1].span, company.span):
            break
        listed.append(company)
    return listed


def _before(text: str, until: int, before: Sequence[FoundMention]) -> list[FoundMention]:
    """The list that the word itself follows: 'X e Y, sus rivales'."""
    if not before or not re.fullmatch(rf",[^.;]{{0,{_BESIDE}}}", text[before[-1].span.end : until]):
        return []
    listed = [before[-1]]
    for company in reversed(before[:-1]):
        if not in_list(text, company.span, listed[0].span):
            break
        listed.insert(0, company)
    return listed


@cache
def _word(language: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{r.pattern})\b" for r in lexicon.rows(language, "relations", "rivals")))
