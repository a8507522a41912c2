"""The amounts and dates of an article, each sentence read with its own language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from kg.model import Article, Duration, Span
from kg.reader.candidates import Sentence
from kg.values.dates import DateMention, find_dates
from kg.values.money import MoneyMention, find_money


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


M = TypeVar("M", MoneyMention, DateMention)


@dataclass(frozen=True, slots=True)
class Values:
    """The amounts, the dates and, apart from them, the durations of an article, each in the order of the text."""

    amounts: tuple[MoneyMention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    durations: tuple[DateMention, ...] = ()


def find_values(article: Article, sentences: Sequence[Sentence]) -> Values:
    """The values of an article; an amount's currency is decided by the whole text, a date's year by its publication."""

    def money(text: str, language: str) -> tuple[MoneyMention, ...]:
        return find_money(
            text, language, country=article.country, published=article.published, publisher=article.publisher
        )

    def calendar(text: str, language: str) -> tuple[DateMention, ...]:
        return find_dates(text, language, published=article.published)

    dates = _by_language(article, sentences, calendar)
    return Values(
        _by_language(article, sentences, money),
        tuple(d for d in dates if not _lasts(d)),
        tuple(d for d in dates if _lasts(d)),
    )


def _lasts(found: DateMention) -> bool:
    return found.kind == "duration" or isinstance(found.when, Duration)


def _by_language(
    article: Article, sentences: Sequence[Sentence], find: Callable[[str, str], tuple[M, ...]]
) -> tuple[M, ...]:
    """What is found in the article's language, and in the sentences of another language with theirs."""
    foreign = [s for s in sentences if s.language != article.language]
    found = [m for m in find(article.text, article.language) if not any(_inside(m, s.span) for s in foreign)]
    for sentence in foreign:
        at = sentence.span.start
        inside = find(sentence.span.of(article.text), sentence.language)
        found += [replace(m, start=m.start + at, end=m.end + at) for m in inside]
    return tuple(sorted(found, key=lambda m: (m.start, m.end)))


def _inside(found: _Placed, span: Span) -> bool:
    return span.start <= found.start < span.end
