"""Sentence boundaries: abbreviations, headings, bullets, quotes, captions."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import lexicon
from kg.errors import LexiconError
from kg.reader.sentences import split

CASES = [
    ("es", ["Se firmó ayer.", "¿Por cuánto?", "Nadie lo dijo."]),
    ("es", ["Compró Áridos Rial, S.A. por 2.500 M€.", "La venta se cerró."]),
    ("es", ["«No hay prisa.»", "El consejo espera."]),
    ("es", ['"¿Será suficiente?", dijo el Sr. Paz.', "Nadie contestó."]),
    ("es", ["Vale 3.500 millones.", "En 2026 valdrá más."]),
    ("en", ["The firm paid $4.5 billion.", "Harrow Inc. did not comment.", '"We wait."', "So it goes."]),
    ("en", ["John P. Marsh, of Harrow & Co., signed on Nov. 4 in Leeds.", "It runs to May."]),
]


@pytest.mark.parametrize(("language", "sentences"), CASES)
def test_prose(language, sentences):
    text = " ".join(sentences)
    assert [s.of(text) for s in split(text, language)] == sentences


def test_headings_bullets_and_captions_stand_alone():
    text = (
        "CLAVES DE LA OBRA\n· Plazo: 26 meses\n- Importe: 3,2 M€\n-\nAltos niveles\n[FOTO: El muelle. / A. Lorenzo]\n"
    )
    assert [s.of(text) for s in split(text, "es")] == [
        "CLAVES DE LA OBRA",
        "Plazo: 26 meses",
        "Importe: 3,2 M€",
        "Altos niveles",
        "[FOTO: El muelle. / A. Lorenzo]",
    ]


def test_a_wrapped_line_goes_on():
    text = "La constructora ha firmado con el puerto de la ciudad un contrato de\nobras por tres años.\nFin."
    assert len(split(text, "es")) == 2


def test_nothing_gives_nothing():
    assert split("", "en") == split(" \n -- \n", "en") == ()


def test_an_unknown_language_is_an_error():
    with pytest.raises(LexiconError, match="no such language"):
        split("Uma frase. Outra.", "xx")


@given(st.text(alphabet="aA.¡! \n'\"«»-3é", max_size=80), st.sampled_from(lexicon.languages()))
def test_sentences_are_ordered_apart_and_cover_every_word(text, language):
    spans = split(text, language)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    covered = {i for s in spans for i in range(s.start, s.end)}
    assert {m.start() for m in re.finditer(r"[^\W\d]", text)} <= covered


ROWS = [(code, row) for code in lexicon.languages() for row in lexicon.rows(code, "sentences", "abbreviation")]


@pytest.mark.parametrize(("language", "row"), ROWS, ids=lambda v: getattr(v, "name", v))
def test_abbreviations(language, row):
    for example in row.examples:
        assert len(split(example, language)) == 1, example
    for text in row.never:
        assert len(split(text, language)) == 2, text


@pytest.mark.parametrize("language", lexicon.languages())
def test_openers_end_a_company_form(language):
    for row in lexicon.rows(language, "sentences", "opener"):
        for example in row.examples:
            assert len(split(example, language)) == 2, example
