"""Names that must meet, and names that must not, each in two short articles."""

import pytest
from told_names import NEVER, SAME, TOLD_ALIKE, TWO
from told_stories import Piece, Told, record

from kg import gold, linking


def joined(one: str, other: str, *, alike: bool) -> bool:
    """Whether two names are one company, in articles of one deal or of two that have nothing in common."""
    pairs = [_told("a", one, "Orbenia", 40), _told("b", other, *(("Orbenia", 40) if alike else ("Tuvalis", 7)))]
    owner = {(m.article, m.text): e.id for e in linking.link(pairs).entities for m in e.mentions}
    (first, _), (second, _) = pairs
    return owner[first.id, one] == owner[second.id, other]


def _told(key: str, name: str, partner: str, millions: int):
    deal = Told(
        "d", "supply", {"provider": "x", "customer": "y"}, amount=(millions * 1_000_000, "EUR"), signed="2025-03"
    )
    text = f"{name} venderá equipos a {partner} por {millions} millones de euros."
    return gold.from_record(record(Piece(key, "es", "2025-03-11", text, {"x": [name], "y": [partner]}, [deal])))


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
