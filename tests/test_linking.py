"""Linking: one node a company, one deal, and a world that does not depend on the order of articles."""

import json
import random
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from told_stories import STORIES, record

from kg import gold, lexicon, linking
from kg.kinds import Verdict
from kg.linking.incremental import Linker
from kg.linking.index import Memory
from kg.linking.judgements import from_tsv, to_tsv
from kg.linking.kept import kept_world
from kg.linking.known import Known, from_csv
from kg.linking.likeness import likeness
from kg.linking.names import parse
from kg.model import Judgement


@pytest.fixture(scope="module")
def pairs(root: Path):
    files = sorted((root / "corpora/samples-gold").glob("*.json"))
    return [gold.from_record(json.loads(file.read_text(encoding="utf8"))) for file in files]


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 999))
def test_the_order_of_articles_changes_nothing(pairs, seed):
    """Linked at once in any order, or article by article, the entities and deals are the same."""
    shuffled = random.Random(seed).sample(pairs, len(pairs))
    world = linking.link(pairs, known=())
    assert linking.link(shuffled, known=()) == world
    held = {}
    linker = Linker(Memory(), held.get, known=())
    entities, deals = {}, {}
    for article, reading in shuffled:
        held[article.id] = (article, reading)
        update = linker.update([article.id])
        for records, kept in (("entities", entities), ("deals", deals)):
            for old in getattr(update.before, records):
                kept.pop(old.id, None)
            kept.update((new.id, new) for new in getattr(update.after, records))
    assert entities == {e.id: e for e in world.entities}
    assert deals == {d.id: d for d in world.deals}


@settings(max_examples=3, deadline=None)
@given(seed=st.integers(0, 999))
def test_articles_that_go_leave_the_world_of_the_others(seed):
    """After articles came and some went, what linking keeps is what the others give from scratch, doubts included."""
    chance = random.Random(seed)
    told = [gold.from_record(record(piece)) for story in STORIES for piece in story.pieces]
    chance.shuffle(told)
    held, links = {}, Memory()
    linker = Linker(links, held.get, known=())
    for at in range(0, len(told), 7):
        some = {article.id: (article, reading) for article, reading in told[at : at + 7]}
        held |= some
        linker.update(some)
    for gone in chance.sample(sorted(held), 8):
        del held[gone]
        linker.update([gone])
    assert kept_world(links) == linking.link(held.values(), known=())


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Hoteles Brisa", "Brisa Hotels", True),
        ("Ministerio de Salud", "Health Ministry", True),
        ("BEI", "European Investment Bank", True),
        ("Faro Energy Group", "Faro", True),
        ("Banco Lucero", "Government of Lucero", False),
        ("IDB Invest", "Banco Interamericano de Desarrollo", False),
    ],
)
def test_names(one, other, alike):
    assert bool(likeness(parse(one), parse(other))) is alike
    assert likeness(parse(one), parse(other)) == likeness(parse(other), parse(one))


def test_judgements_survive_tsv():
    said = (Judgement("A", "B", Verdict.SAME, "ana", datetime(2025, 1, 1)),)  # noqa: DTZ001
    assert from_tsv(to_tsv(said)) == said


def test_a_judgement_keeps_a_claim_out(pairs):
    world = linking.link(pairs, known=())
    key = world.deals[0].id.removeprefix("deal-")
    wrong = Judgement(key, "", Verdict.WRONG, "ana", datetime(2025, 1, 1))  # noqa: DTZ001
    after = linking.link(pairs, [wrong], known=())
    assert world.deals[0].id not in {d.id for d in after.deals}
    assert linking.diff(world, after)


def test_a_known_name_brings_its_identifier(pairs):
    known = from_csv("name;lei;watched\nNubarra;95980020140005308793;yes\n")
    assert isinstance(known[0], Known)
    found = [e for e in linking.link(pairs, known=known).entities if e.watched]
    assert [e.id for e in found] == ["company-lei-95980020140005308793"]


@pytest.mark.parametrize("code", lexicon.languages())
def test_amendment_rows(code):
    import re

    from kg.linking.vocabulary import fold

    for row in lexicon.rows(code, "amendments", "change"):
        pattern = re.compile(rf"\b(?:{row.pattern})")
        assert all(pattern.search(fold(example)) for example in row.examples), row.name
        assert not any(pattern.search(fold(text)) for text in row.never), row.name


def companies_alone(id_: str, day: int, text: str, companies: list[list[str]]) -> dict[str, object]:
    """An article with companies alone, each by its names."""
    return {
        "id": id_,
        "language": "es",
        "title": None,
        "published": f"2025-03-0{day}",
        "text": text,
        "companies": [{"name": names[0], "aliases": names} for names in companies],
        "people": [],
        "deals": [],
        "other_relations": [],
    }


@pytest.mark.parametrize(("called", "entities"), [("La antigua Cauce", 1), ("Cauce", 2)])
def test_two_names_that_articles_tell_apart_are_one_where_each_says_that_one_is_a_former_name(called, entities):
    """One article tells of the renaming; the readings of two others took both names for companies."""
    told = [("Desde hoy Cauce pasa a llamarse Altamar.", [["Altamar", "Cauce"]])]
    told += [(f"{called} vende barcos, dijo Altamar en {town}.", [["Altamar"], ["Cauce"]]) for town in ("Vigo", "Lugo")]
    records = [companies_alone(f"renamed_{at}", at, *each) for at, each in enumerate(told, 1)]
    world = linking.link(map(gold.from_record, records), known=())
    assert len(world.entities) == entities


def test_a_full_name_that_a_renamed_company_also_has_does_not_part_it_from_its_former_one():
    """'Altamar Energía' and 'Cauce del Norte' share no word, yet both are what Altamar is known as."""
    told = [
        ("Altamar Energía, o Altamar, vende barcos en Vigo.", [["Altamar Energía", "Altamar"]]),
        ("Altamar vende barcos en Vigo.", [["Altamar"]]),
        ("Cauce del Norte compra barcos en Lugo.", [["Cauce del Norte"]]),
    ]
    records = [companies_alone(f"known_{at}", at, *each) for at, each in enumerate(told, 1)]
    known = [Known("Altamar", ("Cauce del Norte",))]
    for some, entities in ((known, 1), ([], 2)):
        assert len(linking.link(map(gold.from_record, records), known=some).entities) == entities
