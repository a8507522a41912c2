"""Numbers and lengths of time as a person reads them."""

from decimal import Decimal

import pytest

from kg.lexicon import languages, rows
from kg.wording import duration, number


@pytest.mark.parametrize(
    ("iso", "en", "es"),
    [
        ("P1Y", "1 year", "1 año"),
        ("P15Y", "15 years", "15 años"),
        ("P2Y2M", "2 years and 2 months", "2 años y 2 meses"),
        ("P2W", "2 weeks", "2 semanas"),
        ("P1D", "1 day", "1 día"),
        ("P0D", "0 days", "0 días"),
        ("PXM", "PXM", "PXM"),
    ],
)
def test_lengths(iso: str, en: str, es: str) -> None:
    assert (duration(iso, "en"), duration(iso, "es")) == (en, es)


@pytest.mark.parametrize("language", languages())
def test_every_unit_has_one_and_many(language: str) -> None:
    for row in rows(language, "wording", "duration"):
        one, many = row.pattern.split("|")
        assert all(example.split()[-1] in {one, many} for example in row.examples)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (9999, "9999"), (10000, "10\xa0000"), (Decimal("-25000.50"), "-25\xa0000.5"), (Decimal("1E+3"), "1000")],
)
def test_numbers(value: Decimal | int, shown: str) -> None:
    assert number(value) == shown
