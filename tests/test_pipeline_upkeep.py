"""The graph kept in step with the archive is the one made anew, whatever came in between."""

import io
import random
import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from told_stories import STORIES, record

from kg import gold, linking, pipeline
from kg.archive import open_archive
from kg.kinds import Verdict
from kg.linking.kept import kept_world
from kg.linking.known import Known, listed, with_own
from kg.model import Identifier, Judgement
from kg.pipeline import upkeep
from kg.store import open_graph

AT = datetime(2025, 1, 1, tzinfo=UTC)
PAIRS = [
    (replace(article, retrieved=AT), reading)
    for story in STORIES
    for article, reading in (gold.from_record(record(piece)) for piece in story.pieces)
]
SOME = 12


def kept(archive, pairs):
    for article, reading in pairs:
        archive.add(article)
        archive.keep(reading)


def dump(folder):
    out = io.BytesIO()
    open_graph(folder).dump("nq", out)
    return set(out.getvalue().decode().splitlines())


def made_anew(folder, pairs, judgements=()):
    with open_archive(folder, write=True) as archive:
        kept(archive, pairs)
        for judgement in judgements:
            archive.judge(judgement)
        upkeep.refresh(archive, folder)
    return dump(folder)


@settings(max_examples=4, deadline=None)
@given(seed=st.integers(0, 9999))
def test_step_by_step_or_at_once(tmp_path_factory, seed):
    """Articles come in any order, some go, some are judged: world, doubts and every quad are as if made at once."""
    chance, folder = random.Random(seed), tmp_path_factory.mktemp("steps")
    here, judgements = {}, []
    with open_archive(folder, write=True) as archive:
        for pair in chance.sample(PAIRS, SOME):
            kept(archive, [pair])
            here[pair[0].id] = pair
            if chance.random() < 0.3:
                gone = chance.choice(sorted(here))
                archive.forget(gone)
                del here[gone]
            if chance.random() < 0.3 and (judgement := judged(kept_world(archive), chance)):
                archive.judge(judgement)
                judgements.append(judgement)
            if chance.random() < 0.7:
                upkeep.refresh(archive, folder)
        upkeep.refresh(archive, folder)
        assert kept_world(archive) == linking.link(here.values(), archive.judgements())
    assert dump(folder) == made_anew(tmp_path_factory.mktemp("once"), here.values(), judgements)


def judged(world, chance):
    """Something that a person may say of a world."""
    if not world.deals or not world.entities:
        return None
    one, other = chance.choice(world.entities), chance.choice(world.entities)
    deal, mention = chance.choice(world.deals), chance.choice(one.mentions)
    left, right, verdict = chance.choice(
        [
            (one.name, other.name, Verdict.SAME),
            (one.name, other.name, Verdict.DIFFERENT),
            (deal.id, "", Verdict.WRONG),
            (deal.id.removeprefix("deal-"), "", Verdict.WRONG),
            (f"{mention.text} @ {mention.article}", one.name, Verdict.DIFFERENT),
        ]
    )
    return Judgement(left, right, verdict, "ana", AT)


def test_nothing_new_changes_nothing(tmp_path):
    before = made_anew(tmp_path, PAIRS[:6])
    with open_archive(tmp_path, write=True) as archive:
        upkeep.refresh(archive, tmp_path)
        assert archive.unlinked(1) == ()
    assert dump(tmp_path) == before


def test_one_article_rewrites_only_what_it_touches(tmp_path, monkeypatch):
    """An article about strangers leaves the quads of all others alone."""
    made_anew(tmp_path, PAIRS[4:8])
    written = []
    apply = upkeep.Dataset.apply

    def watched(self, removed, added):
        removed, added = list(removed), list(added)
        written.extend([*removed, *added])
        apply(self, removed, added)

    monkeypatch.setattr(upkeep.Dataset, "apply", watched)
    article, reading = PAIRS[0]
    made_anew(tmp_path, [(article, reading)])
    others = {a.id for a, _ in PAIRS[4:8]}
    assert written
    assert not any(id_ in str(quad) for quad in written for id_ in others)


@pytest.mark.parametrize("stop", ["_write", "Dataset.apply", "Dataset.publish", "Linker.update"])
def test_killed_between_the_two_stores(tmp_path, stop):
    """Whatever was written when the process was killed, the next one mends it."""
    made_anew(tmp_path / "a", PAIRS[:3])
    code = f"""
        import os, sys
        sys.path.insert(0, {str(Path(__file__).parent)!r})
        from pathlib import Path
        from test_pipeline_upkeep import PAIRS, kept
        from kg.archive import open_archive
        from kg.pipeline import upkeep

        real, folder = upkeep.{stop}, Path({str(tmp_path / "a")!r})

        def killed(*args, **more):
            if {stop!r} != "_write":
                real(*args, **more)
            os._exit(9)

        with open_archive(folder, write=True) as archive:
            kept(archive, PAIRS[3:6])
            upkeep.{stop} = killed
            upkeep.refresh(archive, folder)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=False)
    assert done.returncode == 9
    with open_archive(tmp_path / "a", write=True) as archive:
        upkeep.refresh(archive, tmp_path / "a")
    assert dump(tmp_path / "a") == made_anew(tmp_path / "b", PAIRS[:6])


def test_a_graph_thrown_away_is_made_anew(tmp_path):
    import shutil

    before = made_anew(tmp_path, PAIRS[:4])
    shutil.rmtree(tmp_path / "rdf")
    with open_archive(tmp_path, write=True) as archive:
        upkeep.refresh(archive, tmp_path)
    assert dump(tmp_path) == before


def test_a_users_list_stays_until_another(tmp_path):
    made_anew(tmp_path, PAIRS[:4])
    own = Known("Pesquera Chancas", ("Chancas",), (Identifier("lei", "95980020140005308793"),), watched=True)
    watching = ["company-lei-95980020140005308793"]
    for told, watched in (((own,), watching), (None, watching), ((), [])):
        pipeline.know(told, tmp_path)
        with open_archive(tmp_path, write=True) as archive:
            upkeep.refresh(archive, tmp_path)
            world = kept_world(archive)
            known = with_own(upkeep.own_names(archive), listed())
            assert world == linking.link(PAIRS[:4], known=known)
        assert [e.id for e in world.entities if e.watched] == watched


def test_an_older_archive_is_linked_anew(tmp_path):
    import sqlite3

    before = made_anew(tmp_path, PAIRS[:4])
    with sqlite3.connect(tmp_path / "archive.sqlite") as db:
        for what in ("TRIGGER read", "TRIGGER told", "TRIGGER forgotten", "TABLE state", "TABLE unlinked"):
            db.execute(f"DROP {what}")
        db.execute("PRAGMA user_version = 1")
    db.close()
    assert pipeline.rebuild(tmp_path) == 4
    assert dump(tmp_path) == before
