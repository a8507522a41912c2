"""Who says it: the rows of ``attribution.toml``, and readings that name who says so."""

import re

import pytest

from kg import lexicon
from kg.model import Article, Span
from kg.reader.attribution import says
from kg.reading import read

ROWS = [
    pytest.param(code, row, id=f"{code}-{row.name}")
    for code in lexicon.languages()
    for row in lexicon.rows(code, "attribution", "speaker")
]


def named(example: str) -> tuple[str, Span]:
    match = re.search(r"\{(.*)\}", example)
    assert match is not None
    return example.replace("{", "").replace("}", ""), Span(match.start(), match.end() - 2)


@pytest.mark.parametrize(("language", "row"), ROWS)
def test_each_row_knows_its_examples(language: str, row: lexicon.Row) -> None:
    for example in row.examples:
        text, name = named(example)
        assert says(text, Span(0, len(text)), name, language), example
    for example in row.never:
        text, name = named(example)
        assert not says(text, Span(0, len(text)), name, language), example


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        (
            "es",
            "Norvia Energía, S.A. anunció que compró Rial Solar, S.L. por 3 millones de euros.",
            "Norvia Energía, S.A.",
        ),
        ("es", "Norvia Energía, S.A. compró Rial Solar, S.L. por 3 millones de euros.", None),
        ("en", "According to Norvia Energy plc, it acquired Rial Solar Ltd for £3 million.", "Norvia Energy plc"),
        ("en", "Norvia Energy plc acquired Rial Solar Ltd for £3 million.", None),
    ],
)
def test_a_claim_says_who_says_so(language: str, text: str, speaker: str | None) -> None:
    (claim,) = read(Article("a1", "a1", text, language), "rules").claims
    assert claim.said_by == speaker
