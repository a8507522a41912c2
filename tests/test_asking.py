"""``kg ask`` on a terminal: what is understood is said, and no rows are a sentence rather than an empty table."""

import market
import pytest

from kg.store import Dataset


@pytest.fixture
def ask(kg, tmp_path):
    told = market.teller()
    with Dataset(tmp_path / "kg") as data:
        data.rebuild(market.quads_of(market.world(told), told))
        data.publish()
    return lambda *words: kg("ask", *words)


@pytest.mark.parametrize(("language", "said"), [("es", "Nada en el grafo"), ("en", "Nothing in the graph")])
def test_no_rows_are_a_sentence(ask, language, said):
    code, out, err = ask("disagreements", "company=Telar", "--lang", language)
    assert (code, out) == (0, "")
    assert said in err


def test_no_rows_for_a_program_are_the_columns(ask):
    assert ask("disagreements", "company=Telar", "--format", "csv")[1].startswith("\ufeffgives;takes;about")
    assert ask("disagreements", "company=Telar", "--format", "json")[1] == "[]\n"


@pytest.mark.parametrize(
    ("words", "understood"),
    [
        ("¿Quién trabaja para Orbital AI?", "asked as: kg ask contracts company='Orbital AI'"),
        ("Tell me about circular financing around Orbital AI", "asked as: kg ask circular company='Orbital AI'"),
        ("Who supplies Nimbus?", "asked as: kg ask concentration direction='pays' company='Nimbus'"),
    ],
)
def test_plain_words_say_how_they_were_understood(ask, words, understood):
    code, _, err = ask(words)
    assert code == 0
    assert understood in err


def test_what_no_question_answers_is_said(ask):
    code, out, err = ask("¿Qué tiempo hace hoy?")
    assert (code, out) == (1, "")
    assert "no ready question answers" in err
