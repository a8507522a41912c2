"""Which amount and which dates belong to a deal: by nearness to its words, guarded by cues of ``slots.toml``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg import lexicon
from kg.kinds import Per
from kg.model import Span, TimeSpan
from kg.reader.page import Page, within
from kg.reader.structure import FoundDeal
from kg.values.dates import DateMention
from kg.values.money import MoneyMention

_LOOK = 70  # characters before a value that may say what it is


@dataclass(frozen=True, slots=True)
class Anchored:
    """A deal and the place of the words that tell it."""

    deal: FoundDeal
    words: Span


def is_distractor(text: str, amount: MoneyMention, sentence: Span, language: str) -> bool:
    """Whether an amount measures a company (turnover, debt, market value, guidance) and is no deal's.

    >>> from kg.values.money import find_money
    >>> text = "La firma, que facturó 40 millones de euros, compró Rial por 3 millones de euros."
    >>> [is_distractor(text, m, Span(0, len(text)), "es") for m in find_money(text, "es")]
    [True, False]
    """
    before = text[max(sentence.start, amount.start - _LOOK) : amount.start]
    after = text[amount.end : min(sentence.end, amount.end + _LOOK)]
    if amount.per in {Per.SHARE, Per.UNIT}:
        return True
    return any(p.search(before) for p in cues(language, "distractor", "before")) or any(
        p.match(after) for p in cues(language, "distractor", "after")
    )


def fill(page: Page, found: Sequence[Anchored]) -> tuple[FoundDeal, ...]:
    """The deals with their amounts and dates: each value goes to the nearest deal of its sentence that may have it.

    A sentence without a deal that goes on about the last one ('El contrato vence en ...') gives its values to that.
    """
    filled = [_fill_from(page, one.deal, one.deal.evidence, _rivals(one, found), one.words) for one in found]
    told = {one.deal.evidence for one in found}
    for index, sentence in enumerate(page.sentences):
        if index in told or not _continues(sentence.language).match(sentence.span.of(page.text)):
            continue
        last = max(
            (i for i, d in enumerate(filled) if d.evidence < index), key=lambda i: filled[i].evidence, default=None
        )
        if last is not None and index - filled[last].evidence <= 3:
            filled[last] = _fill_from(page, filled[last], index, [], Span(sentence.span.start, sentence.span.start))
    return tuple(filled)


def _rivals(one: Anchored, found: Sequence[Anchored]) -> list[Span]:
    """The words of the sentence's other deals; companies that merely stand side by side have none."""
    others = (o for o in found if o is not one and o.deal.evidence == one.deal.evidence)
    return [o.words for o in others if o.words != one.words and o.words.end > o.words.start]


def _fill_from(page: Page, deal: FoundDeal, index: int, rivals: Sequence[Span], words: Span) -> FoundDeal:
    """The deal with what one sentence says; what it already has stays."""
    when = _when(page, index, words, rivals)
    return replace(
        deal,
        amount=_first(deal.amount, _amount(page, index, words, rivals)),
        signed=_first(deal.signed, when.get("signed")),
        start=_first(deal.start, when.get("start")),
        end=_first(deal.end, when.get("end")),
        duration=_first(deal.duration, _duration(page, index, words, rivals)),
    )


def _first(*found: int | None) -> int | None:
    return next((f for f in found if f is not None), None)


def _amount(page: Page, index: int, words: Span, rivals: Sequence[Span]) -> int | None:
    """The best amount of the sentence: a total, called a price, nearer to the deal's words than to a rival's."""
    sentence = page.sentences[index]
    rated = []
    for number in within([Span(a.start, a.end) for a in page.values.amounts], sentence.span):
        amount = page.values.amounts[number]
        if is_distractor(page.text, amount, sentence.span, sentence.language):
            continue
        span = Span(amount.start, amount.end)
        if any(_far(span, r) < _far(span, words) for r in rivals):
            continue
        before = page.text[max(sentence.span.start, span.start - _LOOK) : span.start]
        priced = any(p.search(before) for p in cues(sentence.language, "worth", "before"))
        rated.append((amount.per is not None, not priced, _far(span, words), number))
    return min(rated)[-1] if rated else None


def _far(span: Span, words: Span) -> int:
    """Characters between a value and a deal's words; what comes before them counts fourfold."""
    return span.start - words.end if span.start >= words.end else 4 * max(0, words.start - span.end)


def _when(page: Page, index: int, words: Span, rivals: Sequence[Span]) -> dict[str, int]:
    sentence = page.sentences[index]
    slots: dict[str, tuple[int, int]] = {}
    for number in within([Span(d.start, d.end) for d in page.values.dates], sentence.span):
        date = page.values.dates[number]
        span = Span(date.start, date.end)
        slot = _slot(page, date, sentence.span, sentence.language)
        far = _far(span, words)
        if slot is None or any(_far(span, r) < far for r in rivals) or date.value is None:
            continue
        if slot not in slots or far < slots[slot][0]:
            slots[slot] = (far, number)
    return {slot: number for slot, (_, number) in slots.items()}


def _slot(page: Page, date: DateMention, sentence: Span, language: str) -> str | None:
    """What a date is to a deal: its bound and the words before it say so; None where they say something else."""
    before = page.text[max(sentence.start, date.start - _LOOK) : date.start]
    said = [name for name, pattern in whens(language) if name != "signed" and pattern.search(before)]
    if "past" in said:
        return None
    if said or date.bound in _BOUNDS:
        return _BOUNDS.get(date.bound or "", said[0] if said else None)
    return "signed" if isinstance(date.when, TimeSpan) else None


def _duration(page: Page, index: int, words: Span, rivals: Sequence[Span]) -> int | None:
    sentence = page.sentences[index]
    rated = []
    for number in within([Span(d.start, d.end) for d in page.values.durations], sentence.span):
        found = page.values.durations[number]
        span = Span(found.start, found.end)
        before = page.text[max(sentence.span.start, span.start - _LOOK) : span.start]
        lasts = any(p.search(before) for p in cues(sentence.language, "lasts", "before"))
        if found.value is None or not lasts or any(_far(span, r) < _far(span, words) for r in rivals):
            continue
        rated.append((_far(span, words), number))
    return min(rated)[-1] if rated else None


@cache
def cues(language: str, section: str, where: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of a section of ``slots.toml`` that look at one side of a value."""
    rows = (r for r in lexicon.rows(language, "slots", section) if r.fields["where"] == where)
    return tuple(re.compile(rf"(?<!\w)(?:{r.pattern})\s*\Z" if where == "before" else r.pattern) for r in rows)


@cache
def whens(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What a date is to a deal, by the words before it: 'past' is to none."""
    return tuple(
        (_WHEN.get(r.name, "past"), re.compile(rf"(?<!\w)(?:{r.pattern})\s*\Z"))
        for r in lexicon.rows(language, "slots", "when")
    )


_BOUNDS = {"until": "end", "from": "start"}
_WHEN = {"end": "end", "start": "start", "signed": "signed"}


@cache
def _continues(language: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?:{r.pattern})\b" for r in lexicon.rows(language, "slots", "continues")))


@cache
def again(language: str) -> re.Pattern[str]:
    """Words by which a deal is another than the one told before with the same parties."""
    return re.compile("|".join(f"(?:{r.pattern})" for r in lexicon.rows(language, "slots", "again")))
