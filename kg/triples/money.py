"""Amounts as nodes: bounds in units of the currency, and their value in euros and dollars at a day's reference rate."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pyoxigraph import NamedNode, Quad

from kg import rates
from kg.iris import TYPE, kg, term_of
from kg.model import Amount
from kg.triples.literals import Fact, day, describe, number, text

UNKNOWN = "XXX"
"""ISO 4217's code for no currency, where the text leaves it open."""

CONVERTED = ("EUR", "USD")
"""The currencies every amount is given in besides its own."""

_CENT = Decimal("0.01")


def amount_quads(node: NamedNode, graph: NamedNode, amount: Amount, on: date | None = None) -> Iterator[Quad]:
    """The amount as a node; with a day, also its value in euros and dollars where there is a rate of that day."""
    yield from describe(node, graph, _stated(amount))
    if on and amount.currency:
        yield from describe(node, graph, _converted(amount, amount.currency, on))


def in_dollars(amount: Amount, on: date | None) -> Decimal | None:
    """An amount in US dollars, its lower bound where it has one; None without a day or without a rate of that day.

    >>> in_dollars(Amount(None, Decimal(5), "USD"), date(2025, 11, 3))
    Decimal('5.00')
    """
    value = amount.high if amount.low is None else amount.low
    found = rates.convert(value, amount.currency, "USD", on) if on and amount.currency and value is not None else None
    return found[0].quantize(_CENT) if found else None


def _stated(amount: Amount) -> Iterator[Fact]:
    yield TYPE, kg("Amount")
    yield kg("low"), number(amount.low)
    yield kg("high"), number(amount.high)
    yield kg("value"), number(amount.low) if amount.low == amount.high else None
    yield kg("currency"), text(amount.currency or UNKNOWN)
    yield kg("qualifier"), term_of(amount.qualifier)
    yield kg("per"), term_of(amount.per) if amount.per else None


def _converted(amount: Amount, currency: str, on: date) -> Iterator[Fact]:
    for target in CONVERTED:
        for bound, value in (("Low", amount.low), ("High", amount.high)):
            found = None if value is None else rates.convert(value, currency, target, on)
            if found:
                yield kg(target.lower() + bound), number(found[0].quantize(_CENT))
                yield kg("rateDate"), day(found[1]) if target != currency else None
