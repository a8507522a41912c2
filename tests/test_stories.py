"""The story score: by hand on small worlds, and the same figures as the script that defines it."""

import json
import subprocess
import sys

import pytest
from told_stories import STORIES, record, write

from kg import gold, linking, stories
from kg.errors import ArticleError


@pytest.fixture
def story(tmp_path):
    """A folder with one story, its world and the articles in the annotated form."""
    chosen = next(s for s in STORIES if s.name == "bid")
    write([chosen], tmp_path)
    pairs = [gold.from_record(record(piece)) for piece in chosen.pieces]
    made = linking.world_json(linking.link(pairs), (article for article, _ in pairs))
    return tmp_path, json.loads(json.dumps(made))


def figures(score):
    return {name: (f.right, f.gold, f.given) for name, f in score.figures.items()}


def test_what_is_missing_costs_recall(story):
    folder, world = story
    for deal in world["deals"]:
        deal["amends"], deal["history"] = None, deal["history"][:1]
    found = figures(stories.score(folder, world))
    assert found["amends"] == (0, 1, 0)
    assert found["history"] == (2, 3, 2)
    assert found["deals"] == (1, 1, 1)


def test_what_is_fused_costs_precision(story):
    folder, world = story
    first = world["deals"][0]
    for other in world["deals"][1:]:
        first["claims"] += other["claims"]
    world["deals"] = [first]
    assert figures(stories.score(folder, world))["deals"] == (1, 1, 3)


def test_readings_are_matched_to_what_is_annotated(story):
    """A claim counts where its parties and family are those of the annotated one, whatever its place."""
    folder, world = story
    records = {piece.id: record(piece) for piece in next(s for s in STORIES if s.name == "bid").pieces}
    whole = figures(stories.score(folder, world, records))
    assert whole["deals"] == (1, 1, 1)
    records["bid_3"]["deals"] = []
    assert figures(stories.score(folder, world, records))["deals"] == (0, 1, 0)


def test_a_file_that_is_no_json_is_named(story):
    folder, world = story
    (folder / "gold" / "bid.json").write_text("{", "utf8")
    with pytest.raises(ArticleError, match=r"bid\.json:1: not JSON"):
        stories.score(folder, world)


@pytest.mark.parametrize("own", [False, True])
def test_the_figures_are_those_of_the_script(shared, tmp_path, own):
    """On the stories as annotated, and on readings that lack every third deal."""
    articles = [json.loads(f.read_text("utf8")) for f in sorted((shared / "stories/articles").glob("*.json"))]
    if own:
        articles = [a | {"deals": [d for i, d in enumerate(a["deals"]) if i % 3 != 1]} for a in articles]
    pairs = [gold.from_record(a) for a in articles]
    world = linking.world_json(linking.link(pairs), (article for article, _ in pairs))
    (tmp_path / "world.json").write_text(json.dumps(world), "utf8")
    (tmp_path / "records.jsonl").write_text("".join(json.dumps(a) + "\n" for a in articles), "utf8")
    files = [tmp_path / "world.json", *([tmp_path / "records.jsonl"] if own else [])]
    script = [sys.executable, shared / "score/stories.py", shared / "stories", *files]
    told = subprocess.run([str(part) for part in script], capture_output=True, text=True, check=True).stdout
    records = {a["id"]: a for a in articles} if own else None
    ours = stories.score(shared / "stories", json.loads((tmp_path / "world.json").read_text("utf8")), records)
    assert list(stories.lines(ours)) == told.splitlines()
