"""Numbers, lengths of time and empty answers as a person reads them."""

import re
from decimal import Decimal

from kg.lexicon import rows

_LENGTH = re.compile(r"P(?=\d)(?:(?P<year>\d+)Y)?(?:(?P<month>\d+)M)?(?:(?P<week>\d+)W)?(?:(?P<day>\d+)D)?")
_GROUPED = 10_000


def number(value: Decimal | int) -> str:
    r"""A number with a space that does not break between thousands, as both languages may write it; no exponent.

    Four digits stand together: years are among them.

    >>> number(Decimal("4E+9")), number(Decimal("412.50")), number(2025), number(12500)
    ('4\xa0000\xa0000\xa0000', '412.5', '2025', '12\xa0500')
    """
    made = f"{value:,.0f}" if value == int(value) else f"{Decimal(value).normalize():,f}"
    return made.replace(",", "\xa0" if abs(Decimal(value)) >= _GROUPED else "")


def duration(iso: str, language: str) -> str:
    """A length of time in words, years and months joined; one without a number (some years) as it is written.

    >>> duration("P7Y", "en"), duration("P1M", "en"), duration("P1Y6M", "es"), duration("PXY", "en")
    ('7 years', '1 month', '1 año y 6 meses', 'PXY')
    """
    found = _LENGTH.fullmatch(iso)
    if not found:
        return iso
    words = {row.name: row.pattern.split("|") for row in rows(language, "wording", "duration")}
    counts = {unit: int(count) for unit, count in found.groupdict().items() if count}
    joining = f" {rows(language, 'wording', 'joining')[0].pattern} "
    return joining.join(f"{count} {words[unit][count != 1]}" for unit, count in counts.items())


def no_rows(language: str) -> str:
    """What is said where a question has no answer.

    >>> no_rows("en")
    'Nothing in the graph answers this.'
    """
    return rows(language, "wording", "empty")[0].pattern
