"""Stories that are easy to get wrong: each is linked by itself and among all others."""

import json

import pytest
from told_stories import STORIES, record, write

from kg import gold, linking, stories


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_told_rightly(story, tmp_path):
    write([story], tmp_path)
    assert _faults(_linked([story]), tmp_path) == {}


def test_told_rightly_among_the_others(tmp_path):
    write(STORIES, tmp_path)
    assert _faults(_linked(STORIES), tmp_path) == {}


def _linked(told):
    pairs = [gold.from_record(record(piece)) for story in told for piece in story.pieces]
    world = linking.link(pairs)
    return json.loads(json.dumps(linking.world_json(world, (article for article, _ in pairs))))


def _faults(world, folder):
    """The figures that are not perfect."""
    made = stories.score(folder, world)
    wrong = {name: (f.right, f.gold, f.given) for name, f in made.figures.items() if not f.right == f.gold == f.given}
    return wrong | ({"apart": (made.apart, made.distinct)} if made.apart != made.distinct else {})


def test_what_one_name_may_mean_is_offered_for_review():
    """Two companies of one name are kept apart, and a person is asked; who is told apart otherwise is not."""
    told = [story for story in STORIES if story.name in {"banks", "one_of_two_countries"}]
    world = linking.link(gold.from_record(record(piece)) for story in told for piece in story.pieces)
    assert [(d.left, d.right) for d in world.doubts] == [("Banco del Litoral (EC)", "Banco del Litoral (PE)")]
