"""Every ready question runs on a real graph and gives its rows; plain questions find theirs."""

import market
import pytest

from kg.ask import answer, find_question, questions, understand
from kg.ask.plain import fit
from kg.errors import QueryError
from kg.lexicon import languages, rows

CASES = [
    ("contracts", {"company": "orbital ai"}, {"counterparty": ["Nimbus Cloud", "Ferrum Chips", "Rentaférrea"]}),
    ("contracts", {"company": "RENTAFERREA"}, {"counterparty": ["Orbital AI"]}),
    ("between", {"company": "Nimbus", "other": "Orbital AI"}, {"deal": [market.deal("cloud")]}),
    ("circular", {}, {"way": ["financia", "compra"]}),
    ("concentration", {"company": "Orbital AI", "direction": "pays"}, {"share": [98.4, 1.3, 0.3]}),
    ("connection", {"company": "Ferrum Chips", "other": "BN"}, {"step": [1, 1, 2, 3]}),
    ("cycles", {"company": "Orbital AI"}, {"circle": [1, 1, 2, 2, 2]}),
    ("deals", {"kind": "loan"}, {"deal": [market.deal("loan")]}),
    ("deals", {"min_usd": "10 mil millones"}, {"deal": [market.deal("cloud")]}),
    ("disagreements", {"company": "Ferrum Chips"}, {"amount": [500_000_000, 600_000_000]}),
    ("ending", {"months": "seis"}, {"deal": [market.deal("service")]}),
    ("new", {"since": "2025-11"}, {"deal": [market.deal("cloud")]}),
    ("ownership", {"company": "Telar"}, {"owned": ["Telar"]}),
    ("promised", {"company": "Nimbus", "direction": "is_paid"}, {"usd": [38_000_000_000]}),
    ("rumours", {}, {"outcome": ["firme", "caído"]}),
    ("top_customers", {"limit": "1"}, {"company": ["Orbital AI"]}),
    ("top_suppliers", {"limit": "1"}, {"company": ["Nimbus Cloud"]}),
    ("totals", {"year": "2024"}, {"deals": [1]}),
]


def test_every_question_is_asked_here():
    assert {name for name, _, _ in CASES} == {question.name for question in questions()}


@pytest.mark.parametrize(("name", "values", "expected"), CASES)
def test_a_question_gives_its_rows(name, values, expected):
    found = answer(market.market(), find_question(name), values, language="es", today=market.TODAY)
    for column, cells in expected.items():
        place = found.columns.index(column)
        assert [float(c) if isinstance(cells[0], float) else c for c in (r[place] for r in found.rows)] == cells


def test_undated_deals_come_last():
    found = answer(market.market(), find_question("deals"), {}, language="es", today=market.TODAY)
    assert found.rows[-1][-1] == market.deal("weave")


@pytest.mark.parametrize("language", languages())
def test_plain_questions_are_understood(language):
    for row in rows(language, "questions", "question"):
        for example in row.examples:
            text, *_ = example.values()
            found = understand(text)
            assert (found.row, dict(found.values)) == (
                row.name,
                row.fields.get("values", {}) | {k: v for k, v in example.items() if k != "text"},
            )
        for text in row.never:
            assert fit(row, text.strip("¿?"), language) is None


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "needs company, for example company='OpenAI'"),
        ({"company": "Nimbos Cloud"}, "did you mean 'Nimbus Cloud'"),
        ({"company": 'x" } #'}, "nothing in the graph is called"),
        ({"company": "Telar", "limit": "1 } DROP"}, "no whole number"),
        ({"company": "Telar", "kind": "x"}, "has no parameter 'kind'"),
    ],
)
def test_a_bad_value_is_named(values, message):
    with pytest.raises(QueryError, match=message):
        answer(market.market(), find_question("contracts"), values, language="es", today=market.TODAY)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("question", [question for question in questions() if not question.needs], ids=lambda q: q.name)
def test_a_title_is_understood(question, language):
    assert understand(question.titles[language].lower()).question == question.name


def test_a_period_is_since_and_until():
    assert understand("préstamos en marzo de 2025").values == {
        "kind": "loan",
        "since": "marzo de 2025",
        "until": "marzo de 2025",
    }
