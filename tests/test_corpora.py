"""The repository's own corpus: form, vocabulary, and that every surface stands in its text."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from kg.kinds import Kind, Per, Predicate, Qualifier, Role, Status

ROOT = Path(__file__).parent.parent / "corpora" / "articles"
PATHS = sorted(ROOT.glob("*/*.json"))
FOLDERS = sorted(p.name for p in ROOT.iterdir())
KEYS = set(
    "id language title published text text_origin companies people places products anaphora amounts dates deals "
    "other_relations".split()
)
DATE = re.compile(
    r"\d{4}(-\d{2}(-\d{2})?|-Q[1-4]|-H[12])?|\d{4}(-\d{2}(-\d{2})?)?/\d{4}(-\d{2}(-\d{2})?)?|P(\d+(\.\d+)?[YMWD])+"
)


def articles(folder):
    return [json.loads(p.read_text("utf8")) for p in PATHS if p.parent.name == folder]


def test_counts():
    assert len(PATHS) == 10877
    assert len({p.stem for p in PATHS}) == 10877
    assert sum(p.stem[-1] in "05" for p in PATHS) == 153


@pytest.mark.parametrize("folder", FOLDERS)
def test_form(folder):
    for article in articles(folder):
        assert set(article) == KEYS, article["id"]
        assert article["id"].startswith(folder)
        assert article["text_origin"] == "invented"
        assert article["language"] == folder[:2]
        assert article["published"] is None or re.fullmatch(r"\d{4}-\d{2}-\d{2}", article["published"])


@pytest.mark.parametrize("folder", FOLDERS)
def test_surfaces_stand_in_the_text(folder):
    for article in articles(folder):
        text = article["text"]
        surfaces = [s for k in ("companies", "people", "places", "products") for n in article[k] for s in n["aliases"]]
        surfaces += [row["text"] for k in ("amounts", "dates", "anaphora") for row in article[k]]
        surfaces += [row["evidence"] for k in ("deals", "other_relations") for row in article[k]]
        assert not [s for s in surfaces if s not in text], article["id"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_names_agree(folder):
    for article in articles(folder):
        names = Counter(c["name"] for c in article["companies"])
        assert not names or max(names.values()) == 1
        used = [p["name"] for d in article["deals"] for p in d["parties"]]
        used += [a["refers_to"] for a in article["anaphora"]]
        assert not [n for n in used if n not in names], article["id"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_vocabulary(folder):
    for article in articles(folder):
        for deal in article["deals"]:
            Kind(deal["type"])
            Status(deal["status"])
            assert {Role(p["role"]) for p in deal["parties"]}
            assert all(deal[k] is None or DATE.fullmatch(deal[k]) for k in ("signed", "start", "end", "duration"))
        for relation in article["other_relations"]:
            Predicate(relation["predicate"])
        for amount in article["amounts"]:
            Qualifier(amount["qualifier"])
            assert amount.get("per") is None or Per(amount["per"])
        assert all(d["value"] is None or DATE.fullmatch(d["value"]) for d in article["dates"])
