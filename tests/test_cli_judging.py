"""Judging as a user does it: review, same, different, wrong, name, undo, export, import, diff."""

import json

import pytest
from told_stories import STORIES, record

from kg import gold, pipeline
from kg.archive import open_archive
from kg.pipeline import upkeep

TOLD = [gold.from_record(record(piece)) for story in STORIES for piece in story.pieces]
DOUBTFUL = ("Ironvale Mining", "Ironvale")


@pytest.fixture
def kg(kg, tmp_path):
    """Run a command on a data folder in which the stories lie."""
    with open_archive(tmp_path / "kg", write=True) as archive:
        for article, reading in TOLD:
            archive.add(article)
            archive.keep(reading)
        upkeep.refresh(archive, tmp_path / "kg")
    return kg


def world(kg):
    return json.loads(kg("link")[1])


def names(kg):
    return {e["name"] for e in world(kg)["entities"]}


def test_judged_and_taken_back(kg, tmp_path):
    """A pair judged the same becomes one, a name leaves its company, a deal goes; undoing brings all of it back."""
    before = world(kg)
    assert kg("review", "same", "Tarvin Renovables", "Tarvin", "--by", "ana")[0] == 0
    assert "Tarvin Renovables" not in names(kg) or "Tarvin" not in names(kg)
    deal = before["deals"][0]["id"]
    assert kg("review", "wrong", f"https://w3id.org/kg-deals/id/deal/{deal}")[0] == 0
    assert deal not in {d["id"] for d in world(kg)["deals"]}
    assert kg("review", "name", "Ironvale", "money_2", "Ironvale Mining")[0] == 0
    assert sum(n.startswith("Ironvale") for n in (e["name"] for e in world(kg)["entities"])) == 2
    code, tsv, _ = kg("review", "export")
    assert (code, len(tsv.splitlines())) == (0, 4)
    after = world(kg)
    for line in tsv.splitlines()[1:]:
        left, right = line.split("\t")[:2]
        assert kg("review", "undo", left, *([right] if right else []))[0] == 0
    assert world(kg) == before
    path = tmp_path / "said.tsv"
    path.write_text(tsv, "utf8")
    assert kg("review", "import", path)[0] == 0
    assert world(kg) == after
    assert kg("rebuild")[0] == 0
    assert world(kg) == after


def test_what_changed(kg, tmp_path):
    kg("link", "-o", tmp_path / "before.json")
    kg("review", "same", "Tarvin Renovables", "Tarvin")
    code, out, _ = kg("diff", tmp_path / "before.json", tmp_path / "kg", "--format", "json", data=False)
    assert code == 0
    assert {(c["change"], c["what"]) for c in json.loads(out)} >= {("changed", "entity"), ("gone", "entity")}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("same", "Nobody Ltd", "Tarvin"), "no article names it"),
        (("wrong", "deal-0000-1-2"), "no article names it"),
        (("undo", "Tarvin", "Marlowe"), "not judged"),
        (("name", "Nobody", "money_1", "Tarvin"), "has no such company; it has Cobres Tolar, Ironvale Mining"),
        (("name", "Tarvin", "no such article", "Tarvin"), "no such article"),
    ],
)
def test_mistakes_are_one_line(kg, arguments, said):
    code, _, err = kg("review", *arguments)
    assert code == 1
    assert said in err
    assert len(err.splitlines()) == 1


def test_a_list_that_is_no_tsv_is_named(kg, tmp_path):
    path = tmp_path / "bad.tsv"
    path.write_text("left\tright\tverdict\tby\tat\nA\tB\tmaybe\tana\t2025-01-01\n", "utf8")
    code, _, err = kg("review", "import", path)
    assert code == 1
    assert f"{path}:2" in err


def test_doubts_come_with_sentences(kg, tmp_path):
    """Each doubt shows what articles say of both; one put off is not asked again unless wanted."""
    cases = pipeline.doubts(tmp_path / "kg")
    assert cases
    case = cases[0]
    assert all(side.names and side.articles and side.sayings[0].sentence for side in (case.left, case.right))
    assert kg("review", "later", case.doubt.left, case.doubt.right)[0] == 0
    assert case.doubt not in [c.doubt for c in pipeline.doubts(tmp_path / "kg")]
    assert pipeline.doubts(tmp_path / "kg", later=True)[-1].doubt == case.doubt
    code, out, _ = kg("review", "--later", "--format", "json")
    assert code == 0
    assert {"left", "right", "score", "why"} < set(json.loads(out)[0])
