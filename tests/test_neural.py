"""The trained reader as it ships: it loads, reads, signs what it says, and is a spaCy component like the rules."""

from pathlib import Path

import pytest

import kg
from kg.errors import ModelMissing
from kg.kinds import MentionKind
from kg.model import Article
from kg.reader.neural import load
from kg.reader.readers import NEURAL, WEIGHTS, default_reader
from kg.reading import read, version

LOAN = Article(
    "a1",
    "a1",
    "Puertos del Cabo ha firmado un préstamo de 120 millones de euros con Banco Sur y Caja Litoral, informó ayer "
    "la concesionaria. El crédito vence en 2031 y servirá para ampliar la terminal de contenedores de Marazul.",
    "es",
    "Puertos del Cabo logra un préstamo de 120 millones",
)
EARNINGS = Article(
    "a2",
    "a2",
    "Brightmoor Foods reported third-quarter revenue of $94.9 million on Thursday, up 6 percent. Its shares rose 4 "
    "percent. The snack market is worth $40 billion a year, and Brightmoor expects sales of $400 million in 2026.",
    "en",
    "Brightmoor beats forecasts",
)


def test_the_weights_ship_and_fit() -> None:
    assert default_reader() == NEURAL
    assert sum(p.stat().st_size for p in WEIGHTS.iterdir()) <= 45_000_000
    assert version() == (WEIGHTS / "VERSION").read_text("utf8").strip()


def test_a_loan_has_its_lenders_borrower_and_amount() -> None:
    reading = read(LOAN, NEURAL)
    loan = max(reading.claims, key=lambda c: len(c.parties))
    assert loan.kind.value == "loan"
    assert {p.role.value: p.company for p in loan.parties}["borrower"] == "Puertos del Cabo"
    assert {p.company for p in loan.parties if p.role.value == "lender"} == {"Banco Sur", "Caja Litoral"}
    assert loan.amount is not None
    assert loan.amount.low == 120_000_000


def test_earnings_forecasts_and_markets_are_no_deals() -> None:
    assert read(EARNINGS, NEURAL).claims == ()


def test_a_text_reads_the_same_each_time() -> None:
    assert read(LOAN, NEURAL) == read(LOAN, NEURAL)


@pytest.mark.parametrize(
    ("language", "text", "forms"),
    [
        (
            "es",
            "El Consorcio de Movilidad del Umbrío (Conmovium) compró ayer 40 autobuses a Vltavan por 12 millones.",
            {"Consorcio de Movilidad del Umbrío", "Conmovium"},
        ),
        (
            "en",
            "Varland's health ministry is buying 900,000 doses from Serrant for $18m.",
            {"Varland's health ministry"},
        ),
        ("es", "Serrant venderá al Gobierno panameño un millón de dosis por 20 millones.", {"Gobierno panameño"}),
    ],
)
def test_what_the_text_says_is_one_name_is_one(language: str, text: str, forms: set[str]) -> None:
    named = read(Article("a", "a", text, language), NEURAL).companies
    assert forms in [{n.name, *n.aliases} for n in named]


@pytest.mark.parametrize("text", ["", " \n", "…", "Llueve.", "A" * 4000, "\u0301\u202e\U0001f600 " * 50])
def test_odd_texts_are_read_without_complaint(text: str) -> None:
    assert read(Article("a", "a", text, "es"), NEURAL).claims == ()


def test_a_text_of_many_windows_keeps_its_places() -> None:
    filler = "La jornada transcurrió sin novedad en los mercados de la región. " * 80
    text = filler + LOAN.text + " " + filler
    found = read(Article("a", "a", text, "es"), NEURAL)
    named = {m.span.of(text) for m in found.mentions if m.kind is MentionKind.COMPANY and not m.anaphor}
    assert {"Puertos del Cabo", "Banco Sur", "Caja Litoral"} <= named


def test_it_is_a_spacy_component() -> None:
    doc = kg.nlp("es", NEURAL)(LOAN.text)
    assert {"Banco Sur", "Caja Litoral"} <= {e.text for e in doc.ents if e.label_ == "company"}
    assert "120 millones de euros" in {e.text for e in doc.ents if e.label_ == "money"}
    assert doc._.reading.claims


def test_weights_that_are_missing_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="reinstall"):
        load(tmp_path)
