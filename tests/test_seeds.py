"""What must hold on the two real articles that do not travel with the project."""

import json
from decimal import Decimal

import pytest

from kg.kinds import Kind, Role
from kg.model import Article
from kg.reader.page import lay_out
from kg.reader.readers import STAGES
from kg.reading import read
from kg.values.calendar import to_iso


@pytest.fixture(scope="module", params=STAGES)
def readings(shared, request):
    """Each article with its reading, by each reader."""
    told = [json.loads(path.read_text("utf8")) for path in sorted((shared / "seeds").glob("seed_*.json"))]
    articles = [Article(d["id"], d["id"], d["text"], d["language"], title=d["title"]) for d in told]
    return [(article, read(article, request.param)) for article in articles]


def roles(claim):
    return {p.company: p.role for p in claim.parties}


def of(reading, *companies):
    """The contracts among these companies."""
    return [c for c in reading.claims if set(roles(c)) == set(companies) and c.kind is Kind.CLOUD_COMPUTE]


def test_two_contracts_of_the_same_parties_are_two(readings):
    claims = of(readings[0][1], "CoreWeave", "OpenAI")
    assert len(claims) == 2
    assert all(roles(c) == {"CoreWeave": Role.PROVIDER, "OpenAI": Role.CUSTOMER} for c in claims)
    new, old = sorted(claims, key=lambda c: c.evidence.span)
    assert new.amount.low == new.amount.high == Decimal(4_000_000_000)
    assert old.amount.low == old.amount.high == Decimal(11_900_000_000)
    assert {new.amount.currency, old.amount.currency} == {"USD"}
    assert (to_iso(new.end), new.signed, new.duration) == ("2029-04", None, None)
    assert (to_iso(old.signed), to_iso(old.duration), old.end) == ("2025-03", "P5Y", None)


def test_the_first_article_tells_no_deal_of_others(readings):
    """The cloud providers that it names as rivals have none; who provides whom is never turned."""
    article, reading = readings[0]
    dealing = {name for c in reading.claims for name in roles(c)}
    assert dealing <= {"CoreWeave", "OpenAI", "Nvidia", "Microsoft"}
    assert all(roles(c)["CoreWeave"] is not Role.CUSTOMER for c in reading.claims if "Nvidia" not in roles(c)), (
        article.id
    )


def test_one_contract_told_six_times_is_one(readings):
    """The parent's name in one telling joins it to the division's deal; the parent stays a company of its own."""
    reading = readings[1][1]
    (claim,) = reading.claims
    assert roles(claim) == {"Amazon Web Services": Role.PROVIDER, "OpenAI": Role.CUSTOMER}
    assert claim.kind is Kind.CLOUD_COMPUTE
    assert claim.amount.low == claim.amount.high == Decimal(38_000_000_000)
    assert (claim.amount.currency, to_iso(claim.signed), claim.end) == ("USD", "2025-11", None)
    names = {n.name: n.aliases for n in reading.companies}
    assert names["Amazon"] == ("Amazon",)
    assert set(names["Amazon Web Services"]) == {"AWS", "Amazon Web Services"}


def test_guidance_backlog_and_spending_are_amounts_and_no_deals(readings):
    article, reading = readings[0]
    found = {(a.amount.low, a.amount.high) for a in lay_out(article).values.amounts}
    billion = Decimal(1_000_000_000)
    others = {
        (Decimal("4.9") * billion, Decimal("5.1") * billion),
        (Decimal("29.9") * billion,) * 2,
        (20 * billion, 23 * billion),
    }
    assert others <= found
    assert not others & {(c.amount.low, c.amount.high) for c in reading.claims if c.amount is not None}
