"""Names that must meet, and names that must not, each in two short articles."""

import pytest
from told_names import NEVER, NOT_TRANSLATED, SAME, TOLD_ALIKE, TRANSLATED, TRANSLATED_ALIKE, TWO
from told_stories import Piece, Told, record

from kg import gold, linking


def joined(one: str, other: str, *, alike: bool, language: str = "es") -> bool:
    """Whether two names are one company, in articles of one deal or of two that have nothing in common.

    The second is in ``language``, the first in Spanish.
    """
    affair = ("Orbenia", 40) if alike else ("Tuvalis", 7)
    pairs = [_told("a", one, "Orbenia", 40), _told("b", other, *affair, language)]
    owner = {(m.article, m.text): e.id for e in linking.link(pairs).entities for m in e.mentions}
    (first, _), (second, _) = pairs
    return owner[first.id, one] == owner[second.id, other]


def _told(key: str, name: str, partner: str, millions: int, language: str = "es"):
    deal = Told(
        "d", "supply", {"provider": "x", "customer": "y"}, amount=(millions * 1_000_000, "EUR"), signed="2025-03"
    )
    text = f"{name} venderá equipos a {partner} por {millions} millones de euros."
    return gold.from_record(record(Piece(key, language, "2025-03-11", text, {"x": [name], "y": [partner]}, [deal])))


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_names_alone_make_them_one(one, other):
    assert joined(one, other, alike=False)


@pytest.mark.parametrize(("one", "other"), [*SAME, *TOLD_ALIKE])
def test_one_deal_makes_them_one(one, other):
    assert joined(one, other, alike=True)


@pytest.mark.parametrize(("one", "other"), [*TWO, *NEVER])
def test_other_affairs_leave_them_two(one, other):
    assert not joined(one, other, alike=False)


@pytest.mark.parametrize(("one", "other"), NEVER)
def test_no_deal_makes_them_one(one, other):
    assert not joined(one, other, alike=True)


@pytest.mark.parametrize(("one", "other"), TRANSLATED)
def test_a_name_told_in_another_language_is_one(one, other):
    assert joined(one, other, alike=False, language="en")
    assert not joined(one, other, alike=False)


@pytest.mark.parametrize(("one", "other"), TRANSLATED_ALIKE)
def test_a_name_that_may_be_told_in_another_language_is_one_where_a_deal_is(one, other):
    assert joined(one, other, alike=True, language="en")
    assert not joined(one, other, alike=False, language="en")


@pytest.mark.parametrize(("one", "other"), NOT_TRANSLATED)
def test_names_of_two_languages_that_are_two(one, other):
    assert not joined(one, other, alike=True, language="en")
