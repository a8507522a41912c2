"""The figures are those of the scorer that is kept beside the annotated articles."""

import copy
import importlib.util
import json
import random
from collections import defaultdict

import pytest

from kg.score import FIGURES, Figure, Score, company_spans, is_dev, plain, same_amount, score, score_article


def article(**changes):
    made = {
        "id": "made_005",
        "text": "Aurelia Cloud S.A. presta servicio a Banco Ría. Aurelia Cloud cobra 3 millones de euros hasta 2029.",
        "companies": [
            {"name": "Aurelia Cloud", "aliases": ["Aurelia Cloud S.A.", "Aurelia Cloud"]},
            {"name": "Banco Ría", "aliases": ["Banco Ría"]},
        ],
        "anaphora": [],
        "amounts": [{"text": "3 millones de euros", "value": 3_000_000, "currency": "EUR"}],
        "dates": [{"text": "2029", "value": "2029"}],
        "deals": [
            {
                "type": "service",
                "parties": [{"name": "Aurelia Cloud", "role": "provider"}, {"name": "Banco Ría", "role": "customer"}],
                "amount": {"value": 3_000_000, "currency": "EUR"},
                "end": "2029",
                "status": "signed",
                "evidence": "Aurelia Cloud S.A. presta servicio a Banco Ría.",
            }
        ],
        "other_relations": [],
    }
    return made | changes


def test_an_article_scores_full_marks_against_itself():
    made = score([article()], {"made_005": article()})
    filled = {name: figure.f1 for name, figure in made.figures.items() if figure.gold}
    assert filled == dict.fromkeys(filled, 1.0)
    assert {"companies", "amounts", "dates", "links", "deals", "full", "kind", "stage", "when"} <= filled.keys()
    assert not made.errors


def test_an_article_without_a_record_is_all_missed():
    made = score([article()], {})
    assert made.figures["companies"] == Figure(right=0, gold=2, given=0)
    assert made.figures["deals"] == Figure(right=0, gold=1, given=0)


@pytest.mark.parametrize(
    ("change", "lost"),
    [
        ({"status": "denied"}, {"+ status", "full", "stage"}),
        ({"amount": None}, {"+ amount", "full"}),
        ({"type": "loan"}, {"deals", "+ roles", "+ amount", "+ status", "full"}),
        ({"type": "supply"}, {"kind"}),
        ({"end": "2030"}, {"when"}),
        (
            {"parties": [{"name": "Aurelia Cloud", "role": "customer"}, {"name": "Banco Ría", "role": "provider"}]},
            {"+ roles", "full"},
        ),
    ],
)
def test_each_error_costs_its_own_figures(change, lost):
    wrong = article()
    wrong["deals"] = [wrong["deals"][0] | change]
    made = score([article()], {"made_005": wrong})
    assert {name for name, figure in made.figures.items() if figure.gold and figure.right < figure.gold} == lost
    assert made.errors or lost <= {"kind", "when"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Indra Sistemas, S.A.", "indra sistemas"), ("I.B.M. Corp", "ibm"), ("Grupo", "grupo"), ("AT&T", "at&t")],
)
def test_names_are_compared_plain(name, expected):
    assert plain(name) == expected


def test_an_open_currency_takes_any():
    assert same_amount({"value": [1, 2], "currency": None}, {"value": [1, 2], "currency": "CLP"})
    assert not same_amount({"value": [1, 2], "currency": "EUR"}, {"value": [1, 2], "currency": "CLP"})
    assert not same_amount({"value": 1, "currency": "EUR"}, {"value": [1, 1], "currency": "EUR"})


def test_dates_left_open_count_on_neither_side():
    gold = article(dates=[{"text": "esta semana", "value": None}])
    given = article(dates=[{"text": "Esta semana", "value": "2025-03-10"}])
    assert score([gold], {"made_005": given}).figures["dates"] == Figure()


def _damaged(gold, rng, names):
    made = copy.deepcopy(gold)
    made["mentions"] = [
        {"start": a, "end": b, "company": n} for (a, b), n in company_spans(gold).items() if rng.random() < 0.8
    ]
    for key in ("companies", "amounts", "dates", "deals", "other_relations"):
        made[key] = [item for item in made[key] if rng.random() < 0.8]
        rng.shuffle(made[key])
    for deal in made["deals"]:
        deal.update(rng.choice([{}, {"amount": None}, {"status": "rumoured"}, {"type": "loan"}, {"signed": "2024"}]))
        deal["parties"][0]["name"] = rng.choice([deal["parties"][0]["name"], rng.choice(names)])
    made["companies"].append({"name": rng.choice(names), "aliases": []})
    return made


@pytest.mark.parametrize("seed", range(2))
def test_the_figures_are_those_of_the_reference_scorer(shared, seed):
    spec = importlib.util.spec_from_file_location("reference_score", shared / "score" / "score.py")
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    articles = [json.loads(f.read_text("utf8")) for f in sorted((shared / "corpora").glob("*/*0.json"))]
    rng = random.Random(seed)
    names = [c["name"] for a in articles for c in a["companies"]]
    tally, ours = reference.Tally(), Score()
    for gold in articles:
        given = _damaged(gold, rng, names)
        reference.score_article(gold, given, tally, defaultdict(list))
        score_article(gold, given, ours)
    for name in FIGURES:
        theirs = tally.prf(name)
        figure = ours.figures[name]
        assert (theirs["gold"], theirs["pred"]) == (figure.gold, figure.given), name
        assert theirs["f1"] == pytest.approx(figure.f1), name


def test_the_dev_split_is_told_by_the_number():
    assert [is_dev(i) for i in ("es_mix_010", "en_long_005", "en_long_051")] == [True, True, False]
