"""Readings in the annotated articles' form and back: what ``--records`` prints, what is scored, what ``--from`` takes.

The form is the one of ``corpora/GUIDE.md``: one JSON object an article, its surfaces verbatim in the text.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from kg.errors import ArticleError
from kg.kinds import Kind, MentionKind, Per, Predicate, Qualifier, Role, Status
from kg.model import (
    Amount,
    Article,
    Claim,
    Duration,
    Evidence,
    Mention,
    Named,
    Party,
    Reading,
    Relation,
    Span,
    TimeSpan,
    article_id,
)
from kg.values.calendar import from_iso, to_iso

type_of = {
    MentionKind.COMPANY: "companies",
    MentionKind.PERSON: "people",
    MentionKind.PLACE: "places",
    MentionKind.PRODUCT: "products",
}
Record = dict[str, Any]


def to_record(article: Article, reading: Reading) -> Record:
    """An article and its reading as a record: ``id`` is the article's key, ``mentions`` stand beside the rest."""
    named = {key: [_named(n) for n in reading.named if n.kind is kind] for kind, key in type_of.items()}
    return {
        "id": article.key,
        "language": article.language,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "publisher": article.publisher,
        "url": article.url,
        "text": article.text,
        "reader": reading.reader,
        **named,
        "anaphora": [_anaphor(article, reading, m) for m in reading.mentions if m.anaphor and m.stands_for],
        "amounts": list(_once(_amount_mentions(article, reading), ("value", "currency"))),
        "dates": list(_once(_date_mentions(article, reading), ("value",), unless="text")),
        "deals": [_deal(article, claim) for claim in reading.claims],
        "other_relations": [_relation(article, relation) for relation in reading.relations],
        "mentions": [_mention(m) for m in reading.mentions],
    }


def value_of(amount: Amount) -> int | float | list[int | float]:
    """The number of the record form: one, or [low, high] for a range.

    >>> value_of(Amount(Decimal("4.9e9"), Decimal("5.1e9"), "USD", Qualifier.RANGE))
    [4900000000, 5100000000]
    >>> value_of(Amount(None, Decimal("412.5"), "GBP", Qualifier.UP_TO))
    412.5
    """
    if amount.qualifier is Qualifier.RANGE and amount.low is not None and amount.high is not None:
        return [_number(amount.low), _number(amount.high)]
    return _number(_first(amount.high, amount.low))


def _first(*numbers: Decimal | None) -> Decimal:
    return next(n for n in numbers if n is not None)


def _number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _named(named: Named) -> Record:
    return {"name": named.name, "aliases": list(named.aliases)}


def _mention(mention: Mention) -> Record:
    what = {"start": mention.span.start, "end": mention.span.end, "kind": mention.kind.value}
    key = "company" if mention.kind is MentionKind.COMPANY else "name"
    return what | ({key: mention.stands_for} if mention.stands_for else {})


def _anaphor(article: Article, reading: Reading, mention: Mention) -> Record:
    line = _line_around(article.text, mention.span)
    evidence = [c.evidence.span for c in reading.claims]
    sentence = next((s for s in evidence if s.start <= mention.span.start and mention.span.end <= s.end), line)
    return {
        "text": mention.span.of(article.text),
        "refers_to": mention.stands_for,
        "sentence": sentence.of(article.text),
    }


def _line_around(text: str, span: Span) -> Span:
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return Span(start, len(text) if end < 0 else end)


def _amount_mentions(article: Article, reading: Reading) -> Iterator[Record]:
    for mention in reading.mentions:
        if isinstance(mention.value, Amount):
            yield {
                "text": mention.span.of(article.text),
                **_amount(mention.value),
                "qualifier": mention.value.qualifier.value,
            }


def _amount(amount: Amount) -> Record:
    made: Record = {"value": value_of(amount), "currency": amount.currency}
    return made | ({"per": amount.per.value} if amount.per else {})


def _date_mentions(article: Article, reading: Reading) -> Iterator[Record]:
    for mention in reading.mentions:
        if mention.kind is MentionKind.DATE:
            lasts = isinstance(mention.value, Duration)
            yield {
                "text": mention.span.of(article.text),
                "value": _iso(mention.value) if isinstance(mention.value, TimeSpan | Duration) else None,
                "kind": "duration" if lasts else "date",
            }


def _iso(when: TimeSpan | Duration | None) -> str | None:
    return None if when is None or (isinstance(when, Duration) and when.count is None) else to_iso(when)


def _once(records: Iterable[Record], keys: tuple[str, ...], *, unless: str | None = None) -> Iterator[Record]:
    """The first record of each distinct value; those without a value are told apart by ``unless``."""
    seen = set()
    for record in records:
        key = tuple(str(record[k]) for k in keys)
        if unless and record[keys[0]] is None:
            key = ("", record[unless])
        if key not in seen:
            seen.add(key)
            yield record


def _deal(article: Article, claim: Claim) -> Record:
    return {
        "type": claim.kind.value,
        "parties": [{"name": p.company, "role": p.role.value} for p in claim.parties],
        "amount": _amount(claim.amount) if claim.amount else None,
        "signed": _iso(claim.signed),
        "start": _iso(claim.start),
        "end": _iso(claim.end),
        "duration": _iso(claim.duration),
        "status": claim.status.value,
        "evidence": claim.evidence.span.of(article.text),
    }


def _relation(article: Article, relation: Relation) -> Record:
    return {
        "subject": relation.subject,
        "predicate": relation.predicate.value,
        "object": relation.object,
        "evidence": relation.evidence.span.of(article.text),
    }


def from_record(record: Mapping[str, Any]) -> tuple[Article, Reading]:
    """The article and the reading that a record holds.

    Mentions are taken from ``mentions``, else found: every occurrence of a surface form, each anaphor in place.

    Raises:
        ArticleError: a key is missing, or a kind, role, status or date is none.
    """
    try:
        article = _article(record)
        return article, _reading(article, _composed(record))
    except (KeyError, ValueError, TypeError, StopIteration) as error:
        raise ArticleError(f"{record.get('id', 'a record without id')}: not an annotated article: {error!r}") from error


def _composed(value: Any) -> Any:
    """The same JSON with every string NFC, as the text is."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [_composed(v) for v in value]
    return {k: _composed(v) for k, v in value.items()} if isinstance(value, Mapping) else value


def _article(record: Mapping[str, Any]) -> Article:
    text = unicodedata.normalize("NFC", record["text"])
    published = record.get("published")
    return Article(
        id=article_id(text, record.get("publisher"), record.get("url")),
        key=record["id"],
        text=text,
        language=record["language"],
        title=record.get("title"),
        url=record.get("url"),
        publisher=record.get("publisher"),
        country=record.get("country"),
        published=date.fromisoformat(published) if published else None,
    )


def _reading(article: Article, record: Mapping[str, Any]) -> Reading:
    named = tuple(
        Named(kind, n["name"], tuple(n.get("aliases", ())))
        for kind, key in type_of.items()
        for n in record.get(key, ())
    )
    reader = record.get("reader", "annotation")
    return Reading(
        article=article.id,
        reader=reader,
        mentions=(*_mentions_of(article, record, named), *_values_of(article, record)),
        named=named,
        claims=tuple(_claim(article, d, record.get("amounts", ()), reader) for d in record["deals"]),
        relations=tuple(
            Relation(r["subject"], Predicate(r["predicate"]), r["object"], _evidence(article, r, reader))
            for r in record.get("other_relations", ())
        ),
    )


def _mentions_of(article: Article, record: Mapping[str, Any], named: tuple[Named, ...]) -> Iterator[Mention]:
    if "mentions" in record:
        anaphors = {a["text"] for a in record.get("anaphora", ())}
        for m in record["mentions"]:
            span, stands_for = Span(m["start"], m["end"]), m.get("company") or m.get("name")
            if m["kind"] not in (MentionKind.MONEY, MentionKind.DATE):
                names = {s for n in named if n.name == stands_for for s in (n.name, *n.aliases)}
                surface = span.of(article.text)
                anaphor = surface in anaphors and surface not in names
                yield Mention(MentionKind(m["kind"]), span, anaphor=anaphor, stands_for=stands_for)
        return
    for kind in type_of:
        found = _named_of(kind, article, named)
        if kind is MentionKind.COMPANY:
            found |= _anaphors_of(article, record)
        yield from (found[span] for span in _outermost(found))


def _named_of(kind: MentionKind, article: Article, named: tuple[Named, ...]) -> dict[Span, Mention]:
    surfaces = ((n, alias) for n in named if n.kind is kind for alias in n.aliases)
    return {span: Mention(kind, span, stands_for=n.name) for n, alias in surfaces for span in _spans(alias, article)}


def _anaphors_of(article: Article, record: Mapping[str, Any]) -> dict[Span, Mention]:
    found = {}
    for a in record.get("anaphora", ()):
        start = article.text.find(a["text"], max(article.text.find(a["sentence"]), 0))
        span = Span(start, start + len(a["text"]))
        found[span] = Mention(MentionKind.COMPANY, span, anaphor=True, stands_for=a["refers_to"])
    return found


def _spans(surface: str, article: Article) -> Iterator[Span]:
    for match in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", article.text):
        yield Span(*match.span())


def _outermost(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans that lie in no other one.

    >>> list(_outermost([Span(0, 5), Span(2, 4), Span(6, 8)]))
    [Span(start=0, end=5), Span(start=6, end=8)]
    """
    end = -1
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if span.end > end:
            yield span
            end = span.end


def _values_of(article: Article, record: Mapping[str, Any]) -> Iterator[Mention]:
    for a in record.get("amounts", ()):
        amount = _stated(a["value"], a.get("currency"), a.get("qualifier"), a.get("per"))
        yield Mention(MentionKind.MONEY, _where(article, a["text"]), value=amount)
    for d in record.get("dates", ()):
        value = from_iso(d["value"]) if d["value"] else None
        yield Mention(MentionKind.DATE, _where(article, d["text"]), value=value)


def _where(article: Article, surface: str) -> Span:
    start = max(article.text.find(surface), 0)
    return Span(start, start + len(surface))


def _stated(value: Any, currency: str | None, qualifier: str | None, per: str | None) -> Amount:
    sharp = Qualifier(qualifier or (Qualifier.RANGE if isinstance(value, list) else Qualifier.EXACT))
    low, high = (Decimal(str(v)) for v in (value if isinstance(value, list) else (value, value)))
    return Amount(
        None if sharp is Qualifier.UP_TO else low,
        None if sharp is Qualifier.AT_LEAST else high,
        currency,
        sharp,
        Per(per) if per else None,
    )


def _claim(article: Article, deal: Mapping[str, Any], amounts: Iterable[Mapping[str, Any]], reader: str) -> Claim:
    when = {k: from_iso(deal[k]) if deal.get(k) else None for k in ("signed", "start", "end", "duration")}
    signed, start, end = (w if isinstance(w := when[k], TimeSpan) else None for k in ("signed", "start", "end"))
    return Claim(
        kind=Kind(deal["type"]),
        parties=tuple(Party(Role(p["role"]), p["name"]) for p in deal["parties"]),
        status=Status(deal["status"]),
        evidence=_evidence(article, deal, reader),
        amount=_amount_of(deal["amount"], amounts) if deal.get("amount") else None,
        signed=signed,
        start=start,
        end=end,
        duration=when["duration"] if isinstance(when["duration"], Duration) else None,
    )


def _amount_of(amount: Mapping[str, Any], stated: Iterable[Mapping[str, Any]]) -> Amount:
    """A deal's amount, as sharp as the text states it."""
    same = (a for a in stated if (a["value"], a.get("currency")) == (amount["value"], amount.get("currency")))
    full = next(same, amount)
    return _stated(amount["value"], amount.get("currency"), full.get("qualifier"), amount.get("per") or full.get("per"))


def _evidence(article: Article, statement: Mapping[str, Any], reader: str) -> Evidence:
    return Evidence(article.id, _where(article, statement.get("evidence", "")), reader)
