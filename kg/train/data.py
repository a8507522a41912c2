"""Annotated articles as training examples: where each surface stands in the text, which sentence tells what."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.kinds import Kind, Predicate, Role, Status
from kg.model import Span
from kg.reader.neural_labels import ANAPHOR, SLOTS

Annotation = Mapping[str, Any]

_BREAK = re.compile(r"(?<=[.!?…])[\"'»”’)\]]*\s+(?=[¿¡\"«“‘'(\[—-]*[A-ZÁÉÍÓÚÜÑ0-9])")
_NO_BREAK = re.compile(
    r"(?:\b(?:Sr|Sra|Dr|Dra|Mr|Mrs|Ms|St|No|núm|art|Inc|Corp|Ltd|Co|Cía|vs|approx|aprox|pág|EE|UU|Jr|Av|Ud|Lic|Ing)|\b[A-ZÁÉÍÓÚÑ])\.$"
)
_NAMED = (("companies", "company"), ("people", "person"), ("places", "place"), ("products", "product"))


@dataclass(frozen=True, slots=True)
class Gold:
    """A mention as annotated: its kind, place, and the name of what it stands for."""

    kind: str
    span: Span
    name: str


@dataclass(frozen=True, slots=True)
class GoldValue:
    """An amount's or a date's surface and its value as annotated; value None for distractors."""

    span: Span
    value: str | None


@dataclass(frozen=True, slots=True)
class GoldDeal:
    """A deal; ``values`` has the annotated amount, dates and duration by slot, None where the text does not say."""

    kind: Kind
    parties: tuple[tuple[str, Role], ...]
    status: Status
    sentence: int | None
    values: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """A relation between two names."""

    subject: str
    predicate: Predicate
    object: str
    sentence: int | None


@dataclass(frozen=True, slots=True)
class Example:
    """One article with everything that its annotation says, placed in the text."""

    id: str
    language: str
    title: str | None
    text: str
    sentences: tuple[Span, ...]
    mentions: tuple[Gold, ...]
    amounts: tuple[GoldValue, ...]
    dates: tuple[GoldValue, ...]
    durations: tuple[GoldValue, ...]
    deals: tuple[GoldDeal, ...]
    relations: tuple[GoldRelation, ...]


def is_dev(article: str) -> bool:
    """Whether the article is held out: its number ends in 0 or 5.

    >>> is_dev("es_spain_005"), is_dev("es_spain_051")
    (True, False)
    """
    return re.search(r"_\d*[05]$", article) is not None


def read_folder(folder: Path) -> list[dict[str, Any]]:
    """The annotated articles below ``folder``, sorted by path."""
    return [json.loads(path.read_text("utf8")) for path in sorted(folder.rglob("*.json"))]


def split_sentences(text: str) -> tuple[Span, ...]:
    """Sentences, cut at line breaks and at stops before a capital that no abbreviation or initial ends in.

    >>> [s.of("Compra Xena. El Sr. Paz calla.") for s in split_sentences("Compra Xena. El Sr. Paz calla.")]
    ['Compra Xena.', 'El Sr. Paz calla.']
    """
    out = []
    for line in re.finditer(r"[^\n]+", text):
        at = line.start()
        for found in _BREAK.finditer(text, line.start(), line.end()):
            head = text[at : found.start()]
            if not _NO_BREAK.search(head):
                out.append(Span(at, found.start() + len(found.group().rstrip())))
                at = found.end()
        if text[at : line.end()].strip():
            out.append(Span(at, line.end()))
    return tuple(out) or (Span(0, len(text)),)


def occurrences(text: str, surface: str) -> list[Span]:
    """Where a surface stands as whole words.

    >>> occurrences("AWS y AWSome; AWS", "AWS")
    [Span(start=0, end=3), Span(start=14, end=17)]
    """
    return [Span(*m.span()) for m in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", text)]


def outermost(found: Iterable[Gold]) -> tuple[Gold, ...]:
    """Mentions in order of the text; of those that overlap the longest stays, of equals the first."""
    taken: list[Gold] = []
    for gold in sorted(found, key=lambda g: (g.span.start - g.span.end, g.span.start)):
        if all(gold.span.end <= t.span.start or t.span.end <= gold.span.start for t in taken):
            taken.append(gold)
    return tuple(sorted(taken, key=lambda g: g.span.start))


def _mentions(article: Annotation) -> tuple[Gold, ...]:
    text = article["text"]
    found = [
        Gold(kind, span, named["name"])
        for key, kind in _NAMED
        for named in article[key]
        for surface in named["aliases"]
        for span in occurrences(text, surface)
    ]
    for anaphor in article["anaphora"]:
        at = text.find(anaphor["text"], text.find(anaphor["sentence"]))
        found.append(Gold(ANAPHOR, Span(at, at + len(anaphor["text"])), anaphor["refers_to"]))
    return outermost(found)


def _values(text: str, rows: Iterable[Annotation], key: Any) -> tuple[GoldValue, ...]:
    found: dict[Span, GoldValue] = {}
    for row in sorted(rows, key=lambda r: -len(r["text"])):
        for span in occurrences(text, row["text"]):
            if all(span.end <= s.start or s.end <= span.start for s in found):
                found[span] = GoldValue(span, key(row))
    return tuple(found[s] for s in sorted(found))


def amount_key(amount: Annotation | None) -> str | None:
    """An amount's value as one string, whatever the currency is called.

    >>> amount_key({"value": 64000000, "currency": "EUR"})
    '64000000 EUR'
    """
    if amount is None:
        return None
    value = amount["value"]
    numbers = value if isinstance(value, list) else [value]
    return "-".join(f"{n:.10g}" for n in numbers) + f" {amount['currency']}"


def sentence_with(text: str, sentences: Sequence[Span], evidence: str) -> int | None:
    """The sentence that overlaps the evidence most."""
    at = text.find(evidence)
    if at < 0:
        return None
    end = at + len(evidence)
    shared = [max(0, min(s.end, end) - max(s.start, at)) for s in sentences]
    return shared.index(max(shared)) if max(shared) else None


def _deal(text: str, sentences: Sequence[Span], row: Annotation) -> GoldDeal:
    parties = dict.fromkeys((p["name"], Role(p["role"])) for p in row["parties"])
    values = {"amount": amount_key(row["amount"]), **{slot: row[slot] for slot in (*SLOTS, "duration")}}
    sentence = sentence_with(text, sentences, row["evidence"])
    return GoldDeal(Kind(row["type"]), tuple(parties), Status(row["status"]), sentence, values)


def make_example(article: Annotation) -> Example:
    """Places an article's annotation in its text."""
    text = article["text"]
    sentences = split_sentences(text)
    dates = [d for d in article["dates"] if d["kind"] == "date"]
    durations = [d for d in article["dates"] if d["kind"] != "date"]
    return Example(
        id=article["id"],
        language=article["language"],
        title=article["title"] or None,
        text=text,
        sentences=sentences,
        mentions=_mentions(article),
        amounts=_values(text, article["amounts"], amount_key),
        dates=_values(text, dates, lambda d: d["value"]),
        durations=_values(text, durations, lambda d: d["value"]),
        deals=tuple(_deal(text, sentences, row) for row in article["deals"]),
        relations=tuple(
            GoldRelation(
                r["subject"], Predicate(r["predicate"]), r["object"], sentence_with(text, sentences, r["evidence"])
            )
            for r in article["other_relations"]
        ),
    )
