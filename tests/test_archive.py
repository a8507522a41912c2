"""The archive keeps what it was given, in one order, whole or not at all."""

import os
import sqlite3
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.archive import FILE, SCHEMA, Added, Archive, open_archive
from kg.errors import StoreError
from kg.kinds import Kind, Role, Status, Verdict
from kg.model import Article, Claim, Evidence, Judgement, Party, Reading, Span, article_id

DAY = date(2025, 3, 11)
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def article(text: str = "Norgal compra Tauste.", **told: object) -> Article:
    publisher = told.get("publisher")
    told = {"key": "a.txt", "language": "es", "retrieved": NOW} | told
    return Article(id=article_id(text, publisher, told.get("url")), text=text, **told)


def reading(of: Article, reader: str = "rules 1") -> Reading:
    claim = Claim(
        Kind.ACQUISITION,
        (Party(Role.ACQUIRER, "Norgal"), Party(Role.TARGET, "Tauste")),
        Status.SIGNED,
        Evidence(of.id, Span(0, 21), reader),
    )
    return Reading(of.id, reader, claims=(claim,))


@pytest.fixture
def archive(tmp_path):
    with open_archive(tmp_path / "data", write=True) as opened:
        yield opened


def test_gives_back_what_it_was_given(archive: Archive) -> None:
    one = article(title="Compra", url="https://a.example/1", publisher="El Faro", country="ES", published=DAY)
    assert archive.add(one) is Added.NEW
    archive.keep(reading(one))
    assert archive.article(one.id) == one
    assert archive.text(one.id) == one.text
    assert archive.reading(one.id) == reading(one)
    assert list(archive.pairs()) == [(one, reading(one))]
    assert archive.has(one.id)


def test_what_is_not_there_is_none(archive: Archive) -> None:
    assert archive.article("x") is archive.text("x") is archive.reading("x") is None
    assert not archive.has("x")
    assert archive.find("nothing") == ()
    assert archive.forget("x") is False


def test_twice_changes_nothing(archive: Archive) -> None:
    one = article()
    archive.add(one)
    archive.keep(reading(one))
    before = dump(archive)
    assert archive.add(replace(one, retrieved=NOW + timedelta(days=3))) is Added.SAME
    assert dump(archive) == before


def test_the_earliest_fetch_is_kept(archive: Archive) -> None:
    archive.add(article())
    assert archive.add(article(retrieved=NOW - timedelta(days=3))) is Added.SAME
    assert archive.counts().first == NOW - timedelta(days=3)


def test_the_same_text_of_two_outlets_is_two_articles(archive: Archive) -> None:
    assert archive.add(article(publisher="El Faro")) is Added.NEW
    assert archive.add(article(publisher="La Hora")) is Added.NEW
    assert archive.counts().articles == 2


def test_a_day_learnt_later_asks_for_another_reading(archive: Archive) -> None:
    archive.add(article())
    archive.keep(reading(article()))
    assert archive.add(article(published=DAY)) is Added.CHANGED
    assert archive.reading(article().id) is None
    assert [a.published for a in archive.unread("rules 1")] == [DAY]


def test_another_path_to_it_does_not(archive: Archive) -> None:
    archive.add(article(key="b.txt"))
    archive.keep(reading(article()))
    assert archive.add(article(key="a.txt")) is Added.CHANGED
    assert archive.reading(article().id) == reading(article())


def test_order_of_arrival_does_not_count(tmp_path: Path) -> None:
    told = [
        article(key="b.txt", published=DAY),
        article(key="a.txt", title="Compra"),
        article(key="c.txt", country="ES", published=DAY + timedelta(days=1)),
        article("Otra nota.", published=DAY - timedelta(days=1)),
        article("Nota sin fecha."),
    ]
    found = set()
    for number, order in enumerate(permutations(told)):
        with open_archive(tmp_path / str(number), write=True) as archive:
            for one in order:
                archive.add(one)
            found.add(tuple(archive.articles()))
    (only,) = found
    assert [a.published for a in only] == [DAY - timedelta(days=1), DAY, None]
    assert (only[1].key, only[1].title, only[1].country) == ("a.txt", "Compra", "ES")


def test_many_come_in_order_while_they_are_read(archive: Archive) -> None:
    with archive.transaction():
        for number in range(450):
            archive.add(article(f"Nota {number}.", published=DAY - timedelta(days=number % 7)))
    for one in archive.unread("rules 1"):
        archive.keep(reading(one))
    order = [(a.published, a.id) for a in archive.articles()]
    assert len(order) == 450
    assert order == sorted(order)
    assert [r.article for r in archive.readings()] == [identity for _, identity in order]


def test_unread_are_those_of_another_version(archive: Archive) -> None:
    for text, reader in (("Uno.", "rules 1"), ("Dos.", "neural 2"), ("Tres.", None)):
        archive.add(article(text))
        if reader:
            archive.keep(reading(article(text), reader))
    assert {a.text for a in archive.unread("rules 1")} == {"Dos.", "Tres."}
    assert {a.text for a in archive.unread("neural 2")} == {"Uno.", "Tres."}


@pytest.mark.parametrize("name", ["a.txt", "https://a.example/1", "{id}", "{start}"])
def test_an_article_is_found_by_its_names(archive: Archive, name: str) -> None:
    one = article(url="https://a.example/1")
    archive.add(one)
    archive.add(article("Otra nota.", key="b.txt"))
    assert archive.find(name.format(id=one.id, start=one.id[:6])) == (one,)


def test_forgotten_with_its_reading(archive: Archive) -> None:
    archive.add(article())
    archive.keep(reading(article()))
    assert archive.forget(article().id)
    assert archive.counts().articles == archive.counts().readings == 0
    assert archive.reading(article().id) is None


def test_a_reading_of_nothing_is_refused(archive: Archive) -> None:
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        archive.keep(reading(article()))


def judgement(left: str, right: str, verdict: Verdict, minute: int) -> Judgement:
    return Judgement(left, right, verdict, "ana", NOW + timedelta(minutes=minute))


def test_the_last_judgement_stands_until_undone(archive: Archive) -> None:
    first, other, last = (
        judgement("a", "b", Verdict.SAME, 1),
        judgement("c", "", Verdict.WRONG, 2),
        judgement("b", "a", Verdict.DIFFERENT, 3),
    )
    for one in (last, other, first, first):
        archive.judge(one)
    assert archive.judgements() == (other, last)
    assert archive.undo("a", "b") == last
    assert archive.judgements() == (first, other)
    assert archive.undo("c") == other
    assert archive.undo("a", "b") == first
    assert archive.undo("a", "b") is None
    assert archive.judgements() == ()


def test_links_both_ways(archive: Archive) -> None:
    archive.relink("block", "norgal", ["a2", "a1", "a1"])
    archive.relink("block", "tauste", ["a1"])
    archive.relink("other", "norgal", ["zz"])
    assert archive.links("block", ["norgal", "tauste", "none"]) == {"norgal": ("a1", "a2"), "tauste": ("a1",)}
    assert archive.linked("block", ["a1", "a2"]) == {"a1": ("norgal", "tauste"), "a2": ("norgal",)}
    archive.relink("block", "norgal", [])
    assert archive.links("block", ["norgal"]) == {}
    archive.unlink()
    assert archive.links("other", ["norgal"]) == {}


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=4)


@settings(deadline=None, max_examples=40)
@given(st.dictionaries(WORDS, st.sets(WORDS, max_size=4), max_size=6))
def test_links_round_trip(tmp_path_factory: pytest.TempPathFactory, told: dict[str, set[str]]) -> None:
    with open_archive(tmp_path_factory.mktemp("links"), write=True) as archive:
        for key, values in told.items():
            archive.relink("s", key, values)
        assert archive.links("s", told) == {k: tuple(sorted(v, key=str.encode)) for k, v in told.items() if v}


def test_a_transaction_is_whole_or_nothing(archive: Archive) -> None:
    def half() -> None:
        with archive.transaction():
            archive.add(article())
            with archive.transaction():
                archive.relink("s", "k", ["v"])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()
    assert archive.counts().articles == 0
    assert archive.links("s", ["k"]) == {}
    archive.add(article())
    assert archive.counts().articles == 1


KILLED = """
import os, signal, sys
from pathlib import Path
from kg.archive import open_archive
from kg.model import Article, article_id
archive = open_archive(Path(sys.argv[1]), write=True)
for batch in ("uno", "dos"):
    with archive.transaction():
        for number in range(300):
            text = f"{batch} {number} " + "palabra " * 500
            archive.add(Article(id=article_id(text, None, None), key=text[:9], text=text, language="es"))
        if batch == "dos":
            os.kill(os.getpid(), signal.SIGKILL)
"""


def test_nothing_is_half_written_when_killed(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False, timeout=60)
    assert ended.returncode == -9
    with open_archive(tmp_path) as archive:
        assert {a.key[:3] for a in archive.articles()} == {"uno"}
        assert archive.counts().articles == 300
    with open_archive(tmp_path, write=True) as archive:
        assert archive.add(article()) is Added.NEW


def test_readers_see_what_was_there_while_one_writes(archive: Archive) -> None:
    archive.add(article())
    with archive.transaction():
        archive.add(article("Otra."))
        with open_archive(archive.path.parent) as reader:
            assert reader.counts().articles == 1


def test_a_reader_cannot_write(archive: Archive) -> None:
    archive.add(article())
    with open_archive(archive.path.parent) as reader, pytest.raises(StoreError, match="cannot be written"):
        reader.forget(article().id)


def test_a_second_writer_is_told_to_wait(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.archive.archive._WAIT", 0.05)
    with (
        archive.transaction(),
        open_archive(archive.path.parent, write=True) as other,
        pytest.raises(StoreError, match="another process is writing"),
        other.transaction(),
    ):
        pytest.fail("two writers at once")


def test_nothing_here_yet(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="run kg ingest first"):
        open_archive(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    open_archive(tmp_path, write=True).close()
    with sqlite3.connect(tmp_path / FILE) as db:
        db.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    db.close()
    for write in (False, True):
        with pytest.raises(StoreError, match=f"format {SCHEMA + 1}, this one knows {SCHEMA}.*upgrade"):
            open_archive(tmp_path, write=write)


def test_another_programs_files_are_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE) as db:
        db.execute("CREATE TABLE theirs (a)")
    db.close()
    with pytest.raises(StoreError, match="no archive of kg"):
        open_archive(tmp_path, write=True)
    (tmp_path / FILE).write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match="no archive of kg"):
        open_archive(tmp_path, write=True)


@pytest.fixture
def nobody(tmp_path_factory: pytest.TempPathFactory):
    """A folder that everyone can reach, and the rights of someone who owns nothing: root may write everywhere."""
    base = tmp_path_factory.getbasetemp()
    modes = {folder: stat.S_IMODE(folder.stat().st_mode) for folder in (base.parent, base)}
    for folder, mode in modes.items():
        folder.chmod(mode | 0o711)
    folder = tmp_path_factory.mktemp("open")
    folder.chmod(0o755)
    if os.geteuid() == 0:
        yield folder, lambda: os.seteuid(65534)
        os.seteuid(0)
    else:
        yield folder, lambda: folder.chmod(0o555)
        folder.chmod(0o755)
    for changed, mode in modes.items():
        changed.chmod(mode)


def test_a_folder_that_cannot_be_written(nobody) -> None:
    folder, become = nobody
    with open_archive(folder, write=True) as archive:
        archive.add(article())
    become()
    with pytest.raises(StoreError, match="choose another folder with --data DIR"):
        open_archive(folder, write=True)
    with pytest.raises(StoreError, match=r"cannot be made \(permission denied\)"):
        open_archive(folder / "below", write=True)
    with open_archive(folder) as archive:
        assert archive.article(article().id) == article()


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(StoreError, match="cannot be made"):
        open_archive(tmp_path / "data", write=True)


def dump(archive: Archive) -> list[str]:
    with sqlite3.connect(archive.path) as db:
        lines = list(db.iterdump())
    db.close()
    return lines
