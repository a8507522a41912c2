"""Deals that may be one: offered to a person, and what the person says holds."""

import pytest
from told_stories import Piece, Told, record

from kg import gold, linking, pipeline
from kg.archive import open_archive
from kg.pipeline import upkeep

SAID = "Ferrovía Sur compra unidades a Talleres Urbión"
COMPANIES = {"sur": ["Ferrovía Sur"], "urb": ["Talleres Urbión"]}


def told(key, day, *deals):
    return gold.from_record(record(Piece(key, "es", day, f"{SAID}, dijo {key}.", COMPANIES, list(deals))))


def bought(millions, kind="supply", **more):
    amount = (millions * 1_000_000, "EUR") if millions else None
    return Told("d", kind, {"provider": "urb", "customer": "sur"}, amount=amount, **more)


FIRST = told("uno", "2025-03-11", bought(100))
NEAR = told("dos", "2025-05-20", bought(125))
"""Two months later, for another sum that is not far from the first."""


@pytest.mark.parametrize(
    ("other", "asked"),
    [
        pytest.param(NEAR, True, id="a sum that is near"),
        pytest.param(told("dos", "2025-05-20", bought(101)), False, id="one deal"),
        pytest.param(told("dos", "2025-05-20", bought(400)), False, id="another deal"),
        pytest.param(told("dos", "2025-05-20", bought(125), bought(100)), False, id="told beside each other"),
    ],
)
def test_asked_where_it_is_doubtful(other, asked):
    world = linking.link([FIRST, other], known=())
    assert [d.reason for d in world.doubts] == (["the same parties, one kind, sums that are near"] if asked else [])


@pytest.fixture
def kg(kg, tmp_path):
    """Run a command on a data folder with the two deals that may be one."""
    with open_archive(tmp_path / "kg", write=True) as archive:
        for article, reading in (FIRST, NEAR):
            archive.add(article)
            archive.keep(reading)
        upkeep.refresh(archive, tmp_path / "kg")
    return kg


@pytest.mark.usefixtures("kg")
def test_both_are_shown_with_what_speaks_for_them(tmp_path):
    (case,) = pipeline.doubts(tmp_path / "kg")
    assert case.left.names + case.right.names in (
        (_line("100"), _line("125")),
        (_line("125"), _line("100")),
    )
    assert all(side.sayings[0].sentence.startswith(SAID) for side in (case.left, case.right))


def _line(millions):
    return f"supply · Talleres Urbión (provider), Ferrovía Sur (customer) · {millions} 000 000 EUR · signed"


def test_yes_no_and_later_hold_until_taken_back(kg, tmp_path):
    """What is said of two deals makes them one, keeps them two or puts them off; export and import bring it back."""
    folder = tmp_path / "kg"
    (case,) = pipeline.doubts(folder)
    ends = case.doubt.left, case.doubt.right
    for verdict, deals, doubts in (("same", 1, 0), ("different", 2, 0), ("later", 2, 0)):
        assert kg("review", verdict, *ends)[0] == 0
        assert (len(_deals(folder)), len(pipeline.doubts(folder))) == (deals, doubts)
        tsv = kg("review", "export")[1]
        assert kg("rebuild")[0] == 0
        assert len(_deals(folder)) == deals
        assert kg("review", "undo", *ends)[0] == 0
        assert (len(_deals(folder)), len(pipeline.doubts(folder))) == (2, 1)
        path = tmp_path / f"{verdict}.tsv"
        path.write_text(tsv, "utf8")
        assert kg("review", "import", path)[0] == 0
        assert (len(_deals(folder)), len(pipeline.doubts(folder, later=True))) == (deals, int(verdict == "later"))
        assert kg("review", "undo", *ends)[0] == 0


def _deals(folder):
    return pipeline.link_archive(folder)[0].deals
