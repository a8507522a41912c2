"""Noun phrases that stand for a company ('la firma vasca', 'the chipmaker'), and for which.

Each company gathers the words that describe it where it is named ('la constructora vasca Norvia', 'Norvia, operator of
...'). A phrase goes to the company that its words describe best, of those named before it; a general one
('the company') to the one last spoken of. The order of the article's sentences decides; nothing looks ahead.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg import lexicon
from kg.kinds import MentionKind
from kg.model import Span
from kg.reader.candidates import Sentence
from kg.reader.names import Names
from kg.reader.page import Page
from kg.reader.structure import FoundMention

_STEM = 5  # letters that two forms of a word share
_AROUND = 60  # characters on either side of a name that may describe it
_LETTERS = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that may stand for a company."""

    span: Span
    stems: frozenset[str]
    general: bool


def find_phrases(text: str, sentence: Sentence, names: Sequence[Span]) -> tuple[Phrase, ...]:
    """The noun phrases of a sentence that may stand for a company and do not introduce a name.

    >>> text = "Ayer la constructora vasca firmó con la danesa Rialta."
    >>> where = Sentence(Span(0, len(text)), "es")
    >>> [p.span.of(text) for p in find_phrases(text, where, [Span(47, 53)])]
    ['la constructora vasca']
    """
    made = []
    for match in _phrase(sentence.language).finditer(text, sentence.span.start, sentence.span.end):
        span = Span(*match.span())
        if _introduces(text, span, names):
            continue
        stems = frozenset(w[:_STEM].casefold() for w in _LETTERS.findall(match[0]))
        general = match["general"] is not None
        made.append(Phrase(span, stems - _general_stems(sentence.language), general))
    return tuple(made)


def _introduces(text: str, phrase: Span, names: Sequence[Span]) -> bool:
    """Whether the phrase holds or leads to a name: 'la danesa Rialta', 'la filial de Rialta'."""
    return any(
        (n.start < phrase.end and phrase.start < n.end)
        or (phrase.end <= n.start and _LEADS.fullmatch(text[phrase.end : n.start]) is not None)
        for n in names
        if n.start < phrase.end + _AROUND and n.end > phrase.start
    )


_LEADS = re.compile(r"[\s\"“«]*(?:(?:de|del|of|de la)\s+)?(?:[a-záéíóúñ]+\s+)?[\"“«]?")


def with_anaphors(page: Page, names: Names) -> Names:
    """The names with the phrases that stand for companies, each in its company's cluster."""
    companies = [(m.span, m.cluster) for m in names.mentions if m.kind is MentionKind.COMPANY and m.cluster is not None]
    if not companies:
        return names
    spans = [m.span for m in names.mentions]
    described = _descriptions(page, companies)
    found: list[tuple[Span, int]] = []
    for index, sentence in enumerate(page.sentences):
        inside = [s for s in spans if sentence.span.start <= s.start < sentence.span.end]
        for phrase in find_phrases(page.text, sentence, inside):
            spoken = sorted((*companies, *found), key=lambda c: c[0])
            cluster = _meant(page, phrase, index, spoken, described)
            if cluster is not None:
                found.append((phrase.span, cluster))
    return _merged(names, found)


def _merged(names: Names, found: Sequence[tuple[Span, int]]) -> Names:
    added = [FoundMention(MentionKind.COMPANY, span, True, cluster, 0.5) for span, cluster in found]
    mentions = tuple(sorted((*names.mentions, *added), key=lambda m: m.span))
    members: dict[int, list[int]] = defaultdict(list)
    for index, mention in enumerate(mentions):
        if mention.cluster is not None:
            members[mention.cluster].append(index)
    clusters = tuple(replace(c, mentions=tuple(members[i])) for i, c in enumerate(names.clusters))
    return Names(mentions, clusters)


def _descriptions(page: Page, companies: Sequence[tuple[Span, int]]) -> dict[int, frozenset[str]]:
    """Stems of the words that stand around each company's names, and of the names themselves."""
    made: dict[int, set[str]] = defaultdict(set)
    for span, cluster in companies:
        before = page.text[max(0, span.start - _AROUND) : span.start]
        after = page.text[span.end : span.end + 2 * _AROUND]
        phrase = re.split(r"[.,;:()]", before)[-1].split()[-4:]
        said = re.match(r",\s([^,.;]+)", after)
        made[cluster].update(_stems(" ".join(phrase)), _stems(span.of(page.text)), _stems(said[1] if said else ""))
    return {cluster: frozenset(stems) for cluster, stems in made.items()}


def _stems(text: str) -> set[str]:
    return {w[:_STEM].casefold() for w in _LETTERS.findall(text)}


def _meant(
    page: Page, phrase: Phrase, index: int, spoken: Sequence[tuple[Span, int]], described: dict[int, frozenset[str]]
) -> int | None:
    """The company that a phrase stands for, None where none of those spoken of fits."""
    before = [(span, c) for span, c in spoken if span.end <= phrase.span.start]
    if not before:
        return None
    fits = {c: len(phrase.stems & described.get(c, frozenset())) for _, c in before}
    best = max(fits.values())
    if best:
        return next(c for _, c in reversed(before) if fits[c] == best)
    return _topic(page, index, before) if phrase.general else None


def _topic(page: Page, index: int, spoken: Sequence[tuple[Span, int]]) -> int:
    """Who a general phrase means: whoever was last spoken of most, with a lead for the article's first company.

    Of 597 such phrases in annotated articles the first company is meant by 58 %, the last named by 36 %.
    """
    scores: Counter[int] = Counter()
    for span, cluster in spoken:
        scores[cluster] += math.exp((page.sentence_at(span.start) or 0) - index)  # type: ignore[assignment]
    scores[spoken[0][1]] += 1
    return scores.most_common(1)[0][0]


@cache
def _phrase(language: str) -> re.Pattern[str]:
    """Determiner, modifiers, then a head with its demonym, or a demonym alone before a verb or a stop."""
    one = {s: "|".join(r.pattern for r in lexicon.rows(language, "anaphora", s)) for s in _SECTIONS}
    head = rf"(?:(?P<general>{one['general']})|(?:{one['head']}|{one['role']}))"
    lead = rf"(?:(?:{one['modifier']}|{one['demonym']})\s)?"
    tail = rf"(?:\s(?:{one['demonym']})(?!\w))?"
    return re.compile(
        rf"(?<!\w)(?:{one['determiner']})\s{lead}(?:{head}(?!\w){tail}|(?:{one['demonym']})(?!\w)(?!\s[A-ZÁÉÍÓÚÑ]))"
    )


_SECTIONS = ("general", "head", "role", "modifier", "demonym", "determiner")


@cache
def _general_stems(language: str) -> frozenset[str]:
    """Stems that describe every company alike."""
    heads = "|".join(r.pattern for r in lexicon.rows(language, "anaphora", "general"))
    return frozenset(w[:_STEM].casefold() for w in _LETTERS.findall(heads))
