"""Amounts and dates together, in sentences as the press of each country writes them (``told_press_es``, ``_en``)."""

from datetime import date

import pytest
import told_press_en
import told_press_es

from kg.kinds import Qualifier
from kg.values import DateMention, MoneyMention, find_dates, find_money

PUBLISHED = date(2025, 5, 20)
TABLES = {"es": told_press_es, "en": told_press_en}


def told(name: str) -> list[object]:
    """The rows of one table in both languages: language, text, amounts, dates, what is known."""
    return [
        pytest.param(code, text, amounts, dates, (*known, {})[0], id=f"{code}: {text}")
        for code, table in TABLES.items()
        for text, amounts, dates, *known in getattr(table, name)
    ]


def amount(text: str, mention: MoneyMention) -> tuple[object, ...]:
    value = mention.low if mention.low is not None else mention.high
    both = (mention.low, mention.high) if mention.qualifier is Qualifier.RANGE else value
    return text[mention.start : mention.end], both, mention.currency, str(mention.qualifier), mention.per


def day(text: str, mention: DateMention) -> tuple[object, ...]:
    return text[mention.start : mention.end], mention.value, mention.kind, mention.bound


FIELDS = ("language", "text", "amounts", "dates", "known")


@pytest.mark.parametrize(FIELDS, told("TOLD"))
def test_what_a_sentence_of_the_press_holds(language, text, amounts, dates, known):
    assert [amount(text, found) for found in find_money(text, language, **known)] == amounts
    assert [day(text, found) for found in find_dates(text, language, PUBLISHED)] == dates


@pytest.mark.xfail(strict=True, reason="not read yet")
@pytest.mark.parametrize(FIELDS, told("KNOWN"))
def test_what_a_sentence_of_the_press_holds_some_day(language, text, amounts, dates, known):
    test_what_a_sentence_of_the_press_holds(language, text, amounts, dates, known)
