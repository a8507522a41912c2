"""Articles and judgements to rows and back, and two tellings of one article joined."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any

from kg.kinds import Verdict
from kg.model import Article, Judgement

_FIELDS = tuple(field.name for field in fields(Article))
_READ_ANEW = ("text", "language", "title", "country", "published")
_UNDATED = "~"  # sorts after every day


def to_row(article: Article) -> tuple[str | None, ...]:
    """The row of an article that says when it was fetched."""
    told = {name: getattr(article, name) for name in _FIELDS}
    return tuple((told | {"published": day(article), "retrieved": told["retrieved"].isoformat()}).values())


def day(article: Article) -> str:
    """The day of publication as it is sorted by: the undated come last.

    >>> day(Article("a1", "a.txt", "Nota.", "es", published=date(2025, 3, 11))) < day(Article("a2", "b", "Nota", "es"))
    True
    """
    return article.published.isoformat() if article.published else _UNDATED


def from_row(row: Sequence[Any]) -> Article:
    """The article of a row."""
    told = dict(zip(_FIELDS, row, strict=True))
    published = None if told["published"] == _UNDATED else date.fromisoformat(told["published"])
    return Article(**told | {"published": published, "retrieved": datetime.fromisoformat(told["retrieved"])})


def to_judgement(row: tuple[Any, ...]) -> Judgement:
    """The judgement of a row."""
    left, right, verdict, by, at = row
    return Judgement(left, right, Verdict(verdict), by, datetime.fromisoformat(at))


def joined(one: Article, other: Article) -> Article:
    """Two tellings of one article as one: what is known before what is not, else the lesser; either order gives it.

    >>> joined(Article("a1", "b.txt", "Nota.", "es", title="T"), Article("a1", "a.txt", "Nota.", "es", country="CL"))
    Article(id='a1', key='a.txt', text='Nota.', language='es', title='T', ..., country='CL', ...)
    """
    pairs = {name: (getattr(one, name), getattr(other, name)) for name in _FIELDS}
    told: dict[str, Any] = {name: min((v for v in pair if v is not None), default=None) for name, pair in pairs.items()}
    return Article(**told)


def reads_anew(old: Article | None, new: Article) -> bool:
    """Whether a reading of the one does not hold for the other: its values may hang on what changed.

    >>> nota = Article("a1", "b.txt", "Nota.", "es")
    >>> reads_anew(nota, Article("a1", "a.txt", "Nota.", "es")), reads_anew(None, nota)
    (False, True)
    """
    return any(getattr(old, name, None) != getattr(new, name) for name in _READ_ANEW)


def utc(moment: datetime) -> datetime:
    """A moment in UTC; one without a zone is taken to be in it.

    >>> utc(datetime.fromisoformat("2025-03-11T09:00+01:00")) == utc(datetime.fromisoformat("2025-03-11T08:00"))
    True
    """
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
