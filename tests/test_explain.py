"""An explanation shows sentence, place, source, how values were read, what was joined, and what disagrees."""

from datetime import UTC, date, datetime

import market
import pytest

from kg.errors import QueryError
from kg.explain import explain, explain_sentence
from kg.iris import id_of
from kg.kinds import Verdict
from kg.model import Article, Judgement


def told(*what: str, **more) -> str:
    return "\n".join(explain(market.market(), *what, language="es", **more).lines())


@pytest.mark.parametrize("what", [market.deal("chips"), id_of(market.deal("chips"))])
def test_a_deal_is_explained_by_its_sentences(what):
    text = told(what)
    for part in (
        "proveedor: Ferrum Chips",
        "importe discutido: 600\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000 USD = ",
        "[0, 42)",
        "https://example.org/a02",
    ):
        assert part in text


def test_an_amended_deal_names_the_other():
    assert "modificado por: more_racks" in told(market.deal("racks"))
    assert "modifica: racks" in told(market.deal("more_racks"))


def test_where_sources_disagree_each_amount_has_its_tellers():
    lines = told(market.deal("chips")).splitlines()
    [headline] = [line for line in lines if line.strip().startswith("importe: ")]
    [disputed] = [line for line in lines if line.strip().startswith("importe discutido: ")]
    assert headline.partition(" — ")[2] != disputed.partition(" — ")[2] != ""
    assert " — " not in told(market.deal("cloud"))


def test_a_rumour_shows_its_course():
    assert "historia: rumoreado 2025-05-02 → firmado 2025-07-15" in told("Lumen Óptica")


def test_an_edge_holds_the_deals_of_two_alone():
    text = told("Ferrum Chips", "Orbital AI")
    assert "stake" in text
    assert "chips" in text
    assert "cloud" not in text


def test_what_people_judged_is_told():
    one = Judgement("Ferrum Chips", "Ferrum", Verdict.SAME, "ana", datetime(2025, 1, 2, tzinfo=UTC))
    assert "judged same: Ferrum Chips / Ferrum (ana, 2025-01-02)" in told("Ferrum Chips", judgements=[one])


def test_what_is_unknown_is_said():
    with pytest.raises(QueryError, match="did you mean"):
        explain(market.market(), "Ferum Chips", language="en")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Norvia Energía compró el lunes Rial Solar por 3 millones de euros.",
            ("deal: acquisition, ", "row 'acquisition: buys' by «compró» [15, 21)", "Norvia Energía as acquirer"),
        ),
        (
            "Norvia Energía compró el lunes Rial Solar por 3 millones de euros.",
            (
                "→ 3\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000 EUR; currency: stated",
                "2025-11-03; decided by: publication on 2025-11-05",
            ),
        ),
        ("Norvia Energía facturó 3 millones de euros.", ("no deal: a deal needs two companies, and one is named",)),
    ],
)
def test_a_sentence_says_what_each_step_made_of_it(text, parts):
    article = Article("", "", text, "es", published=date(2025, 11, 5))
    lines = "\n".join(explain_sentence(article, reader="rules", language="en").lines())
    for part in parts:
        assert part in lines
