"""Bytes become text only where it is certain how, and text has one form."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ArticleError
from kg.sources.characters import decode, normalise

SAID = "La compañía pagó 3 € — «según» fuentes"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_what_a_person_saved_is_read(codec: str) -> None:
    assert decode(SAID.encode(codec)) == SAID


def test_latin_1_is_a_part_of_it() -> None:
    assert decode("Telefónica compró Ñuble".encode("latin-1")) == "Telefónica compró Ñuble"


def test_a_page_may_declare_its_encoding() -> None:
    data = "Łódź zapłacił".encode("iso-8859-2")
    assert decode(data, "ISO-8859-2") == "Łódź zapłacił"
    with pytest.raises(ArticleError, match="iconv"):
        decode(data)


@pytest.mark.parametrize("declared", ["iso-8859-1", "latin1", "LATIN-1"])
def test_what_calls_itself_latin_1_is_windows_1252_on_the_web(declared: str) -> None:
    assert decode("10 €".encode("cp1252"), declared) == "10 €"


@pytest.mark.parametrize("declared", ["utf-8", "hex", "undefined", "klingon", "idna"])
def test_a_wrong_declaration_does_not_count(declared: str) -> None:
    assert decode(SAID.encode("cp1252"), declared) == SAID


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (SAID.encode() + b"\xff", "neither UTF-8 nor surely Windows-1252 .byte 48.; convert it with iconv"),
        (SAID.encode("mac-roman", "replace"), "neither UTF-8"),
        ("compañía número".encode("cp850"), "neither UTF-8"),
        ("Привет, мир".encode("cp1251"), "neither UTF-8"),
        (b"%PDF-1.7\n", "is a PDF file; save its text as .txt"),
        (b"PK\x03\x04\x14", "is a ZIP or Office file"),
        (b"\x1f\x8b\x08", "compressed; unpack it first"),
        (b"abc\x00def", "is no text: NUL byte at 3"),
        (b"\xff\xfeodd", "is not the utf-16"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(ArticleError, match=why):
        decode(data)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("uno\r\ndos\rtres\u2028cuatro\x0bcinco", "uno\ndos\ntres\ncuatro\ncinco"),
        ("uno\n\n\ndos", "uno\n\n\ndos"),
        ("con\ttrol\x00\x1b[31m", "con trol[31m"),
        ("pen\u0303a", "peña"),
        ("Tele\u00adfónica \u202eoculta\u200b", "Telefónica oculta"),
        ("roto \ud83d medio", "roto \ufffd medio"),
        ("1\u00a0200 y 1\u202f200", "1\u00a0200 y 1\u202f200"),
        ("familia 👩\u200d👧", "familia 👩\u200d👧"),
        ("  \n texto \n ", "texto"),
        ("\ufefftexto", "texto"),
        ("\n\t\r\n", ""),
    ],
)
def test_one_form(text: str, form: str) -> None:
    assert normalise(text) == form


@given(st.text(st.characters(codec=None)))
def test_the_form_is_final(text: str) -> None:
    form = normalise(text)
    assert normalise(form) == form
    assert unicodedata.is_normalized("NFC", form)
    assert form.encode("utf-8").decode("utf-8") == form
    assert "\r" not in form


def test_annotated_articles_are_in_it_already(shared) -> None:
    import json

    for path in sorted(shared.glob("corpora/*/*0.json")):
        text = json.loads(path.read_text(encoding="utf8"))["text"]
        assert normalise(text) == text, path
