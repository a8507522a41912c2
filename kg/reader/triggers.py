"""The rows of ``deals.toml``, ready to be matched: triggers with their roles, topics, prepositions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from kg import lexicon
from kg.kinds import Kind, Role
from kg.model import Span

EITHER = "either"


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that tell a deal. ``kind`` is None where the topic decides; ``roles`` by place."""

    name: str
    kind: Kind | None
    pattern: re.Pattern[str]
    roles: Mapping[str, Role | None]


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger's place in the text."""

    trigger: Trigger
    span: Span


@dataclass(frozen=True, slots=True)
class Topic:
    """What a contract is about: its kind, and the role of the party that is told as the subject."""

    kind: Kind
    subject: Role
    pattern: re.Pattern[str]


@lru_cache(maxsize=64)  # asked twice of a sentence
def find_triggers(text: str, sentence: Span, language: str) -> tuple[Hit, ...]:
    """The triggers of a sentence in order; where two overlap, the longer, and the earlier of two as long.

    >>> text = "Norvia compró Rial y se fusiona con Peltre"
    >>> [(h.trigger.name, h.span.of(text)) for h in find_triggers(text, Span(0, len(text)), "es")]
    [('acquisition: buys', 'compró'), ('merger', 'se fusiona')]
    """
    hits = [
        Hit(trigger, Span(*match.span()))
        for trigger in triggers(language)
        for match in trigger.pattern.finditer(text, sentence.start, sentence.end)
        if match.end() > match.start()
    ]
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.span.start - h.span.end, h.span.start, h.trigger.name)):
        if not any(hit.span.start < k.span.end and k.span.start < hit.span.end for k in kept):
            kept.append(hit)
    return tuple(sorted(kept, key=lambda h: h.span))


@lru_cache(maxsize=64)  # asked of the whole article for each of its tellings
def topic_of(text: str, language: str) -> Topic | None:
    """What these words say a contract is about: the topic with most words in them, None where none speaks.

    >>> topic_of("un contrato de suministro de gas", "es").kind
    <Kind.SUPPLY: 'supply'>
    """
    counted = [(len(t.pattern.findall(text)), -n, t) for n, t in enumerate(topics(language))]
    best = max(counted, key=lambda c: c[:2])
    return best[2] if best[0] else None


@cache
def triggers(language: str) -> tuple[Trigger, ...]:
    """The language's triggers."""
    endings = {row.name: row.pattern for row in lexicon.rows(language, "deals", "ending")}
    return tuple(
        Trigger(
            row.name,
            Kind(row.fields["kind"]) if "kind" in row.fields else None,
            re.compile(rf"(?<!\w)(?:{_filled(row.pattern, endings)})(?!\w)"),
            {where: None if role == EITHER else Role(role) for where, role in row.fields["roles"].items()},
        )
        for row in lexicon.rows(language, "deals", "trigger")
    )


def _filled(pattern: str, endings: Mapping[str, str]) -> str:
    for name, ending in endings.items():
        pattern = pattern.replace("{" + name + "}", ending)
    return pattern


@cache
def topics(language: str) -> tuple[Topic, ...]:
    """The language's topics."""
    return tuple(
        Topic(Kind(r.fields["kind"]), Role(r.fields["subject"]), re.compile(r.pattern, re.IGNORECASE))
        for r in lexicon.rows(language, "deals", "topic")
    )


@cache
def prepositions(language: str) -> Mapping[str, str]:
    """Each preposition's form to the name that roles know it by, longest form first."""
    forms = {f: row.name for row in lexicon.rows(language, "deals", "preposition") for f in row.pattern.split("|")}
    return {form: forms[form] for form in sorted(forms, key=len, reverse=True)}
