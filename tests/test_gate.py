"""Floors rise by themselves and fall only with a reason; the shipped reader holds the shipped floors."""

import pytest

from kg import gate
from kg.errors import ConfigError
from kg.gate import Baseline
from kg.score import Figure, Score

FLOORS = Baseline("abc", {"es": {"deals": 0.6, "links": 0.7}, "en": {"deals": 0.5}})


def reached(**deals):
    return Baseline("abc", {"es": {"deals": deals["es"], "links": 0.7}, "en": {"deals": deals["en"]}})


def test_a_run_at_its_floors_passes_rounding_aside():
    assert not list(gate.shortfalls(FLOORS, reached(es=0.597, en=0.5)))


def test_a_figure_below_its_floor_is_named():
    assert list(gate.shortfalls(FLOORS, reached(es=0.58, en=0.9))) == ["es deals: 0.580, below its floor 0.600"]


def test_a_figure_that_is_not_measured_any_more_is_below_its_floor():
    assert len(list(gate.shortfalls(FLOORS, Baseline("abc", {"es": {"deals": 0.7, "links": 0.7}})))) == 1


def test_other_articles_are_named():
    assert "dev articles changed" in next(iter(gate.shortfalls(FLOORS, Baseline("xyz", FLOORS.floors))))


def test_floors_rise_and_never_sink_within_the_slack():
    made = gate.raised(FLOORS, reached(es=0.8, en=0.498), None)
    assert made.floors == {"es": {"deals": 0.8, "links": 0.7}, "en": {"deals": 0.5}}


def test_lowering_takes_a_reason_and_keeps_it():
    lower = reached(es=0.1, en=0.5)
    with pytest.raises(ConfigError, match="without a --reason: es deals"):
        gate.raised(FLOORS, lower, None)
    assert gate.raised(FLOORS, lower, "half the size").reasons == ("half the size",)


def test_floors_survive_their_file(tmp_path):
    gate.save(tmp_path / "baseline.json", FLOORS)
    assert gate.load(tmp_path / "baseline.json") == FLOORS


def test_a_missing_file_says_what_to_do(tmp_path):
    with pytest.raises(ConfigError, match="--update writes them"):
        gate.load(tmp_path / "baseline.json")


def test_figures_are_rounded_down():
    made = Score()
    made.figures["deals"] = Figure(2, 3, 3)
    assert gate.measured([], {"es": made}).floors == {"es": {"deals": 0.666}}
