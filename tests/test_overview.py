"""The table of who contracts with whom, and its look at any width."""

from pathlib import Path

import market
import pytest
from worlds import article, find, reading, small_world

from kg import overview
from kg.cli.layout import laid_out
from kg.cli.output import shown
from kg.store import Dataset, Graph, open_graph
from kg.triples import reading_quads, world_quads


def deals(language: str = "en") -> list[dict[str, object]]:
    table = overview.deals(market.market(), language)
    return [dict(zip([c.name for c in table.columns], row, strict=True)) for row in table.rows]


def told(kind: str) -> dict[str, object]:
    (found,) = (deal for deal in deals() if deal["kind"] == kind)
    return found


def test_every_deal_is_there_once_and_the_undated_come_last() -> None:
    made = deals()
    assert len(made) == len(market.teller().deals)
    assert made[-1]["source"].startswith("Diario")
    assert not made[-1]["term"]


def test_who_gives_comes_before_who_takes() -> None:
    assert told("loan")["parties"] == ("Banco Norte (lender)", "Banco Sur (lender)", "Rentaférrea (borrower)")


def test_a_deal_s_cells() -> None:
    deal = told("cloud contract")
    assert (deal["amount"], deal["status"]) == (("38\xa0000\xa0000\xa0000 USD",), "signed")
    assert deal["term"] == ("signed 2025-11", "duration 7 years")
    assert deal["source"] == "Diario a00 2025-11-03"
    assert deal["deal"] == market.deal("cloud")


def test_an_open_amount_and_a_yearly_one_say_so() -> None:
    amounts = {deal["amount"][0] for deal in deals("es")}
    assert "al menos 90\xa0000\xa0000 EUR" in amounts
    assert any(amount.startswith("12\xa0000\xa0000 EUR ") for amount in amounts)


def test_words_are_those_of_the_language() -> None:
    assert {deal["kind"] for deal in deals("es")}.isdisjoint(deal["kind"] for deal in deals("en"))


def test_companies_by_number_of_deals() -> None:
    table = overview.companies(market.market())
    counts = [row[2] for row in table.rows]
    assert counts == sorted(counts, reverse=True)
    assert len(counts) == len(market.NAMES)


@pytest.fixture
def small(tmp_path: Path) -> Graph:
    with Dataset(tmp_path) as dataset:
        told = (quad for id_ in ("a1", "a2") for quad in reading_quads(article(id_), reading(id_)))
        dataset.rebuild([*world_quads(small_world(), find), *told])
        dataset.publish()
    return open_graph(tmp_path)


def test_what_other_sources_say_of_an_amount_stands_below_it(small: Graph) -> None:
    amounts = {row[2] for row in overview.deals(small, "en").rows}
    assert amounts == {("38\xa0000\xa0000 USD", "disputed amount: at least 30 EUR"), ("50\xa0000\xa0000 USD",)}


def test_companies_that_are_watched(small: Graph) -> None:
    assert [row[0] for row in overview.companies(small, watched=True).rows] == ["Faro"]
    assert len(overview.companies(small).rows) > 1


@pytest.mark.parametrize("width", [40, 80, 100, 120, 160])
def test_a_table_keeps_to_its_width_and_its_numbers_whole(width: int) -> None:
    table = overview.deals(market.market(), "es")
    rows = [[shown(cell) for cell in row] for row in table.rows]
    heads = [column.name for column in table.columns]
    lines = list(laid_out(heads, rows, [False] * len(heads), width))
    assert max(map(len, lines)) <= width
    assert sum("38\xa0000\xa0000\xa0000" in line for line in lines) == 1


def test_an_empty_table_says_so() -> None:
    assert list(laid_out(("a", "b"), [], (False, True), 80)) == ["a  b", "─  ─", "(none)"]
