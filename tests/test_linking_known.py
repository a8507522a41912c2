"""A user's own list of names: what it may say, what it may not, and how it joins the listed companies."""

import pytest

from kg import lexicon
from kg.errors import ConfigError
from kg.linking.known import Known, KnownNames, from_csv, listed, with_own
from kg.linking.names import parse
from kg.model import Identifier

LEI = "95980020140005308793"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nombre,lei\nNubarra,x\n", "list.csv:1: no column 'name'"),
        ("name,cif\nNubarra,B1\n", "list.csv:1: unknown column 'cif'"),
        ("name,lei\nNubarra,\n,\n", "list.csv:3: a row without a name"),
        ("name,lei\nNubarra,123\n", "list.csv:2: lei '123' is none"),
        ("name,isin\nNubarra,ES01\n", "list.csv:2: isin 'ES01' is none"),
        ("name,country\nNubarra,Spain\n", "list.csv:2: country 'SPAIN' is none"),
        ("name,watched\nNubarra,maybe\n", "list.csv:2: watched 'maybe' is none; it is yes or no"),
        (f'name,lei\n"Nubarra\nSur",{LEI}\nFaro,{LEI}\n', "list.csv:4: lei .* is that of list.csv:3"),
    ],
)
def test_a_mistake_is_named_with_its_line(text, said):
    with pytest.raises(ConfigError, match=said):
        from_csv(text, "list.csv")


def test_a_list_as_a_spreadsheet_writes_it():
    """Semicolons, a byte order mark, capitals in the head line, words for yes in both languages."""
    head, row = (
        "Name;Aliases;LEI;Country;Watched",
        "Nubarra;Nubarra Cloud | Nubarra Labs;9598 0020 1400 0530 8793;mx;Sí",
    )
    nubarra, faro = from_csv(f"\ufeff{head}\n{row}\nFaro;;;;no\n")
    assert nubarra == Known("Nubarra", ("Nubarra Cloud", "Nubarra Labs"), (Identifier("lei", LEI),), "MX", watched=True)
    assert faro == Known("Faro")


LISTED = (
    Known("Brisa Energía", identifiers=(Identifier("isin", "ES0000000001"), Identifier("ticker", "BRI")), country="ES"),
    Known("Lucero Bank", identifiers=(Identifier("isin", "GB0000000002"),), country="GB"),
)


@pytest.mark.parametrize(
    ("own", "joined"),
    [
        (Known("Brisa", ("Brisa Energía, S.A.",), watched=True), "ES0000000001"),
        (Known("La Brisa", identifiers=(Identifier("isin", "ES0000000001"),)), "ES0000000001"),
        (Known("Lucero Bank", country="MX"), None),
        (Known("Lucero Bank", identifiers=(Identifier("isin", "MX0000000009"),)), None),
        (Known("Otra"), None),
    ],
)
def test_what_both_lists_have_is_one(own, joined):
    """By identifier or by name, unless a register or a country says otherwise."""
    every = with_own([own], LISTED)
    assert every[0].name == own.name
    assert every[0].watched == own.watched
    assert len(every) == (2 if joined else 3)
    if joined:
        assert Identifier("isin", joined) in every[0].identifiers
        assert KnownNames(every).find(parse("Brisa Energía")) == every[0]


@pytest.mark.parametrize("row", lexicon.rows(lexicon.SHARED, "companies", "company"), ids=lambda row: row.name)
def test_a_company_of_several_names_is_found_by_each(row):
    """No two rows share a name, and none is that of another listed company."""
    names = KnownNames(listed())
    found = [names.find(parse(name)) for name in (row.name, *row.pattern.split("|"), *row.examples)]
    assert {known and known.name for known in found} == {row.name}
