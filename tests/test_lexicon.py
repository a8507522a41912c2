"""Language data is well formed, and every language has the same."""

import itertools

import pytest

from kg import lexicon
from kg.errors import LexiconError

LANGUAGES = lexicon.languages()
FILES = [(code, topic) for code in (*LANGUAGES, lexicon.SHARED) for topic in lexicon.topics(code)]


def test_every_language_has_the_same_topics():
    assert {lexicon.topics(code) for code in LANGUAGES} == {lexicon.topics("es")}


@pytest.mark.parametrize("topic", lexicon.topics("es"))
def test_every_language_has_the_same_sections(topic):
    assert {frozenset(lexicon.table(code, topic)) for code in LANGUAGES} == {frozenset(lexicon.table("es", topic))}


@pytest.mark.parametrize(("code", "topic"), FILES)
def test_rows_are_named_once_and_have_examples(code, topic):
    for rows in lexicon.table(code, topic).values():
        assert rows
        assert all(row.examples for row in rows)


def test_a_topic_that_is_not_there_is_named_with_its_file():
    with pytest.raises(LexiconError, match=r"kg/lang/es/nothing\.toml: no such language data"):
        lexicon.table("es", "nothing")


def test_a_section_that_is_not_there_is_named_with_its_file():
    with pytest.raises(LexiconError, match=r"kg/lang/es/\w+\.toml: no section \[\[nothing\]\]"):
        lexicon.rows("es", lexicon.topics("es")[0], "nothing")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[[a]]\nexamples=['x']", "no name"),
        ("[[a]]\nname='n'", "no examples"),
        ("[[a]]\nname='n'\nexamples=['x']\n" * 2, "two rows are named 'n'"),
        ("[[a", "Expected"),
    ],
)
def test_a_bad_row_is_named_with_file_and_section(tmp_path, monkeypatch, text, what):
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "topic.toml").write_text(text, "utf8")
    monkeypatch.setattr(lexicon, "_root", lambda: tmp_path)
    lexicon.table.cache_clear()
    with pytest.raises(LexiconError, match=rf"kg/lang/xx/topic\.toml.*{what}"):
        lexicon.table("xx", "topic")
    lexicon.table.cache_clear()


def test_languages_differ_in_data_only(root):
    """No module compares a language code."""
    for path in itertools.chain(root.glob("kg/*.py"), root.glob("kg/*/*.py")):
        text = path.read_text("utf8")
        for code in LANGUAGES:
            assert f'== "{code}"' not in text, path
            assert f'!= "{code}"' not in text, path
