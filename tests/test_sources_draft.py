"""What an input says of itself goes before what the user says, and nothing is guessed."""

from datetime import date

import pytest

from kg.errors import ArticleError
from kg.model import article_id
from kg.sources.draft import NOTHING_TOLD, Draft, Skipped, Told, day, finish


def spanish(_text: str) -> str:
    return "es"


def unsure(_text: str) -> None:
    return None


def test_what_is_not_known_stays_none() -> None:
    article = finish(Draft("nota.txt", "Una nota.\r\n"), NOTHING_TOLD, spanish)
    assert (article.key, article.text, article.language) == ("nota.txt", "Una nota.", "es")
    assert article.id == article_id("Una nota.", None, None)
    unknown = (article.title, article.url, article.publisher, article.country, article.published, article.retrieved)
    assert set(unknown) == {None}


def test_the_input_goes_before_the_user() -> None:
    told = Told(date(2025, 1, 1), "El Faro", "https://faro.example", "es", "ES")
    said = Draft("a", "A note.", "3", "x7", " Two\nlines ", "https://b.example", "Ledger", "GB", date(2024, 2, 2), "en")
    mute = finish(Draft("a", "Una nota.", where="3"), told, unsure)
    assert (mute.published, mute.publisher, mute.url, mute.language, mute.country, mute.key) == (
        *(told.published, told.publisher, told.url, told.language, told.country),
        "a:3",
    )
    loud = finish(said, told, unsure)
    assert (loud.published, loud.publisher, loud.url, loud.language, loud.country, loud.key, loud.title) == (
        *(said.published, said.publisher, said.url, "en", "GB"),
        *("x7", "Two lines"),
    )


@pytest.mark.parametrize(
    ("draft", "told", "language"),
    [
        (Draft("a", "x", language="es-MX"), NOTHING_TOLD, "es"),
        (Draft("a", "x", language="EN_us"), NOTHING_TOLD, "en"),
        (Draft("a", "x", lang="es"), NOTHING_TOLD, "es"),
        (Draft("a", "x", lang="fr"), Told(language="en"), "en"),
    ],
)
def test_language_stated(draft: Draft, told: Told, language: str) -> None:
    assert finish(draft, told, unsure).language == language


def test_the_text_goes_before_the_mark_up() -> None:
    assert finish(Draft("a", "x", lang="en"), NOTHING_TOLD, spanish).language == "es"


@pytest.mark.parametrize(
    ("draft", "detect", "why"),
    [
        (Draft("a", " \r\n\x00"), spanish, "is empty"),
        (Draft("a", "x"), unsure, r"cannot be told; say it with --language \(en or es\)"),
        (Draft("a", "x"), lambda _: "pt", "is written in 'pt'; en and es are read"),
        (Draft("a", "x", language="French"), spanish, "is written in 'French'"),
    ],
)
def test_skipped(draft: Draft, detect, why: str) -> None:
    with pytest.raises(ArticleError, match=why):
        finish(draft, NOTHING_TOLD, detect)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("2025-03-11", date(2025, 3, 11)),
        ("2025-03-11 08:42", date(2025, 3, 11)),
        ("2025-03-11T23:59:00-06:00", date(2025, 3, 11)),
        ("2025-03-11T23:59:00.123Z", date(2025, 3, 11)),
        ("2025-02-30", None),
        ("11/03/2025", None),
        ("2025", None),
        ("", None),
    ],
)
def test_days(said: str, found: date | None) -> None:
    assert day(said) == found


def test_one_line_for_the_user() -> None:
    assert str(Skipped("a.txt", "", "is empty")) == "a.txt: is empty"
