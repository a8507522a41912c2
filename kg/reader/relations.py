"""Relations that are no deal: who runs, owns, founded, backs or competes with whom, by the rows of ``relations.toml``.

A row's pattern stands between two names or before both; it says which kinds of name it takes and which way it runs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg import lexicon
from kg.kinds import MentionKind, Predicate
from kg.model import Span
from kg.reader.candidates import Sentence
from kg.reader.names import Names
from kg.reader.page import Page
from kg.reader.posts import find_posts
from kg.reader.rivals import find_rivals
from kg.reader.structure import FoundDeal, FoundMention, FoundRelation

_CONFIDENT = 0.6
_BETWEEN = 120  # characters at most between two names


@dataclass(frozen=True, slots=True)
class RelationCue:
    """A row of ``relations.toml``: what stands between the first and the second name."""

    predicate: Predicate
    first: MentionKind
    second: MentionKind
    turned: bool
    before: re.Pattern[str]
    between: re.Pattern[str]


def find_relations(page: Page, names: Names, deals: Sequence[FoundDeal]) -> tuple[FoundRelation, ...]:
    """The relations of an article, each once; what a deal already says is left out."""
    made: dict[tuple[int, Predicate, int], FoundRelation] = {}
    for index, sentence in enumerate(page.sentences):
        inside = [m for m in names.mentions if sentence.span.start <= m.span.start < sentence.span.end]
        for found in _of_sentence(page.text, index, sentence, inside):
            triple = found.subject, found.predicate, found.object
            if found.subject != found.object and not _told(found, deals) and not _mirrored(found, made):
                made.setdefault(triple, found)
    held = {(r.predicate, r.object if r.predicate is Predicate.FOUNDED_BY else r.subject) for r in made.values()}
    for post in find_posts(page, names):
        person = post.object if post.predicate is Predicate.FOUNDED_BY else post.subject
        if (post.predicate, person) not in held:
            made.setdefault((post.subject, post.predicate, post.object), post)
    for rival in find_rivals(page, names):
        if not _mirrored(rival, made):
            made.setdefault((rival.subject, rival.predicate, rival.object), rival)
    return tuple(made.values())


def _of_sentence(text: str, index: int, sentence: Sentence, inside: Sequence[FoundMention]) -> list[FoundRelation]:
    found = []
    for at, one in enumerate(inside):
        for other in inside[at + 1 : at + 4]:
            for cue in cues(sentence.language):
                if _fits(text, sentence.span, cue, one, other):
                    found.append(_relation(cue, one, other, index))
                    break
    return found


def _fits(text: str, sentence: Span, cue: RelationCue, one: FoundMention, other: FoundMention) -> bool:
    if one.kind is not cue.first or other.kind is not cue.second or one.cluster is None or other.cluster is None:
        return False
    between = text[one.span.end : other.span.start]
    if len(between) > _BETWEEN or not cue.between.fullmatch(between):
        return False
    return cue.before.search(text[max(sentence.start, one.span.start - _BETWEEN) : one.span.start]) is not None


def _relation(cue: RelationCue, one: FoundMention, other: FoundMention, index: int) -> FoundRelation:
    subject, thing = (other.cluster, one.cluster) if cue.turned else (one.cluster, other.cluster)
    assert subject is not None and thing is not None  # noqa: S101, PT018 - _fits has looked
    return FoundRelation(subject, cue.predicate, thing, index, _CONFIDENT)


def _told(found: FoundRelation, deals: Sequence[FoundDeal]) -> bool:
    """Whether a deal of the two already says it: a purchase its ownership, a contract who is a customer."""
    if found.predicate not in {Predicate.OWNS_STAKE_IN, Predicate.CUSTOMER_OF, Predicate.BACKED_BY}:
        return False
    return any({found.subject, found.object} <= {p.cluster for p in d.parties} for d in deals)


def _mirrored(found: FoundRelation, made: dict[tuple[int, Predicate, int], FoundRelation]) -> bool:
    turned = found.object, found.predicate, found.subject
    return found.predicate is Predicate.COMPETITOR_OF and turned in made


@cache
def cues(language: str) -> tuple[RelationCue, ...]:
    """The language's relation cues, in the file's order."""
    return tuple(
        RelationCue(
            Predicate(r.fields["predicate"]),
            MentionKind(r.fields["first"]),
            MentionKind(r.fields["second"]),
            r.fields.get("turned", False),
            re.compile(rf"(?:{r.fields['before']})\s*\Z" if "before" in r.fields else ""),
            re.compile(r.pattern),
        )
        for r in lexicon.rows(language, "relations", "relation")
    )
