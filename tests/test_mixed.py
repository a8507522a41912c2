"""What the rules add to the trained model's structure."""

from dataclasses import replace

import pytest

from kg.kinds import Kind, MentionKind, Role, Status
from kg.model import Article, Span
from kg.reader.mixed import once_a_contract, once_a_house, with_seconds, with_terms, without_houses
from kg.reader.page import Page, lay_out
from kg.reader.structure import Cluster, FoundDeal, FoundMention, FoundParty, Structure

TEXT = (
    "Norvia Cloud alojará los datos de Rial por 4 millones de euros hasta 2031. Norvia calla. "
    "En 2024 Rial ya le había contratado por 9 millones de euros."
)


@pytest.fixture(scope="module")
def page() -> Page:
    return lay_out(Article("a", "a", TEXT, "es"))


def structure(*deals: FoundDeal) -> Structure:
    """Norvia Cloud, Rial and Norvia, a mention each."""
    spans = [Span(TEXT.index(n), TEXT.index(n) + len(n)) for n in ("Norvia Cloud", "Rial")] + [Span(75, 81)]
    mentions = tuple(FoundMention(MentionKind.COMPANY, s, False, i, 0.9) for i, s in enumerate(spans))
    return Structure(mentions, tuple(Cluster(MentionKind.COMPANY, (i,)) for i in range(3)), deals)


def contract(*parties: tuple[Role, int], evidence: int = 0, amount: int | None = 0, sure: float = 0.6) -> FoundDeal:
    found = tuple(FoundParty(role, cluster) for role, cluster in parties)
    return FoundDeal(Kind.CLOUD_COMPUTE, found, Status.SIGNED, evidence, sure, amount)


PAIR = ((Role.PROVIDER, 0), (Role.CUSTOMER, 1))


def test_the_one_named_in_full_deals_and_not_its_house() -> None:
    (deal,) = without_houses(TEXT, structure(contract(*PAIR, (Role.PROVIDER, 2)))).deals
    assert deal.parties == (FoundParty(Role.PROVIDER, 0), FoundParty(Role.CUSTOMER, 1))


def test_a_house_on_the_other_side_stays() -> None:
    (deal,) = without_houses(TEXT, structure(contract((Role.PROVIDER, 0), (Role.CUSTOMER, 2)))).deals
    assert len(deal.parties) == 2


def test_a_house_is_not_its_branchs_customer_together_with_another() -> None:
    three = contract(*PAIR, (Role.CUSTOMER, 2))
    (deal,) = without_houses(TEXT, structure(three)).deals
    assert deal.parties == (FoundParty(Role.PROVIDER, 0), FoundParty(Role.CUSTOMER, 1))
    sold = contract((Role.TARGET, 0), (Role.SELLER, 1), (Role.ACQUIRER, 2))
    (bought,) = without_houses(TEXT, structure(replace(sold, kind=Kind.ACQUISITION))).deals
    assert len(bought.parties) == 3


def test_a_deal_told_again_of_the_house_is_one(page: Page) -> None:
    branch, house = contract(*PAIR), contract((Role.PROVIDER, 2), (Role.CUSTOMER, 1), evidence=2)
    assert once_a_house(page, structure(house, branch)).deals == (branch,)
    other = replace(house, amount=1)
    assert once_a_house(page, structure(other, branch)).deals == (other, branch)


def test_an_alliance_of_those_who_have_a_contract_is_the_contract(page: Page) -> None:
    bought = contract(*PAIR)
    allied = replace(contract((Role.PARTNER, 1), (Role.PARTNER, 2), evidence=2), kind=Kind.PARTNERSHIP)
    for told_again in (allied, replace(allied, amount=None)):
        assert once_a_contract(page, structure(told_again, bought)).deals == (bought,)
    for another in (replace(allied, amount=1), replace(allied, kind=Kind.JOINT_VENTURE)):
        assert once_a_contract(page, structure(another, bought)).deals == (another, bought)
    lent = replace(bought, kind=Kind.LOAN)
    assert once_a_contract(page, structure(allied, lent)).deals == (allied, lent)


def test_an_end_that_the_model_misses_is_taken_and_one_that_it_finds_is_kept() -> None:
    mine = contract(*PAIR)
    (filled,) = with_terms(structure(mine), [replace(mine, end=0)]).deals
    assert filled.end == 0
    (kept,) = with_terms(structure(replace(mine, end=1)), [replace(mine, end=0)]).deals
    assert kept.end == 1
    (other,) = with_terms(structure(mine), [replace(mine, amount=1, end=0)]).deals
    assert other.end is None


def test_a_second_contract_of_the_same_two_needs_an_amount_and_a_sentence_of_its_own(page: Page) -> None:
    first = contract(*PAIR)
    second = contract(*PAIR, evidence=2, amount=1)
    assert with_seconds(page, structure(first), [first, second]).deals == (first, second)
    for told_again in (
        replace(second, amount=0),
        replace(second, amount=None),
        replace(second, evidence=0),
        replace(second, confidence=0.3),
        replace(second, kind=Kind.LOAN),
    ):
        assert with_seconds(page, structure(first), [first, told_again]).deals == (first,)
