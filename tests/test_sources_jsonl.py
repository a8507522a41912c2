"""JSON in the forms people have it in; a bad line is named and the others are read."""

import io
import json
from datetime import date

import pytest

from kg.errors import ArticleError
from kg.sources.draft import Draft, Skipped
from kg.sources.jsonl import drafts_of_json, drafts_of_lines, to_draft
from kg.sources.stream import Stream

ONE, TWO = {"id": "a", "text": "Una."}, {"text": "Dos."}


def drafts(data: str | bytes, read=drafts_of_json) -> list[Draft | Skipped]:
    return list(read(Stream(io.BytesIO(data.encode() if isinstance(data, str) else data)), "n"))


def test_every_key() -> None:
    told = {
        "id": 7,
        "text": "Una.",
        "title": "T",
        "url": "https://a.example",
        "publisher": "P",
        "country": "cl",
        "published": "2025-03-11T01:00:00Z",
        "language": "es",
        "companies": [{"name": "X"}],
        "other": None,
    }
    assert to_draft(told, "n", "2") == Draft(
        *("n", "Una.", "2", "7", "T", "https://a.example", "P", "CL"), date(2025, 3, 11), "es"
    )


def test_nulls_and_blanks_are_unknown() -> None:
    told = dict.fromkeys(["id", "title", "url", "publisher", "country", "published", "language"])
    assert to_draft(told | {"text": "x"}, "n") == Draft("n", "x")
    assert to_draft(dict.fromkeys(told, "") | {"text": "x"}, "n") == Draft("n", "x", title="", publisher="")


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ({"title": "x"}, "is no article: Object missing required field `text`"),
        ({"text": 3}, r"Expected `str`, got `int` - at `\$.text`"),
        ({"text": "x", "published": "ayer"}, "'published' is 'ayer'; give a date as 2025-03-11, or leave it out"),
        ({"text": "x", "published": 2025}, "published"),
        ({"text": "x", "country": "Chile"}, "'country' is 'Chile'; give two letters"),
        ("text", "Expected `object`, got `str`"),
        (None, "is no article"),
        ([], "is no article"),
    ],
)
def test_no_article(value: object, why: str) -> None:
    with pytest.raises(ArticleError, match=why):
        to_draft(value, "n")


@pytest.mark.parametrize(
    "data",
    [
        json.dumps(ONE) + "\n" + json.dumps(TWO),
        "\ufeff" + json.dumps(ONE) + "\r\n\r\n" + json.dumps(TWO) + "\r\n",
        json.dumps([ONE, TWO]),
        json.dumps([ONE, TWO], indent=1),
        "\n\n" + json.dumps([ONE, TWO], indent=None),
    ],
)
def test_several(data: str) -> None:
    assert [d.text for d in drafts(data)] == ["Una.", "Dos."]


@pytest.mark.parametrize("indent", [None, 1])
def test_one(indent: int | None) -> None:
    (draft,) = drafts(json.dumps(TWO, indent=indent))
    assert draft.text == "Dos."


def test_places() -> None:
    assert [d.where for d in drafts(json.dumps([ONE, 3]))] == ["1", "2"]
    assert [d.where for d in drafts("\n" + json.dumps(ONE) + "\n\n{", drafts_of_lines)] == ["2", "4"]
    assert [d.where for d in drafts(json.dumps(TWO, indent=2))] == [""]


def test_a_broken_first_line_leaves_the_others() -> None:
    bad, good = drafts('{"text": "x\n' + json.dumps(ONE) + "\n")
    assert str(bad).startswith("n:1: is not JSON: ")
    assert good.id == "a"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('{"text": "x"', "n:1: is not JSON: expecting ',' delimiter at column 13"),
        ("[" * 100_000, "n:1: is not JSON that can be read: maximum recursion depth"),
        ('{"text": ' + "9" * 5000 + "}", "n:1: is not JSON that can be read: Exceeds the limit"),
        ("nota", "n:1: is not JSON: expecting value at column 1"),
    ],
)
def test_broken_lines(line: str, why: str) -> None:
    (skipped,) = drafts(line, drafts_of_lines)
    assert str(skipped).startswith(why)


def test_a_broken_file_is_named_by_line() -> None:
    (skipped,) = drafts('{\n "text": "x",\n "id" 3\n}')
    assert str(skipped) == "n: is not JSON: expecting ':' delimiter at line 3 column 7"


def test_half_a_character() -> None:
    (draft,) = drafts('{"text": "\\ud83d"}')
    assert draft.text == "\ud83d"
