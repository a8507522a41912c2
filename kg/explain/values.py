"""How the amounts and dates of a claim were normalised: the words, what they came to, and what decided it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kg.model import Article, Span
from kg.values.dates import DateMention, find_dates
from kg.values.money import MoneyMention, find_money
from kg.wording import number


@dataclass(frozen=True, slots=True)
class Stated:
    """What a claim says: its amount's bounds and currency, and its dates and duration in ISO form by name."""

    low: Decimal | None
    high: Decimal | None
    currency: str | None
    dates: tuple[tuple[str, str], ...]


def money_lines(article: Article, sentence: Span, stated: Stated) -> Iterator[str]:
    r"""The words that an amount was read from.

    >>> article = Article("a", "a", "Pagó 3 millones de euros a Rial.", "es")
    >>> list(money_lines(article, Span(0, 32), Stated(Decimal(3000000), Decimal(3000000), "EUR", ())))
    ['«3 millones de euros» [5, 24) → 3\xa0000\xa0000 EUR; currency: stated']
    """
    if stated.low is None and stated.high is None:
        return
    found = find_money(
        article.text,
        article.language,
        country=article.country,
        published=article.published,
        publisher=article.publisher,
    )
    same = [m for m in found if (m.low, m.high, m.currency) == (stated.low, stated.high, stated.currency)]
    nearest = sorted(same, key=lambda m: _far(m, sentence))[:1]
    yield from (money_line(article.text, mention) for mention in nearest)


def money_line(text: str, mention: MoneyMention) -> str:
    """One amount: its words, its value, what decided its currency, what looks wrong."""
    sharp = "" if mention.qualifier == "exact" else f" ({mention.qualifier})"
    per = f" per {mention.per}" if mention.per else ""
    flag = f"; doubtful: {mention.flag}" if mention.flag else ""
    value = f"{bounds(mention.low, mention.high)} {mention.currency or '?'}{per}{sharp}"
    return f"{_place(text, mention)} → {value}; currency: {mention.decided_by or 'left open'}{flag}"


def date_lines(article: Article, sentence: Span, stated: Stated) -> Iterator[str]:
    """The words that each date and the duration were read from.

    >>> article = Article("a", "a", "Lo firmó el lunes.", "es", published=date(2025, 11, 5))
    >>> list(date_lines(article, Span(0, 18), Stated(None, None, None, (("signed", "2025-11-03"),))))
    ['«el lunes» [9, 17) → signed 2025-11-03; decided by: publication on 2025-11-05']
    """
    for name, iso in stated.dates:
        same = [m for m in dates_of(article) if m[0].value and iso in (m[0].value, *m[0].value.split("/"))]
        for mention, relative in sorted(same, key=lambda m: _far(m[0], sentence))[:1]:
            value = date_value(mention, article.published if relative else None, iso)
            yield f"{_place(article.text, mention)} → {name} {value}"


def dates_of(article: Article) -> Iterator[tuple[DateMention, bool]]:
    """The dates of an article, and whether the day of publication is needed to tell each."""
    alone = {m.start: m.value for m in find_dates(article.text, article.language)}
    for mention in find_dates(article.text, article.language, published=article.published):
        yield mention, alone.get(mention.start) != mention.value


def date_value(mention: DateMention, published: date | None = None, iso: str | None = None) -> str:
    """A date's value and what decided it: its words, the text around it, or a day of publication that is given."""
    decided = f"publication on {published}" if published else str(mention.decided)
    return f"{iso or mention.value or 'no value'}; decided by: {decided}"


def bounds(low: Decimal | None, high: Decimal | None) -> str:
    """A sum or the two it lies between.

    >>> bounds(Decimal("4000"), None), bounds(Decimal(5), Decimal(5)), bounds(Decimal(1), Decimal("2.50"))
    ('4000 or more', '5', '1 to 2.5')
    """
    if low == high and low is not None:
        return number(low)
    if high is None:
        return f"{number(low)} or more" if low is not None else ""
    return f"up to {number(high)}" if low is None else f"{number(low)} to {number(high)}"


def _place(text: str, mention: MoneyMention | DateMention) -> str:
    return f"«{text[mention.start : mention.end]}» [{mention.start}, {mention.end})"


def _far(mention: MoneyMention | DateMention, sentence: Span) -> tuple[int, int]:
    """How far from a sentence something stands, nothing inside it; of the equally far the first comes first."""
    return max(sentence.start - mention.start, mention.end - sentence.end, 0), mention.start
