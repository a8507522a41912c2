"""Annotated articles become readings and come back saying the same."""

import json

import pytest

from kg.errors import ArticleError
from kg.gold import from_record, to_record
from kg.kinds import MentionKind, Qualifier, Status
from kg.model import Amount
from kg.score import FIGURES, score

TEXT = (
    "Astilleros Cabo Norte (ACN) botó dos buques. La naviera Rías Atlánticas pagará a la firma hasta 40 millones de "
    "euros, entre 2025 y 2027.\nACN es filial de Grupo Faro, según su directora general, Sonia Lema."
)
RECORD = {
    "id": "made_001",
    "language": "es",
    "title": "Dos buques",
    "published": "2025-02-03",
    "text": TEXT,
    "companies": [
        {"name": "Astilleros Cabo Norte", "aliases": ["Astilleros Cabo Norte", "ACN"]},
        {"name": "Rías Atlánticas", "aliases": ["Rías Atlánticas"]},
        {"name": "Grupo Faro", "aliases": ["Grupo Faro"]},
    ],
    "people": [{"name": "Sonia Lema", "aliases": ["Sonia Lema"]}],
    "places": [],
    "products": [],
    "anaphora": [{"text": "la firma", "refers_to": "Astilleros Cabo Norte", "sentence": TEXT[45:133]}],
    "amounts": [{"text": "40 millones de euros", "value": 40_000_000, "currency": "EUR", "qualifier": "up_to"}],
    "dates": [{"text": "entre 2025 y 2027", "value": "2025/2027", "kind": "date"}],
    "deals": [
        {
            "type": "supply",
            "parties": [
                {"name": "Astilleros Cabo Norte", "role": "provider"},
                {"name": "Rías Atlánticas", "role": "customer"},
            ],
            "amount": {"value": 40_000_000, "currency": "EUR"},
            "signed": None,
            "start": "2025",
            "end": "2027",
            "duration": None,
            "status": "signed",
            "evidence": TEXT[45:133],
        }
    ],
    "other_relations": [
        {
            "subject": "Astilleros Cabo Norte",
            "predicate": "subsidiary_of",
            "object": "Grupo Faro",
            "evidence": TEXT[134:],
        }
    ],
}


def test_a_record_becomes_a_reading():
    article, reading = from_record(RECORD)
    claim = reading.claims[0]
    assert article.key == "made_001"
    assert claim.status is Status.SIGNED
    assert claim.amount == Amount(None, 40_000_000, "EUR", Qualifier.UP_TO)
    assert claim.evidence.span.of(article.text).startswith("La naviera")
    names = {m.span.of(TEXT): m.stands_for for m in reading.mentions if m.kind is MentionKind.COMPANY}
    assert names == {
        "Astilleros Cabo Norte": "Astilleros Cabo Norte",
        "ACN": "Astilleros Cabo Norte",
        "la firma": "Astilleros Cabo Norte",
        "Rías Atlánticas": "Rías Atlánticas",
        "Grupo Faro": "Grupo Faro",
    }


def test_it_comes_back_saying_the_same():
    made = to_record(*from_record(RECORD))
    assert made.items() >= {k: RECORD[k] for k in ("id", "deals", "companies", "amounts", "dates", "people")}.items()


def test_mentions_survive_a_second_round():
    first = from_record(RECORD)
    assert from_record(to_record(*first))[1].mentions == first[1].mentions


@pytest.mark.parametrize(
    "change",
    [{"text": None}, {"deals": [{"type": "gift"}]}, {"published": "yesterday"}, {"language": None, "companies": 3}],
)
def test_what_is_no_record_is_refused_by_name(change):
    with pytest.raises(ArticleError, match="made_001: not an annotated article"):
        from_record(RECORD | change)


def test_text_is_composed_once():
    article, _ = from_record(RECORD | {"text": TEXT.replace("í", "i\u0301")})
    assert article.text == TEXT


def test_annotated_articles_come_back_with_full_marks(shared):
    gold = [json.loads(f.read_text("utf8")) for f in sorted((shared / "corpora").glob("*/*5.json"))]
    given = {g["id"]: to_record(*from_record(g)) for g in gold}
    made = score(gold, given)
    short = {n: made.figures[n].f1 for n in FIGURES if made.figures[n].f1 < 1}
    assert not short
