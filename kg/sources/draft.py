"""What one input says of itself, and how it becomes an :class:`~kg.model.Article` or is skipped by name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from kg.errors import ArticleError
from kg.lexicon import languages
from kg.model import Article, article_id
from kg.sources.characters import normalise

Detect = Callable[[str], str | None]
"""The code of the language that a text is written in, None where it cannot be told."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the user says of inputs that cannot tell it themselves; what an input says goes before it."""

    published: date | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    country: str | None = None


NOTHING_TOLD = Told()


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that gave no article: its name, the place in it ('' for the whole, else a line or item), and why.

    >>> str(Skipped("news.jsonl", "3", "is not JSON"))
    'news.jsonl:3: is not JSON'
    """

    what: str
    where: str
    why: str

    def __str__(self) -> str:
        return ": ".join((f"{self.what}:{self.where}" if self.where else self.what, self.why))


@dataclass(frozen=True, slots=True)
class Draft:
    """What an input says of itself. ``what`` and ``where`` as in :class:`Skipped`; ``id`` only where it states one.

    ``lang`` is what a page is marked up as: weaker than what its text shows, better than nothing.
    """

    what: str
    text: str
    where: str = ""
    id: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    country: str | None = None
    published: date | None = None
    language: str | None = None
    lang: str | None = None


def finish(draft: Draft, told: Told, detect: Detect) -> Article:
    """The article that a draft makes.

    Raises:
        ArticleError: it has no text, or is in a language that is not read.
    """
    text = normalise(draft.text)
    if not text:
        raise ArticleError("is empty: there is no text to read")
    url = draft.url or told.url
    publisher = line_of(draft.publisher or told.publisher)
    return Article(
        id=article_id(text, publisher, url),
        key=draft.id or (f"{draft.what}:{draft.where}" if draft.where else draft.what),
        text=text,
        language=_language(draft, text, told, detect),
        title=line_of(draft.title),
        url=url,
        publisher=publisher,
        country=draft.country or told.country,
        published=draft.published or told.published,
    )


def _language(draft: Draft, text: str, told: Told, detect: Detect) -> str:
    read = languages()
    found = draft.language or told.language or detect(text) or draft.lang
    if found is None:
        raise ArticleError(f"its language cannot be told; say it with --language ({' or '.join(read)})")
    code = found.replace("_", "-").split("-")[0].lower()
    if code not in read:
        raise ArticleError(f"is written in {found!r}; {' and '.join(read)} are read")
    return code


def line_of(text: str | None) -> str | None:
    r"""A title or a name on one line, None where nothing is left of it.

    >>> line_of(" Obra en\n Vigo "), line_of(" ")
    ('Obra en Vigo', None)
    """
    return " ".join(normalise(text or "").split()) or None


def day(said: str) -> date | None:
    """The day of a date or time in ISO 8601, as stated where it was published; None for anything else.

    >>> day("2025-03-11T23:30:00Z"), day("2025/03/11"), day("ayer")
    (datetime.date(2025, 3, 11), datetime.date(2025, 3, 11), None)
    """
    try:
        return datetime.fromisoformat(said.strip().replace("/", "-")).date()
    except ValueError:
        return None
