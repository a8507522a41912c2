"""The reader as a spaCy pipeline: factories by entry points, entities, extensions, displaCy, the other language."""

import subprocess
import sys

import pytest
import spacy
from spacy import displacy

import kg
from kg import lexicon
from kg.errors import LexiconError
from kg.kinds import Kind, Role
from kg.reader.readers import STAGES

ES = (
    "El 3 de noviembre de 2025 la constructora Norvia Energía, S.A. firmó con Rial Solar un contrato de suministro de "
    "gas por 3,2 millones de euros. Lucía Paz, consejera delegada de Norvia Energía, lo anunció en Burgos. "
    "La planta usa la marca Zumela."
)
EN = (
    "On November 3, 2025 Harrow Energy plc signed a supply contract with Rialto Gas for $3.2 million. "
    "Lucy Marsh, chief executive of Harrow Energy, announced it in Leeds. The plant uses the brand Zumela."
)


@pytest.fixture(scope="module")
def doc():
    return kg.nlp("es")(ES)


@pytest.mark.parametrize(("language", "text"), [("es", ES), ("en", EN)])
def test_entities_are_of_six_kinds(language, text):
    found = {(e.label_, e.text) for e in kg.nlp(language)(text).ents}
    assert {label for label, _ in found} == {"company", "person", "place", "product", "money", "date"}
    assert ("product", "Zumela") in found


def test_entities_lie_on_tokens(doc):
    found = {e.text: e.label_ for e in doc.ents}
    assert found["Norvia Energía, S.A."] == "company"
    assert found["3,2 millones de euros"] == "money"
    assert found["Burgos"] == "place"
    assert found["Lucía Paz"] == "person"


def test_values_and_deals_are_extensions(doc):
    (amount,) = doc._.values.amounts
    assert (amount.low, amount.currency) == (3_200_000, "EUR")
    assert [d.value for d in doc._.values.dates] == ["2025-11-03"]
    (claim,) = doc._.reading.claims
    assert claim.kind is Kind.SUPPLY
    assert {p.role for p in claim.parties} == {Role.PROVIDER, Role.CUSTOMER}
    assert len(doc._.structure.deals) == 1


def test_sentences_survive_abbreviations(doc):
    assert len(list(doc.sents)) == 3


def test_displacy_draws_it(doc):
    html = displacy.render(doc, style="ent", jupyter=False)
    assert "Rial Solar" in html
    assert "company" in html
    assert "money" in html


@pytest.mark.parametrize("reader", STAGES)
def test_the_stages_are_a_checked_chain(reader):
    nlp = kg.nlp("en", reader)
    assert tuple(nlp.pipe_names) == STAGES[reader]
    assert not any(nlp.analyze_pipes()["problems"].values())


@pytest.mark.parametrize("stage", sorted({s for stages in STAGES.values() for s in stages}))
def test_a_stage_stands_alone_by_its_entry_point(stage):
    """A program that never imports kg finds the factory; what comes before a stage and is missing is done by it."""
    code = f"import spacy; n = spacy.blank('es'); n.add_pipe({stage!r}); print(len(n({ES!r}).ents))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(told.stdout) >= (0 if stage == "kg_sentences" else 2)


def test_a_stage_joins_another_pipeline():
    nlp = spacy.blank("es")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("kg_values")
    assert [e.label_ for e in nlp("Pagó 3,2 millones de euros en mayo de 2025.").ents] == ["money", "date"]


def test_sentences_of_the_other_language_are_read_with_its_lexicon():
    """A quotation in English within a Spanish article: its months and amounts are English ones."""
    quoted = (
        "“We have signed a supply contract with Rialto Gas that is worth $3.2 million until March 2027,” said Marsh."
    )
    text = f"La empresa Norvia Energía calló ayer. {quoted} La obra sigue."
    doc = kg.nlp("es")(text)
    assert [s.language for s in doc._.sentences] == ["es", "en", "es"]
    assert [d.value for d in doc._.values.dates if text[d.start : d.end] == "March 2027"] == ["2027-03"]
    assert [int(a.low) for a in doc._.values.amounts] == [3_200_000]


def test_a_language_without_data_is_an_error():
    with pytest.raises(LexiconError, match="no language 'xx'"):
        kg.nlp("xx")


def test_every_language_has_a_pipeline():
    for language in lexicon.languages():
        assert kg.nlp(language)("").ents == ()
