"""Rates are those of the day, or of the last day that had any."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rates import convert

DAY = date(2025, 11, 3)


@pytest.mark.parametrize(
    ("currency", "to", "on", "rate_of"),
    [
        ("USD", "EUR", DAY, DAY),
        ("GBP", "USD", date(2025, 11, 1), date(2025, 10, 31)),
        ("EUR", "MXN", date(2025, 11, 2), date(2025, 10, 31)),
    ],
)
def test_the_rate_is_of_the_last_day_that_has_one(currency, to, on, rate_of):
    found = convert(Decimal(1000), currency, to, on)
    assert found is not None
    assert found[1] == rate_of


@pytest.mark.parametrize(
    ("currency", "to", "on"),
    [("CLP", "EUR", DAY), ("EUR", "COP", DAY), ("USD", "EUR", date(1990, 1, 1)), ("USD", "EUR", date(2199, 1, 1))],
)
def test_without_a_rate_there_is_none(currency, to, on):
    assert convert(Decimal(1000), currency, to, on) is None


@given(st.integers(1, 10**12), st.sampled_from(("USD", "GBP", "MXN", "BRL", "JPY")))
def test_there_and_back(amount, currency):
    there = convert(Decimal(amount), "EUR", currency, DAY)
    assert there is not None
    back = convert(there[0], currency, "EUR", DAY)
    assert back is not None
    assert abs(back[0] - amount) <= Decimal("0.01") + Decimal("0.01") * max(1, amount // 10**6)


def test_one_currency_is_left_as_it_is():
    assert convert(Decimal("12.345"), "CLP", "CLP", DAY) == (Decimal("12.345"), DAY)
