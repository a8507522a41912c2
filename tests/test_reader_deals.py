"""From sentences to deals by rules: what is told as a deal, between whom, and what is none."""

from decimal import Decimal

import pytest

from kg.kinds import Kind, Predicate, Role, Status
from kg.model import Article
from kg.reading import read


def reading(text, language="es"):
    return read(Article("a1", "a1", text, language), "rules")


def told(text, language="es"):
    """Each claim as its kind and its parties with their roles."""
    return [(c.kind, {p.company: p.role for p in c.parties}) for c in reading(text, language).claims]


NO_DEALS = [
    ("es", "Norvia Energía ganó 40 millones de euros en el tercer trimestre, un 5 % más que hace un año."),
    ("es", "Norvia Energía espera facturar entre 4 y 5 millones de euros este año, según sus previsiones."),
    ("es", "Las acciones de Norvia Energía cayeron un 3 % tras el anuncio de Rial Solar."),
    ("es", "El mercado de la energía solar mueve 40.000 millones de euros al año."),
    ("es", "A diferencia de Rial Solar, Norvia Energía vale 40 millones de euros en Bolsa."),
    ("es", "Los analistas de Banco Rial ven cara a Norvia Energía, que cotiza a 12 euros."),
    ("en", "Harrow Energy made a profit of $40 million in the third quarter, up 5% on a year earlier."),
    ("en", "Harrow Energy expects revenue of $4 million to $5 million this year."),
    ("en", "Shares of Harrow Energy fell 3% after the announcement."),
    ("en", "The market for solar power is worth $40 billion a year."),
    ("en", "Unlike Rialto Gas, Harrow Energy has a market value of $40 million."),
]


@pytest.mark.parametrize(("language", "text"), NO_DEALS)
def test_earnings_guidance_shares_and_markets_are_no_deals(language, text):
    assert told(text, language) == []


DEALS = [
    (
        "es",
        "El Ayuntamiento de Peltre adjudicó las obras a la constructora Norvia Obras por 3 millones de euros.",
        Kind.CONTRACT_AWARD,
        {"Ayuntamiento de Peltre": Role.AUTHORITY, "Norvia Obras": Role.CONTRACTOR},
    ),
    (
        "es",
        "Banco Rial y Norvia Energía han formalizado un préstamo de 30 millones de euros.",
        Kind.LOAN,
        {"Banco Rial": Role.LENDER, "Norvia Energía": Role.BORROWER},
    ),
    (
        "es",
        "Norvia Energía vende Rial Solar a Peltre Capital por 3 millones de euros.",
        Kind.ACQUISITION,
        {"Norvia Energía": Role.SELLER, "Rial Solar": Role.TARGET, "Peltre Capital": Role.ACQUIRER},
    ),
    (
        "en",
        "The Ministry of Works awarded the bridge to Harrow Construction for $3 million.",
        Kind.CONTRACT_AWARD,
        {"Ministry of Works": Role.AUTHORITY, "Harrow Construction": Role.CONTRACTOR},
    ),
    (
        "en",
        "Harrow Energy bought Rialto Gas for $3 million.",
        Kind.ACQUISITION,
        {"Harrow Energy": Role.ACQUIRER, "Rialto Gas": Role.TARGET},
    ),
]


@pytest.mark.parametrize(("language", "text", "kind", "parties"), DEALS)
def test_a_deal_and_who_is_what_in_it(language, text, kind, parties):
    assert told(text, language) == [(kind, parties)]


def test_contracts_with_several_are_one_with_each():
    found = told("Norvia Energía vive de sus contratos de suministro con Rial Solar, Peltre Capital y Zumela Gas.")
    assert [set(parties) for _, parties in found] == [
        {"Norvia Energía", other} for other in ("Rial Solar", "Peltre Capital", "Zumela Gas")
    ]


def test_each_purchase_keeps_its_amount():
    text = (
        "En 2021 Norvia Energía compró Rial Solar por 44 millones de euros y en 2023 compró Zumela Gas por 5 millones."
    )
    assert {c.amount.low for c in reading(text).claims if c.amount} == {Decimal(44_000_000), Decimal(5_000_000)}


def test_a_deadline_of_a_part_ends_no_contract():
    text = "Norvia Energía firmó con Rial Solar un contrato de suministro y usará la planta antes del cierre de 2026."
    assert [c.end for c in reading(text).claims] == [None]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Norvia Energía firmó un contrato de obras con Rial Solar.", Status.SIGNED),
        ("Norvia Energía negocia un contrato de obras con Rial Solar.", Status.IN_NEGOTIATION),
        ("Norvia Energía rescindió el contrato de obras con Rial Solar.", Status.CANCELLED),
        ("Norvia Energía desmiente un acuerdo de obras con Rial Solar.", Status.DENIED),
    ],
)
def test_how_far_a_deal_has_come(text, status):
    assert [c.status for c in reading(text).claims] == [status]


def test_a_guess_is_told_with_less_confidence():
    sure = reading("Norvia Energía compró Rial Solar por 3 millones de euros.").claims
    guessed = reading("Son 3 millones de euros los que unen a Norvia Energía y Rial Solar.").claims
    assert [c.confidence for c in guessed] < [c.confidence for c in sure]


def test_a_parent_named_beside_its_division_is_no_deal():
    text = "La capacidad de Zumela y de Zumela Web Services cuesta 3 millones de euros."
    assert told(text) == []


def test_posts_and_rivals_are_relations():
    text = (
        "Norvia Energía crece. «Va bien», dijo su presidente, Juan Paz. "
        "La firma compite con rivales como Rial Solar y Peltre Gas."
    )
    found = {(r.subject, r.predicate, r.object) for r in reading(text).relations}
    assert ("Juan Paz", Predicate.EXECUTIVE_OF, "Norvia Energía") in found
    pairs = {frozenset((s, o)) for s, p, o in found if p is Predicate.COMPETITOR_OF}
    assert pairs == {frozenset(("Norvia Energía", rival)) for rival in ("Rial Solar", "Peltre Gas")}
