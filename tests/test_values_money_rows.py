"""Every row of ``kg/lang/*/money.toml`` and of the shared currencies is read as its examples say."""

import pytest

from kg.lexicon import languages, rows, table
from kg.model import Per, Qualifier
from kg.values import find_money
from kg.values.countries import countries, countries_in
from kg.values.tokens import tokenize


def _rows(section):
    return [
        pytest.param(code, row, id=f"{code}-{row.name}") for code in languages() for row in rows(code, "money", section)
    ]


@pytest.mark.parametrize(("language", "row"), _rows("unit"))
def test_every_unit_is_read_and_its_nevers_are_not(language, row):
    for example in row.examples:
        (mention,) = find_money(example, language)
        assert mention.currency in (None, *row.fields.get("currencies", ()), row.fields.get("currency"))
    assert all(not find_money(never, language) for never in row.never)


@pytest.mark.parametrize(
    ("language", "row"),
    [
        p
        for s in ("abbreviation", "custom", "range", "financial", "elision_part", "bare", "per_before")
        for p in _rows(s)
    ],
)
def test_every_example_of_these_rows_holds_money(language, row):
    assert all(find_money(example, language) for example in row.examples)


@pytest.mark.parametrize(("language", "row"), _rows("qualifier") + _rows("qualifier_after"))
def test_every_qualifier_qualifies(language, row):
    for phrase in row.pattern.split("|"):
        text = f"{phrase} 40 euros" if row in rows(language, "money", "qualifier") else f"40 euros {phrase}"
        if phrase[0] in "-+":
            text = text.replace(f" {phrase}", phrase) if phrase in text.split("euros")[1] else text
        (mention,) = find_money(text, language)
        assert mention.qualifier == Qualifier(row.fields.get("qualifier", row.name)), phrase


@pytest.mark.parametrize(("language", "row"), _rows("per"))
def test_every_per_is_read(language, row):
    for phrase in row.pattern.split("|"):
        (mention,) = find_money(f"40 euros{'' if phrase[0] in '-/' else ' '}{phrase}", language)
        assert mention.per == (None if row.fields.get("total") else Per(row.fields.get("per", row.name))), phrase


@pytest.mark.parametrize(("language", "row"), _rows("price") + _rows("per_noun"))
def test_what_tells_the_price_of_one_thing(language, row):
    assert all([m.per for m in find_money(text, language)] == [Per.UNIT] for text in row.examples)
    assert all(Per.UNIT not in [m.per for m in find_money(text, language)] for text in row.never)


@pytest.mark.parametrize(("language", "row"), _rows("share"))
def test_what_tells_the_price_of_a_share(language, row):
    assert all([m.per for m in find_money(text, language)] == [Per.SHARE] for text in row.examples)
    assert all(Per.SHARE not in [m.per for m in find_money(text, language)] for text in row.never)


@pytest.mark.parametrize(("language", "row"), _rows("no_unit"))
def test_what_only_looks_like_a_unit(language, row):
    assert all(not find_money(text, language) for text in row.examples)


@pytest.mark.parametrize(("language", "row"), _rows("elision") + _rows("elision_link"))
def test_every_elision_is_read_and_its_nevers_are_not(language, row):
    assert all(len(find_money(example, language)) == 2 for example in row.examples)
    assert all(len(find_money(never, language)) == 1 for never in row.never)


@pytest.mark.parametrize(("language", "row"), _rows("movement"))
def test_a_change_is_two_amounts_and_a_range_is_one(language, row):
    assert all(len(find_money(example, language)) == 2 for example in row.examples)
    assert all(len(find_money(never, language)) == 1 for never in row.never)


@pytest.mark.parametrize(("language", "row"), _rows("negation") + _rows("rate") + _rows("counted"))
def test_these_rows_say_that_there_is_no_money(language, row):
    assert all(not find_money(example, language) for example in row.examples)
    assert all(find_money(never, language) for never in row.never)


@pytest.mark.parametrize("row", [pytest.param(r, id=r.name) for r in rows("shared", "currencies", "currency")])
def test_every_sign_and_code_means_its_currency(row):
    for sign in (*row.fields["signs"], *row.fields["codes"]):
        for language in languages():
            assert [m.currency for m in find_money(f"por {sign} 40", language)] == [row.name], sign


@pytest.mark.parametrize("row", [pytest.param(r, id=r.name) for r in rows("shared", "currencies", "shared_sign")])
def test_every_shared_sign_is_money_of_its_currencies(row):
    for example in row.examples:
        (mention,) = find_money(example, "es")
        assert mention.currency in (None, *row.fields["currencies"])


@pytest.mark.parametrize("row", [pytest.param(r, id=r.name) for r in rows("shared", "countries", "country")])
def test_every_country_is_found_by_its_names(row):
    assert countries()[row.name].currency == row.fields["currency"]
    for name in (*row.examples, *row.fields["names"], *row.fields["places"]):
        assert row.name in countries_in(tokenize(f"está en {name}.")), name


def test_languages_have_the_same_sections():
    assert len({tuple(sorted(table(code, "money"))) for code in languages()}) == 1
