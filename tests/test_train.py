"""The examples of what makes articles ready for training, which needs no training extra, are true."""

import doctest
import importlib
import pkgutil
import random
import re
from typing import Any

import pytest

import kg.train
from kg.kinds import Kind
from kg.model import Span
from kg.reader.neural_labels import KINDS
from kg.train.data import make_example
from kg.train.targets import gather_entities, seen_mentions, tables


@pytest.mark.parametrize("name", [module.name for module in pkgutil.iter_modules(kg.train.__path__)])
def test_examples(name: str) -> None:
    try:
        module = importlib.import_module(f"kg.train.{name}")
    except ModuleNotFoundError as missing:
        pytest.skip(f"kg.train.{name} needs the training extra: {missing.name}")
    assert doctest.testmod(module).failed == 0


def test_a_row_knows_the_other_deals_of_its_two() -> None:
    """A contract, its change and a loan of the same two; a third company's contract is no one's other deal."""
    first, second, third = "Alba serves Bruma.", "Alba will serve Bruma more.", "Alba lends Bruma 5 euros."
    text = f"{first} {second} {third} Cauce serves Bruma."

    def deal(kind: str, roles: tuple[str, str], names: tuple[str, str], evidence: str) -> dict[str, Any]:
        parties = [{"name": n, "role": r} for n, r in zip(names, roles, strict=True)]
        empty = dict.fromkeys(("amount", "signed", "start", "end", "duration"))
        return {"type": kind, "status": "signed", "parties": parties, "evidence": evidence, **empty}

    serves, lends = ("provider", "customer"), ("lender", "borrower")
    named = [{"name": n, "aliases": [n]} for n in ("Alba", "Bruma", "Cauce")]
    article = {
        "id": "rows_1",
        "language": "en",
        "title": "",
        "text": text,
        "companies": named,
        **{key: [] for key in ("people", "places", "products", "anaphora", "amounts", "dates", "other_relations")},
        "deals": [
            deal("service", serves, ("Alba", "Bruma"), first),
            deal("supply", serves, ("Alba", "Bruma"), second),
            deal("loan", lends, ("Alba", "Bruma"), third),
            deal("service", serves, ("Cauce", "Bruma"), "Cauce serves Bruma."),
        ],
    }
    example = make_example(article)
    tokens = [Span(*found.span()) for found in re.finditer(r"\w+", text)]
    seen = seen_mentions(example, [], random.Random(1), noise=0.0)
    rows = tables(example, gather_entities(seen, tokens, example.sentences)).rows
    service, supply, loan = (KINDS.index(kind) for kind in (Kind.SERVICE, Kind.SUPPLY, Kind.LOAN))
    assert {(row.sentence, row.others) for row in rows} == {
        (0, ((1, supply), (2, loan))),
        (1, ((0, service), (2, loan))),
        (2, ((0, service), (1, supply))),
        (3, ()),
    }
