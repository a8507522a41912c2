"""From an article to a reading by rules: one deal however often it is told, amounts that are no deal's."""

from decimal import Decimal

import pytest

from kg.errors import ConfigError, LexiconError
from kg.model import Article
from kg.reader.readers import NEURAL, RULES
from kg.reading import read, read_many

TOLD_TWICE = (
    "Norvia Energía compró Rial Solar, S.L. por 3 millones de euros. "
    "La compra de Rial Solar por Norvia Energía se firmó en Burgos."
)


def _article(text, language="es"):
    return Article("a1", "a1", text, language)


def test_a_deal_told_twice_is_one():
    reading = read(_article(TOLD_TWICE), "rules")
    assert len(reading.claims) == 1
    assert reading.claims[0].amount.low == Decimal(3000000)


def test_turnover_is_no_deals_amount():
    text = "Norvia Energía, que facturó 90 millones de euros, compró Rial Solar, S.L."
    assert [c.amount for c in read(_article(text), "rules").claims] == [None]


def test_readings_come_in_order():
    articles = [_article(TOLD_TWICE), _article("Nada.")]
    assert [len(r.claims) for r in read_many(articles, "rules")] == [1, 0]


@pytest.mark.parametrize("reader", [RULES, NEURAL])
def test_many_are_read_as_one_by_one_and_in_order(reader):
    texts = [f"{TOLD_TWICE} Fue la operación {n}." if n % 2 else f"Nada en la jornada {n}." for n in range(7)]
    articles = [Article(str(n), str(n), text, "es") for n, text in enumerate(texts)]
    assert list(read_many(iter(articles), reader)) == [read(a, reader) for a in articles]


def test_a_bad_article_fails_in_its_turn():
    readings = read_many([_article(TOLD_TWICE), _article("Nada.", "xx"), _article("Nada.")], NEURAL)
    assert next(readings).claims
    with pytest.raises(LexiconError, match="xx"):
        next(readings)


def test_reading_on_can_be_given_up():
    endless = (_article(TOLD_TWICE) for _ in iter(int, 1))
    readings = read_many(endless, NEURAL)
    assert next(readings).claims
    readings.close()


def test_wrong_names_are_one_line():
    with pytest.raises(ConfigError, match="no reader 'oracle'"):
        read(_article("Nada."), "oracle")
    with pytest.raises(LexiconError, match="xx"):
        read(_article("Nada.", "xx"), "rules")
