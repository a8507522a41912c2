"""The archive as an open file."""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kg.archive import statements as sql
from kg.archive.rows import day, from_row, joined, reads_anew, to_judgement, to_row, utc
from kg.errors import StoreError
from kg.model import Article, Judgement, Reading
from kg.records import from_json, to_json

FILE = "archive.sqlite"
_WAIT = 10.0  # seconds that a writer waits for another to end its transaction


class Added(StrEnum):
    """What adding an article did."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Counts:
    """What the archive holds, and when its first and last article came in."""

    articles: int
    readings: int
    judgements: int
    first: datetime | None
    last: datetime | None


def open_archive(folder: Path, *, write: bool = False) -> "Archive":
    """The archive of a data folder, to be used as a context manager. For writing, what is not there is made.

    Raises:
        StoreError: there is none (to read), it cannot be opened or made, or a newer version has written it.
    """
    path = folder / FILE
    if write:
        _make(folder)
    elif not path.is_file():
        raise StoreError(f"{folder}: there is no archive here; run kg ingest first, or name the folder with --data DIR")
    return Archive(path, write=write)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise StoreError(f"{folder}: cannot be made ({reason}); choose another folder with --data DIR") from error
    if not _may_write(folder):
        raise StoreError(f"{folder}: cannot be written (permission denied); choose another folder with --data DIR")


class Archive:
    """An open archive. What it gives in order is ordered by day of publication, then id; the undated come last."""

    def __init__(self, path: Path, *, write: bool) -> None:
        self.path = path
        with self._told():
            self._db = sqlite3.connect(_address(path, write=write), uri=True, timeout=_WAIT, isolation_level=None)
            try:
                self._prepare(write=write)
            except BaseException:
                self._db.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file. A transaction still open is undone."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside, or nothing of it. An inner one is part of the outer."""
        if self._db.in_transaction:
            yield
            return
        self._rows("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.rollback()
            raise
        self._rows("COMMIT")

    def add(self, article: Article) -> Added:
        """Keep an article. One that is there already changes nothing, unless it is told with other metadata.

        Metadata told twice are joined field by field (what is known before what is not, the lesser of two), so that
        the order of arrival does not count. A reading that they make obsolete is dropped.
        """
        with self.transaction():
            old = self.article(article.id)
            new = replace(article, retrieved=utc(article.retrieved or datetime.now(UTC)))
            both = joined(old, new) if old else new
            if both == old:
                return Added.SAME
            self._rows(sql.PUT, *to_row(both))
            if reads_anew(old, both):
                self._rows("INSERT OR REPLACE INTO readings (article) VALUES (?)", article.id)
        if old is None:
            return Added.NEW
        return Added.SAME if replace(old, retrieved=both.retrieved) == both else Added.CHANGED

    def has(self, article: str) -> bool:
        """Whether there is an article of this id."""
        return bool(self._rows("SELECT 1 FROM articles WHERE id = ?", article))

    def article(self, article: str) -> Article | None:
        """The article of this id, None where there is none."""
        found = self._rows("SELECT * FROM articles WHERE id = ?", article)
        return from_row(found[0]) if found else None

    def text(self, article: str) -> str | None:
        """The text of the article of this id, None where there is none."""
        found = self._rows("SELECT text FROM articles WHERE id = ?", article)
        return found[0][0] if found else None

    def find(self, name: str) -> tuple[Article, ...]:
        """The articles that a person may mean by an id or its beginning (4 digits or more), a key or a URL."""
        found = self._rows(sql.FIND, name, name, name)
        if not found and len(name) >= 4 and name.isalnum():
            found = self._rows(sql.BEGINS, name, name + "~")
        return tuple(self._each(found))

    def articles(self) -> Iterator[Article]:
        """Every article, in order."""
        return (article for article, _ in self._pages())

    def forget(self, article: str) -> bool:
        """Remove an article and its reading; False where there was none. Links are the business of linking."""
        return bool(self._rows("DELETE FROM articles WHERE id = ? RETURNING 1", article))

    def keep(self, reading: Reading) -> None:
        """Keep the reading of an article that is here, in place of one it had."""
        record = to_json(reading).decode()
        self._rows("INSERT OR REPLACE INTO readings VALUES (?, ?, ?)", reading.article, reading.reader, record)

    def reading(self, article: str) -> Reading | None:
        """The reading of an article, None where it has none."""
        found = self._rows("SELECT record FROM readings WHERE article = ?", article)
        return from_json(found[0][0], Reading) if found and found[0][0] else None

    def unread(self, reader: str) -> Iterator[Article]:
        """The articles that this reader (name and version) has not read, in order; readings may be kept meanwhile."""
        return self._each(self._rows(sql.UNREAD, reader, reader))

    def pairs(self) -> Iterator[tuple[Article, Reading]]:
        """Every article that has been read, with its reading, in order."""
        return ((article, from_json(record, Reading)) for article, record in self._pages() if record)

    def readings(self) -> Iterator[Reading]:
        """Every reading, in the order of the articles."""
        return (reading for _, reading in self.pairs())

    def judge(self, judgement: Judgement) -> None:
        """Keep a judgement; one on the same two things before it stays below it."""
        row = (judgement.left, judgement.right, judgement.verdict, judgement.by, utc(judgement.at).isoformat())
        self._rows("INSERT OR IGNORE INTO judgements VALUES (?, ?, ?, ?, ?)", *row)

    def judgements(self) -> tuple[Judgement, ...]:
        """The judgements in force, the last one on each two things, from the earliest on."""
        rows = self._rows("SELECT left, right, verdict, by, at FROM judgements ORDER BY at, verdict, left, right, by")
        last = {frozenset(row[:2]): row for row in rows}
        return tuple(to_judgement(row) for row in rows if last[frozenset(row[:2])] is row)

    def undo(self, left: str, right: str = "") -> Judgement | None:
        """Take back the last judgement on two things (in either order) and give it; one before it is in force again."""
        found = [j for j in self.judgements() if {j.left, j.right} == {left, right}]
        for judgement in found:
            row = (judgement.left, judgement.right, judgement.verdict, judgement.by, judgement.at.isoformat())
            self._rows("DELETE FROM judgements WHERE (left, right, verdict, by, at) = (?, ?, ?, ?, ?)", *row)
        return found[0] if found else None

    def links(self, space: str, keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The values linked to each key of a space, sorted; a key without any is left out."""
        return self._linked(sql.VALUES, space, keys)

    def linked(self, space: str, values: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The keys that each value of a space is linked to, sorted; a value without any is left out."""
        return self._linked(sql.KEYS, space, values)

    def relink(self, space: str, key: str, values: Iterable[str]) -> None:
        """Link a key of a space to these values and no others."""
        with self.transaction():
            self._rows("DELETE FROM links WHERE space = ? AND key = ?", space, key)
            listed = json.dumps(sorted(set(values)))
            self._rows("INSERT INTO links SELECT ?, ?, value FROM json_each(?)", space, key, listed)

    def keys(self, space: str) -> Iterator[str]:
        """Every key of a space that is linked to something, sorted."""
        return (key for (key,) in self._rows("SELECT DISTINCT key FROM links WHERE space = ? ORDER BY key", space))

    def unlink(self) -> None:
        """Drop every link of every space, for linking anew: every article is then unlinked."""
        with self.transaction():
            self._rows("DELETE FROM links")
            self._rows("INSERT OR IGNORE INTO unlinked SELECT article FROM readings")

    def unlinked(self, limit: int) -> tuple[str, ...]:
        """Articles (ids) that came, were read anew or went since they were linked: so many at most, in order of id."""
        return tuple(id_ for (id_,) in self._rows("SELECT article FROM unlinked ORDER BY article LIMIT ?", limit))

    def touch(self, articles: Iterable[str]) -> None:
        """Have articles (ids) linked again."""
        self._rows("INSERT OR IGNORE INTO unlinked SELECT value FROM json_each(?)", json.dumps(list(articles)))

    def settle(self, articles: Iterable[str]) -> None:
        """Note that articles (ids) are linked as they are."""
        self._rows("DELETE FROM unlinked WHERE article IN (SELECT value FROM json_each(?))", json.dumps(list(articles)))

    def pair(self, article: str) -> tuple[Article, Reading] | None:
        """An article with its reading, None where it has none."""
        found, reading = self.article(article), self.reading(article)
        return (found, reading) if found and reading else None

    def linked_pair(self, article: str) -> tuple[Article, Reading] | None:
        """The same for one that is linked as it is, None for one that is still to be linked."""
        waits = self._rows("SELECT 1 FROM unlinked WHERE article = ?", article)
        return None if waits else self.pair(article)

    def state(self, name: str) -> str | None:
        """What was noted under a name, None where nothing was."""
        found = self._rows("SELECT value FROM state WHERE name = ?", name)
        return str(found[0][0]) if found else None

    def note(self, name: str, value: str) -> None:
        """Note something under a name, in place of what was."""
        self._rows("INSERT OR REPLACE INTO state VALUES (?, ?)", name, value)

    def counts(self) -> Counts:
        """What the archive holds."""
        (row,) = self._rows(sql.COUNTS)
        first, last = (datetime.fromisoformat(when) if when else None for when in row[2:])
        return Counts(row[0], row[1], len(self.judgements()), first, last)

    def _linked(self, statement: str, space: str, wanted: Iterable[str]) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for one, other in self._rows(statement, space, json.dumps(list(wanted))):
            found.setdefault(one, []).append(other)
        return {one: tuple(others) for one, others in found.items()}

    def _each(self, ids: list[tuple[str]]) -> Iterator[Article]:
        return (article for (one,) in ids if (article := self.article(one)))

    def _pages(self) -> Iterator[tuple[Article, str | None]]:
        """The articles in order with their readings' records, page by page: others may be written meanwhile."""
        place = ("", "")
        while page := self._rows(sql.PAGE_OF, *place):
            for *row, record in page:
                article = from_row(row)
                yield article, record
            place = (day(article), article.id)

    def _rows(self, statement: str, *arguments: Any) -> list[tuple[Any, ...]]:
        with self._told():
            return self._db.execute(statement, arguments).fetchall()

    def _prepare(self, *, write: bool) -> None:
        self._db.execute("PRAGMA foreign_keys = ON")
        if write:
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")  # a power cut may cost the last steps, never a half one
            if self._is_blank():
                with self.transaction():
                    self._create()
        if self._rows("PRAGMA application_id") != [(sql.OURS,)]:
            raise StoreError(f"{self.path}: {sql.ADVICE[sqlite3.SQLITE_NOTADB]}")
        self._check_format(self._schema(), write=write)

    def _check_format(self, schema: int, *, write: bool) -> None:
        if schema > sql.SCHEMA:
            raise StoreError(
                f"{self.path}: written by a newer kg (format {schema}, this one knows {sql.SCHEMA}); "
                "upgrade with pip install -U kg-deals"
            )
        if schema < sql.SCHEMA and write:
            with self.transaction():
                self._bring_up_to_date()
        elif schema < sql.SCHEMA:
            raise StoreError(f"{self.path}: written by an older kg (format {schema}); kg rebuild brings it up to date")

    def _schema(self) -> int:
        return int(self._rows("PRAGMA user_version")[0][0])

    def _bring_up_to_date(self) -> None:
        """Add what an archive of an older format lacks; all its articles are linked anew."""
        for statement in sql.LINKING.split(";\n"):
            self._rows(statement)
        self.unlink()
        self._rows(f"PRAGMA user_version = {sql.SCHEMA}")

    def _is_blank(self) -> bool:
        return not self._rows("SELECT 1 FROM sqlite_schema LIMIT 1")

    def _create(self) -> None:
        if not self._is_blank():  # another process was faster
            return
        for statement in (sql.TABLES + sql.LINKING).split(";\n"):
            self._rows(statement)
        self._rows(f"PRAGMA application_id = {sql.OURS}")
        self._rows(f"PRAGMA user_version = {sql.SCHEMA}")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """SQLite's errors in the user's words."""
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            raise StoreError(f"{self.path}: {sql.ADVICE.get(code, str(error))}") from error


def _address(path: Path, *, write: bool) -> str:
    """SQLite's address of the file. Who may not write beside it opens it as one that nobody writes to, if so it is."""
    alone = not _may_write(path.parent) and not path.with_name(f"{FILE}-wal").exists()
    return path.absolute().as_uri() + ("?mode=rwc" if write else "?immutable=1" if alone else "?mode=ro")


def _may_write(folder: Path) -> bool:
    return os.access(folder, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids)
