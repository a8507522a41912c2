"""The samples' stories: what linking makes of their annotation is what a reader of all fifteen articles knows."""

import json
from pathlib import Path

import pytest

from kg import gold, linking
from kg.model import Deal, World

DEALS = {
    "cloud": "almenar-talks/0 nubarra-almenar-firma/0 wire-almenar-nubarra/0 wire-almenar-nube/0 nubarra-ampliacion/1",
    "cloud, raised": "nubarra-ampliacion/0",
    "app": "almenar-talks/1 nubarra-almenar-firma/1",
    "stake": "kestrel-invests/0 nubarra-ampliacion/2 nubarra-compra-chips/1",
    "chips": "kestrel-invests/1 nubarra-compra-chips/0",
    "first lot": "mop-ruta-lotes/0 ralun-loan/1 wire-ralun-credito/1",
    "second lot": "mop-ruta-lotes/1",
    "loan": "ralun-loan/0 wire-ralun-credito/0",
    "older loan": "wire-ralun-credito/2",
    "advice": "ralun-loan/2",
    "bid": "lirio-offer/0",
    "better bid": "lirio-mejora/0 lirio-retirada/0",
    "board": "lirio-retirada/1",
    "steel": "tezontle-acero/0",
    "bonds": "tezontle-acero/1",
}
AMENDS = {"cloud, raised": "cloud", "better bid": "bid"}
STEPS = {
    "cloud": "in_negotiation 2025-02-18, signed 2025-04-08",
    "cloud, raised": "signed 2026-01-01",
    "stake": "signed 2025-06-12",
    "chips": "rumoured 2025-06-12, signed 2025-09-30",
    "bid": "proposed 2025-03-03",
    "better bid": "proposed 2025-05-20, cancelled 2025-09-17",
}


@pytest.fixture(scope="module")
def pairs(root: Path):
    files = sorted((root / "corpora/samples-gold").glob("*.json"))
    return [gold.from_record(json.loads(file.read_text(encoding="utf8"))) for file in files]


@pytest.fixture(scope="module")
def world(pairs) -> World:
    return linking.link(pairs)


@pytest.fixture(scope="module")
def told(pairs, world: World) -> dict[str, Deal]:
    """Each deal by the name that it has here, where it holds just these reports."""
    keys = {article.id: article.key for article, _ in pairs}
    by_reports = {frozenset(f"{keys[c.article]}/{c.index}" for c in deal.claims): deal for deal in world.deals}
    names = {frozenset(reports.split()): name for name, reports in DEALS.items()}
    assert set(by_reports) == set(names)
    return {names[reports]: deal for reports, deal in by_reports.items()}


def test_amendments(told: dict[str, Deal]) -> None:
    names = {deal.id: name for name, deal in told.items()}
    assert {name: names[deal.amends] for name, deal in told.items() if deal.amends} == AMENDS


@pytest.mark.parametrize("name", STEPS)
def test_histories(pairs, told: dict[str, Deal], name: str) -> None:
    published = {article.id: article.published for article, _ in pairs}
    steps = [(s.status, s.on.start if s.on else published[s.claim.article]) for s in told[name].history]
    assert ", ".join(f"{status} {day}" for status, day in steps) == STEPS[name]


def test_one_node_a_company(world: World) -> None:
    named = {entity.id: {alias.text for alias in entity.aliases} for entity in world.entities}
    of = {
        text: [one for one, aliases in named.items() if text in aliases] for texts in named.values() for text in texts
    }
    assert {text: found for text, found in of.items() if len(found) > 1} == {}
    assert of["Ministerio de Obras Públicas"] == of["Ministry of Public Works"]
    assert of["Ralún"] == of["Constructora Ralún"]
    assert of["Almenar Vida"] != of["Banco Almenar"]
