"""IRIs follow from records alone, and stand for one thing only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.iris import ID, KG, deal_iri, entity_iri, enum_of, id_of, kg, name_iri, name_key, part_iri, term_of
from kg.kinds import Kind, MentionKind, Per, Predicate, Qualifier, Role, Status

names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@given(names)
def test_an_id_comes_back_from_its_iri(name):
    assert id_of(entity_iri(name).value) == name


@given(names, names)
def test_two_names_have_two_iris(one, other):
    iris = {name_iri("a1", MentionKind.COMPANY, name).value for name in (one, other)}
    assert len(iris) == len({one, other})


@given(names)
def test_a_part_is_told_from_another_thing_of_the_same_text(name):
    """No id, whatever signs it holds, gives the IRI of another's part."""
    assert part_iri(deal_iri("d"), "amount", 1) != deal_iri(name)
    assert "/" not in deal_iri(name).value.removeprefix(f"{ID}deal/")


@pytest.mark.parametrize(
    ("member", "name"),
    [
        (Kind.SERVICE, "ServiceContract"),
        (Kind.OTHER_AGREEMENT, "OtherAgreement"),
        (Role.SPONSORED, "sponsored"),
        (Status.IN_NEGOTIATION, "InNegotiation"),
        (Qualifier.AT_LEAST, "AtLeast"),
        (Per.DAY, "PerDay"),
        (Predicate.OWNS_STAKE_IN, "ownsStakeIn"),
        (MentionKind.PERSON, "Person"),
    ],
)
def test_terms_and_members(member, name):
    assert term_of(member) == kg(name)
    assert enum_of(KG + name, type(member)) is member


@given(names)
def test_folding_twice_changes_nothing(name):
    assert name_key(name_key(name)) == name_key(name)


@pytest.mark.parametrize("written", ["Óscar  Peñas", "OSCAR PEÑAS", "óscar peñas "])
def test_names_that_differ_in_writing_only_have_one_key(written):
    assert name_key(written) == "oscar penas"
