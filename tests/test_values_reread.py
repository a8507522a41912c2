"""Every span that amounts and dates are found at reads, alone, to the same value.

What cannot is exempt by name: an amount that leaves its currency or scale to another (``elided``), one after a sign as
short as 'R', whose separators only the rest of its text settles, a date that the context decides.
"""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import told_amounts_en
import told_amounts_es
import told_dates_en
import told_dates_es
import told_money_en
import told_money_es
import told_press_en
import told_press_es
import told_spans_en
import told_spans_es

from kg.values import MoneyMention, find_dates, find_money
from kg.values.dates_context import Decided
from kg.values.numbers import grouped_by
from kg.values.tokens import tokenize

PUBLISHED = date(2025, 5, 20)
TABLES = {
    "es": (told_amounts_es, told_money_es, told_press_es, told_dates_es, told_spans_es),
    "en": (told_amounts_en, told_money_en, told_press_en, told_dates_en, told_spans_en),
}


def told() -> Iterator[tuple[str, str]]:
    """The texts of all tables of our own, with their language."""
    for language, tables in TABLES.items():
        for table in tables:
            for rows in vars(table).values():
                if isinstance(rows, list):
                    yield from ((language, row if isinstance(row, str) else row[0]) for row in rows)


def ends(mention: MoneyMention) -> tuple[Decimal, Decimal]:
    stated = [end for end in (mention.low, mention.high) if end is not None]
    return stated[0], stated[-1]


def is_exempt(span: str, mention: MoneyMention) -> bool:
    """Whether a span lacks what makes it money: its unit, or what speaks for a sign as short as the 'R' of 'R40'."""
    first = tokenize(span)[0].text
    return mention.elided or (first.isalpha() and len(first) == 1)


def is_same(span: str, mention: MoneyMention, alone: MoneyMention) -> bool:
    """Whether both have one value; '7,105' may be grouped in its text and have decimals alone."""
    grouped = any(token.is_digits and grouped_by(token.text) for token in tokenize(span))
    (low, high), (low_alone, high_alone) = ends(mention), ends(alone)
    factors = (1, 1000, Decimal("0.001")) if grouped else (1,)
    return any((low_alone * factor, high_alone * factor) == (low, high) for factor in factors)


def amounts_misread(text: str, language: str) -> list[str]:
    """The spans of amounts that do not read, alone, to the value they have in their text."""
    misread = []
    for mention in find_money(text, language):
        span = text[mention.start : mention.end]
        alone = find_money(span, language)
        if not is_exempt(span, mention) and not (len(alone) == 1 and is_same(span, mention, alone[0])):
            misread.append(span)
    return misread


def dates_misread(text: str, language: str, published: date | None) -> list[str]:
    """Likewise the spans of dates and durations."""
    found = [m for m in find_dates(text, language, published) if m.value and m.decided is not Decided.CONTEXT]
    spans = [(text[m.start : m.end], m.value) for m in found]
    return [span for span, value in spans if [m.value for m in find_dates(span, language, published)] != [value]]


def articles(shared: Path, folder: str) -> Iterator[dict[str, str]]:
    for path in sorted((shared / "corpora" / folder).glob("*.json")):
        yield json.loads(path.read_text(encoding="utf8"))


FOLDERS = (
    "es_spain es_latam es_tech es_mix es_public es_deals es_brands es_wire es_long en_world en_mix en_deals en_long"
)


@pytest.mark.parametrize("language", TABLES)
def test_spans_of_our_own_sentences(language: str):
    texts = [text for code, text in told() if code == language]
    assert not [span for text in texts for span in amounts_misread(text, language)]
    assert not [span for text in texts for span in dates_misread(text, language, PUBLISHED)]


@pytest.mark.parametrize("folder", FOLDERS.split())
def test_spans_of_annotated_articles(folder: str, shared: Path):
    for article in articles(shared, folder):
        published = date.fromisoformat(article["published"]) if article["published"] else None
        assert not amounts_misread(article["text"], article["language"]), article["id"]
        assert not dates_misread(article["text"], article["language"], published), article["id"]


@pytest.mark.parametrize(
    ("language", "text", "elided"),
    [
        ("es", "Paga 20 millones de euros y otros 85 en 2027.", [False, True]),
        ("es", "Tres tramos de 12, 15 y 20 millones de euros.", [True, True, False]),
        ("es", "Pasó de 3 a 5 millones de euros.", [True, False]),
        ("es", "Pagó 30 millones de dólares y 40 millones más.", [False, True]),
        ("es", "Ofertaron $ 15.110 millones y $ 15.944, en ese orden.", [False, True]),
        ("es", "Entre 4 y 5 millones de euros.", [False]),
        ("en", "It pays €20 million and another 85 in 2027.", [False, True]),
        ("en", "(C$M) | Revenue | Profit\nOne | 4,210 | 87\nTwo | 890 | 12", [True] * 4),
    ],
)
def test_what_leaves_its_unit_to_another_says_so(language: str, text: str, elided: list[bool]):
    assert [mention.elided for mention in find_money(text, language)] == elided
