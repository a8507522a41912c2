"""Numbers and lengths of time as a person reads them."""

from decimal import Decimal

from kg.lexicon import rows
from kg.model import Duration
from kg.values.calendar import from_iso

_GROUPED = 10_000


def number(value: Decimal | int) -> str:
    r"""A number with a space that does not break between thousands, as both languages may write it; no exponent.

    Four digits stand together: years are among them.

    >>> number(Decimal("4E+9")), number(Decimal("412.50")), number(2025), number(12500)
    ('4\xa0000\xa0000\xa0000', '412.5', '2025', '12\xa0500')
    """
    made = f"{value:,.0f}" if value == int(value) else f"{Decimal(value).normalize():,f}"
    return made.replace(",", "\xa0" if abs(value) >= _GROUPED else "")


def duration(iso: str, language: str) -> str:
    """A length of time in words; one without a number ('PXY', some years) as it is written.

    >>> duration("P7Y", "en"), duration("P1M", "en"), duration("P18M", "es"), duration("PXY", "en")
    ('7 years', '1 month', '18 meses', 'PXY')
    """
    length = from_iso(iso)
    if not isinstance(length, Duration) or length.count is None:
        return iso
    words = {row.name: row.pattern.split("|") for row in rows(language, "wording", "duration")}
    one, many = words[length.grain.value]
    return f"{length.count} {one if length.count == 1 else many}"
