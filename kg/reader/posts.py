"""Who holds a post in which company, where the company is not named beside the post: 'su presidente, Juan Paz'.

The post stands right before or after the person (rows 'post' of ``relations.toml``). The company is the one named
behind the post, else the last one named before the person in the sentence, else the first of the article, which holds
such posts half as often again as the one last named.
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
from kg.reader.structure import FoundMention, FoundRelation

_CONFIDENT = 0.5
_NEAR = 60  # characters beside a person that may hold his post
_BEHIND = 40  # characters between a post and its company


@dataclass(frozen=True, slots=True)
class Post:
    """A row of the section 'post', to be matched right before and right after a person's name."""

    predicate: Predicate
    before: re.Pattern[str]
    after: re.Pattern[str]


def find_posts(page: Page, names: Names) -> tuple[FoundRelation, ...]:
    """The posts of persons, at most one of a kind for each person, in the order of the text."""
    companies = [m for m in names.mentions if m.kind is MentionKind.COMPANY and m.cluster is not None]
    found: dict[tuple[int, Predicate], FoundRelation] = {}
    for index, sentence in enumerate(page.sentences):
        for person in names.mentions:
            if person.kind is not MentionKind.PERSON or not _inside(person, sentence.span):
                continue
            for relation in _of_person(page.text, index, sentence, person, companies):
                key = _person(relation), relation.predicate
                found.setdefault(key, relation)
    return tuple(found.values())


def posts_beside(page: Page, person: Span) -> frozenset[Predicate]:
    """The posts that the words right before and after a person's name give, held no more left out."""
    at = page.sentence_at(person.start)
    if at is None:
        return frozenset()
    sentence = page.sentences[at]
    return frozenset(p.predicate for p in posts(sentence.language) if _place(page.text, sentence, person, p))


def _person(relation: FoundRelation) -> int:
    return relation.object if relation.predicate is Predicate.FOUNDED_BY else relation.subject


def _inside(mention: FoundMention, span: Span) -> bool:
    return span.start <= mention.span.start < span.end


def _of_person(
    text: str, index: int, sentence: Sentence, person: FoundMention, companies: Sequence[FoundMention]
) -> list[FoundRelation]:
    made = []
    for post in posts(sentence.language):
        place = _place(text, sentence, person.span, post)
        company = _company(text, sentence, person.span, place, companies) if place else None
        if company is None or person.cluster is None:
            continue
        pair = (company, person.cluster) if post.predicate is Predicate.FOUNDED_BY else (person.cluster, company)
        made.append(FoundRelation(pair[0], post.predicate, pair[1], index, _CONFIDENT))
    return made


def _place(text: str, sentence: Sentence, person: Span, post: Post) -> Span | None:
    """Where the post stands beside the person, None where it does not or is held no more."""
    start = max(sentence.span.start, person.start - _NEAR)
    found = post.before.search(text[: person.start], start) or post.after.match(
        text, person.end, min(sentence.span.end, person.end + _NEAR)
    )
    if found is None:
        return None
    place = Span(*found.span("post"))
    past = _past(sentence.language).search(text[max(sentence.span.start, place.start - _BEHIND) : place.start])
    return None if past else place


def _company(text: str, sentence: Sentence, person: Span, post: Span, companies: Sequence[FoundMention]) -> int | None:
    behind = [c for c in companies if post.end <= c.span.start <= post.end + _BEHIND and _inside(c, sentence.span)]
    if behind and re.fullmatch(r"[^,.;:()\"»”]*", text[post.end : behind[0].span.start]):
        return behind[0].cluster
    before = [c for c in companies if c.span.end <= person.start]
    inside = [c for c in before if _inside(c, sentence.span)]
    last = inside[-1:] or companies[:1]
    return last[0].cluster if last else None


@cache
def posts(language: str) -> tuple[Post, ...]:
    """The language's rows."""
    return tuple(
        Post(
            Predicate(r.fields["predicate"]),
            re.compile(rf"(?<!\w)(?P<post>{r.pattern})(?:\s[^,.;:«»“”\"]{{0,45}})?,?\s(?:[^\W\d_]+\.?\s)?\Z"),
            re.compile(rf",?\s(?:[^\W\d_]+\s){{0,3}}?(?P<post>{r.pattern})(?!\w)"),
        )
        for r in lexicon.rows(language, "relations", "post")
    )


@cache
def _past(language: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?:{r.pattern})\Z" for r in lexicon.rows(language, "relations", "past")))
