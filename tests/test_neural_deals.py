"""From tables of scores to deals: pairs, groups, roles, amounts."""

import numpy as np
import pytest

from kg.kinds import Kind, MentionKind, Predicate, Role
from kg.model import Span
from kg.reader import neural_deals as deals
from kg.reader.neural_answers import averaged, by_worth, told_deals
from kg.reader.neural_labels import KINDS, PAIRS, RELATIONS, SINGLES, PairClass
from kg.reader.neural_pairs import Pair, PairTable
from kg.reader.neural_seconds import second_pairs
from kg.reader.neural_tags import softmax
from kg.reader.neural_tokens import Floats
from kg.reader.structure import FoundDeal, Places

SURE = 6.0
NEVER = -20.0


def scores(entities: int, *cells: tuple[int, int, Kind, Role, Role, float]) -> Floats:
    """A table of scores: nothing anywhere but in the cells given, against a threshold of 0."""
    out = np.full((entities, entities, len(PAIRS) + 1), NEVER, dtype=np.float32)
    out[..., -1] = 0.0
    for first, second, kind, left, right, score in cells:
        out[first, second, PAIRS.index(PairClass(kind, left, right))] = score
        if left is right:
            out[second, first, PAIRS.index(PairClass(kind, left, right))] = score
    return out


def one_sentence(pairs: int, sentence: int = 0) -> Floats:
    out = np.zeros((pairs, 3), dtype=np.float32)
    out[:, sentence] = 1.0
    return out


LOAN = (Kind.LOAN, Role.LENDER, Role.BORROWER)
LENDERS = (Kind.LOAN, Role.LENDER, Role.LENDER)


def test_a_pair_counts_by_the_sum_over_kinds_and_roles() -> None:
    undecided = [
        (0, 1, Kind.SUPPLY, Role.PROVIDER, Role.CUSTOMER, 0.0),
        (0, 1, Kind.SERVICE, Role.PROVIDER, Role.CUSTOMER, 0.2),
        (1, 0, Kind.LICENCE, Role.LICENSOR, Role.LICENSEE, -1.0),
    ]
    table = PairTable.of(scores(2, *undecided))
    (pair,) = table.pairs([0, 1], 0.5)
    assert pair.chance > 0.5
    assert KINDS[int(pair.kinds.argmax())] is Kind.SERVICE
    assert table.cell(pair) == (0, 1, KINDS.index(Kind.SERVICE))
    assert table.roles([pair], Kind.SERVICE) == {0: Role.PROVIDER, 1: Role.CUSTOMER}


def test_the_way_round_is_the_likelier_one() -> None:
    table = PairTable.of(scores(2, (1, 0, *LOAN, SURE)))
    (pair,) = table.pairs([0, 1], 0.5)
    assert table.cell(pair) == (1, 0, KINDS.index(Kind.LOAN))
    assert table.roles([pair], Kind.LOAN) == {0: Role.BORROWER, 1: Role.LENDER}


def test_the_two_ends_of_a_deal_are_not_on_one_side() -> None:
    table = PairTable.of(scores(2, (0, 1, *LENDERS, 2.0), (1, 0, *LOAN, 0.0)))
    pairs = table.pairs([0, 1], 0.3)
    assert table.roles(pairs, Kind.LOAN) == {0: Role.BORROWER, 1: Role.LENDER}
    partners = PairTable.of(scores(2, (0, 1, Kind.MERGER, Role.PARTNER, Role.PARTNER, 2.0)))
    assert set(partners.roles(partners.pairs([0, 1], 0.3), Kind.MERGER).values()) == {Role.PARTNER}


def test_evidence_that_tells_the_two_apart_speaks_against_an_alliance() -> None:
    both = [
        (0, 1, Kind.PARTNERSHIP, Role.PARTNER, Role.PARTNER, 1.5),
        (0, 1, Kind.SUPPLY, Role.PROVIDER, Role.CUSTOMER, 0.0),
    ]
    told = {
        None: Kind.PARTNERSHIP,
        (0, Role.PARTNER, 1, Role.PARTNER): Kind.PARTNERSHIP,
        (0, Role.PROVIDER, 1, Role.CUSTOMER): Kind.SUPPLY,
        (1, Role.CUSTOMER, 0, Role.PROVIDER): Kind.SUPPLY,
    }
    for tie, kind in told.items():
        pair, *_ = PairTable.of(scores(2, *both), tie and [tie]).pairs([0, 1], 0.3)
        assert KINDS[int(pair.kinds.argmax())] is kind


def test_lenders_of_one_sentence_lend_together() -> None:
    table = PairTable.of(scores(3, (0, 2, *LOAN, 3.0), (1, 2, *LOAN, 3.0), (0, 1, *LENDERS, 2.0)))
    pairs = table.pairs([0, 1, 2], 0.3)
    (deal,) = deals.gather(pairs, one_sentence(len(pairs)), table, floor=0.5, join=0.1)
    assert deal.kind is Kind.LOAN
    assert set(deal.parties) == {(0, Role.LENDER), (1, Role.LENDER), (2, Role.BORROWER)}
    assert all(pairs[row].both != {0, 1} for row in deal.rows), "attributes are asked of pairs across the sides"


def test_lenders_that_have_nothing_with_each_other_lend_apart() -> None:
    table = PairTable.of(scores(3, (0, 2, *LOAN, 3.0), (1, 2, *LOAN, 3.0)))
    pairs = table.pairs([0, 1, 2], 0.3)
    assert len(deals.gather(pairs, one_sentence(len(pairs)), table, floor=0.5, join=0.1)) == 2


def test_pairs_told_by_other_sentences_are_other_deals() -> None:
    table = PairTable.of(scores(3, (0, 2, *LOAN, 3.0), (1, 2, *LOAN, 3.0), (0, 1, *LENDERS, 2.0)))
    pairs = table.pairs([0, 1, 2], 0.3)
    told = np.eye(3, dtype=np.float32)[: len(pairs)]
    assert len(deals.gather(pairs, told, table, floor=0.5, join=0.1)) == len(pairs)


def test_a_weak_pair_completes_a_deal_and_makes_none() -> None:
    weak = (0, 1, *LENDERS, -0.7)
    table = PairTable.of(scores(3, (0, 2, *LOAN, 3.0), (1, 2, *LOAN, 3.0), weak))
    pairs = table.pairs([0, 1, 2], 0.3)
    (deal,) = deals.gather(pairs, one_sentence(len(pairs)), table, floor=0.5, join=0.1)
    assert len(deal.parties) == 3
    alone = PairTable.of(scores(2, weak))
    few = alone.pairs([0, 1], 0.3)
    assert deals.gather(few, one_sentence(len(few)), alone, floor=0.5, join=0.1) == []


def pair_of(kind: Kind) -> Pair:
    return Pair(0, 1, 0.9, np.eye(len(KINDS), dtype=np.float32)[KINDS.index(kind)])


def told_elsewhere(*told: tuple[int, Kind, float]) -> Floats:
    """How likely sentences tell another deal of one pair: of three sentences those given, by kind."""
    out = np.zeros((1, 3, len(KINDS)), dtype=np.float32)
    for sentence, kind, chance in told:
        out[0, sentence, KINDS.index(kind)] = chance
    return out


def test_a_sentence_that_tells_another_deal_of_two_makes_one_more() -> None:
    ((second, sentence),) = second_pairs([pair_of(Kind.SUPPLY)], told_elsewhere((2, Kind.SUPPLY, 0.8)), 0.5)
    assert (second.both, sentence) == ({0, 1}, 2)
    assert second.chance == pytest.approx(0.8)


def test_what_falls_on_kinds_of_one_family_counts_together() -> None:
    told = told_elsewhere((2, Kind.SUPPLY, 0.4), (2, Kind.SERVICE, 0.3), (1, Kind.LOAN, 0.4))
    ((second, _),) = second_pairs([pair_of(Kind.SUPPLY)], told, 0.5)
    assert KINDS[int(second.kinds.argmax())] is Kind.SUPPLY
    assert second.chance == pytest.approx(0.7)


def two_deals(amounts: Floats, dates: Floats, told: tuple[int, int]) -> list[FoundDeal]:
    """Two deals of one pair, told by two of three sentences: scores of amounts and signings, a row each, 0 for none."""
    pairs = [pair_of(Kind.SUPPLY), pair_of(Kind.SUPPLY)]
    parties = ((0, Role.PROVIDER), (1, Role.CUSTOMER))
    groups = [deals.Group(Kind.SUPPLY, parties, (row,), 0.9) for row in (0, 1)]
    places = Places(
        (Span(0, 9), Span(9, 20), Span(20, 30)), (Span(0, 1), Span(12, 13)), (Span(14, 15),), worth=("5 EUR", "8 EUR")
    )
    evidence = np.log(np.eye(3, dtype=np.float32)[list(told)] + 1e-6)
    none = np.zeros((2, 1), dtype=np.float32)
    return told_deals(groups, pairs, [none, evidence, np.log(amounts), np.log(dates), none, none, none], places)


NO_DATE = np.array([[0.9, 0.1], [0.9, 0.1]], dtype=np.float32)


def test_an_amount_is_that_of_the_deal_of_two_which_it_suits_best() -> None:
    wanted = np.array([[0.1, 0.6, 0.3], [0.1, 0.8, 0.1]], dtype=np.float32)
    assert [d.amount for d in two_deals(wanted, NO_DATE, (0, 1))] == [1, 0]
    nothing_else = np.array([[0.35, 0.6, 0.05], [0.1, 0.8, 0.1]], dtype=np.float32)
    assert [d.amount for d in two_deals(nothing_else, NO_DATE, (0, 1))] == [None, 0]


def test_a_signing_is_that_of_the_deal_of_two_whose_sentence_dates_it() -> None:
    none, both = np.full((2, 3), 1 / 3, dtype=np.float32), np.array([[0.1, 0.9], [0.1, 0.9]], dtype=np.float32)
    assert [d.signed for d in two_deals(none, both, (0, 1))] == [None, 0]
    assert [d.signed for d in two_deals(none, both, (0, 2))] == [0, 0], "neither's sentence: either's"


def test_a_single_party_is_no_deal_beside_one_with_another() -> None:
    table = np.full((2, len(SINGLES)), 0.01, dtype=np.float32)
    table[0, SINGLES.index((Kind.LOAN, Role.BORROWER))] = 0.9
    (found,) = deals.singles(table, [0, 1], [], 0.5)
    assert (found.kind, found.parties) == (Kind.LOAN, ((0, Role.BORROWER),))
    assert deals.singles(table, [0, 1], [found], 0.5) == []


def test_who_sells_to_a_named_buyer_divests_nothing() -> None:
    table = np.zeros((1, len(SINGLES)), dtype=np.float32)
    table[0, SINGLES.index((Kind.DIVESTMENT, Role.SELLER))] = 0.9
    sold = deals.Group(Kind.ACQUISITION, ((1, Role.ACQUIRER), (0, Role.SELLER)), (0,), 0.9)
    assert len(deals.singles(table, [0], [], 0.5)) == 1
    assert deals.singles(table, [0], [sold], 0.5) == []


def test_two_have_one_relation_of_a_kind_that_fits_them() -> None:
    table = np.full((3, 3, len(RELATIONS) + 1), NEVER, dtype=np.float32)
    table[..., -1] = 0.0
    for at, relation in enumerate(RELATIONS):
        if relation.predicate is Predicate.COMPETITOR_OF:
            table[0, 1, at], table[1, 0, at] = 2.0, 1.0
        if relation.predicate is Predicate.CEO_OF:
            table[2, 0, at] = table[0, 1, at] = 3.0
        if relation.predicate is Predicate.EXECUTIVE_OF:
            table[2, 0, at] = 2.5
    kinds = [MentionKind.COMPANY, MentionKind.COMPANY, MentionKind.PERSON]
    found = {(s, p, o) for s, p, o, _chance in deals.relations(table, kinds, 0.4)}
    assert found == {(0, Predicate.COMPETITOR_OF, 1), (2, Predicate.CEO_OF, 0)}


@pytest.mark.parametrize(
    ("worth", "expected"),
    [(("5 EUR", "5 EUR", "7 EUR"), {1: 0.5, 2: 0.4}), ((), {0: 0.2, 1: 0.3, 2: 0.4})],
)
def test_places_of_one_amount_count_together(worth: tuple[str, ...], expected: dict[int, float]) -> None:
    places = Places((), tuple(Span(at, at + 1) for at in range(3)), worth=worth)
    found = by_worth(np.array([0.1, 0.2, 0.3, 0.4], dtype=np.float32), places)
    assert found == pytest.approx(expected)


def test_answers_of_several_pairs_are_averaged() -> None:
    sure, unsure = [4.0, 0.0], [0.0, 0.5]
    mean = averaged(np.array([sure, unsure], dtype=np.float32))
    assert mean.argmax() == 0
    assert softmax(np.zeros((0, 3), dtype=np.float32)).shape == (0, 3)
