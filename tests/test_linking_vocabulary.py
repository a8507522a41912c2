"""Every row of organisations' words, legal forms and acronyms says what its examples say."""

import pytest

from kg import lexicon
from kg.linking import vocabulary as v
from kg.linking.names import parse


def rows(topic, *sections):
    codes = lexicon.languages() if topic == "organisations" else (lexicon.SHARED,)
    found = [(c, section, row) for c in codes for section in sections for row in lexicon.rows(c, topic, section)]
    return [
        pytest.param(*([section] if sections[1:] else []), row, id=f"{c}-{section}-{row.name}")
        for c, section, row in found
    ]


@pytest.mark.parametrize(
    ("section", "row"),
    rows("organisations", "function", "relative", "common", "joint", "place", "trade", *v.CLASSES, "institution"),
)
def test_organisations(section, row):
    """An example's words are the row's; a whole name that is an institution is that one in every language."""
    forms = row.pattern.split("|")
    for example in row.examples:
        if section == "institution":
            assert v.institutions()[v.content(example)] == (row.name, row.fields["country"] or None)
            assert parse(example).key == f"={row.name}"
        else:
            assert " ".join(v.words(example)) in forms
    assert len(forms) == len(set(forms))
    assert all(form == v.fold(form) for form in forms)


@pytest.mark.parametrize("section", [*v.CLASSES, "place", "trade", "institution"])
def test_a_concept_has_one_name_in_all_languages(section):
    """What one language has words for, each other one has: 'Ministerio' and 'Ministry' must meet."""
    named = [{row.name for row in lexicon.rows(code, "organisations", section)} for code in lexicon.languages()]
    if section != "institution":
        assert all(names == named[0] for names in named)
    assert set.intersection(*named)


@pytest.mark.parametrize("row", rows("legal_forms", "legal_form"))
def test_legal_forms(row):
    """A form says nothing of which company it is: with and without it, a name is the same."""
    for example in row.examples:
        words = v.words(example)
        bare = v.without_legal_form(words)
        assert len(bare) < len(words)
        assert parse(example).key == parse(" ".join(bare)).key
    assert all(parse(f"Rial {form}").key == "rial" for form in row.fields["forms"])


@pytest.mark.parametrize("row", rows("acronyms", "acronym"))
def test_acronyms(row):
    """A ministry's acronym is made of concepts that organisations' words have."""
    known = set(v.topics().values()) | {concept for _, concept in v.concepts().values()}
    assert set(row.fields["concepts"]) <= known
    assert all(parse(example).kind == set(row.fields["concepts"]) for example in row.examples)
