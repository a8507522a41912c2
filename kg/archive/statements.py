"""The tables of the archive, the statements that ask for more than a row, and what SQLite's errors mean here."""

import sqlite3

SCHEMA = 2
OURS = 0x6B67  # 'kg', SQLite's application_id
TABLES = """
CREATE TABLE articles (
  id TEXT PRIMARY KEY, key TEXT NOT NULL, text TEXT NOT NULL, language TEXT NOT NULL, title TEXT, url TEXT,
  publisher TEXT, country TEXT, published TEXT NOT NULL, retrieved TEXT NOT NULL) STRICT;
CREATE INDEX articles_in_order ON articles (published, id);
CREATE INDEX articles_by_key ON articles (key);
CREATE INDEX articles_by_url ON articles (url);
CREATE TABLE readings (
  article TEXT PRIMARY KEY REFERENCES articles ON DELETE CASCADE, reader TEXT NOT NULL DEFAULT '', record TEXT) STRICT;
CREATE INDEX readings_by_reader ON readings (reader);
CREATE TABLE judgements (
  left TEXT NOT NULL, right TEXT NOT NULL, verdict TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (at, left, right, verdict, by)) STRICT, WITHOUT ROWID;
CREATE TABLE links (
  space TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (space, key, value)) STRICT, WITHOUT ROWID;
CREATE INDEX links_by_value ON links (space, value, key);
"""
LINKING = """
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE unlinked (article TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TRIGGER read AFTER INSERT ON readings BEGIN
  INSERT INTO unlinked SELECT new.article WHERE new.article NOT IN unlinked; END;
CREATE TRIGGER told AFTER UPDATE ON articles BEGIN
  INSERT INTO unlinked SELECT new.id WHERE new.id NOT IN unlinked; END;
CREATE TRIGGER forgotten AFTER DELETE ON articles BEGIN
  INSERT INTO unlinked SELECT old.id WHERE old.id NOT IN unlinked; END;
"""
PUT = """
INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
  key = excluded.key, text = excluded.text, language = excluded.language, title = excluded.title, url = excluded.url,
  publisher = excluded.publisher, country = excluded.country, published = excluded.published,
  retrieved = excluded.retrieved
"""
PAGE_OF = """
SELECT articles.*, record FROM articles JOIN readings ON article = id WHERE (published, id) > (?, ?)
ORDER BY published, id LIMIT 200
"""
UNREAD = """
SELECT id FROM articles WHERE id IN (SELECT article FROM readings WHERE reader < ? UNION ALL
  SELECT article FROM readings WHERE reader > ?) ORDER BY +published, id
"""
FIND = "SELECT id FROM articles WHERE id = ? OR key = ? OR url = ? ORDER BY published, id"
BEGINS = "SELECT id FROM articles WHERE id >= ? AND id < ? ORDER BY published, id"
VALUES = """
SELECT key, value FROM links WHERE space = ? AND key IN (SELECT value FROM json_each(?)) ORDER BY key, value
"""
KEYS = """
SELECT value, key FROM links WHERE space = ? AND value IN (SELECT value FROM json_each(?)) ORDER BY value, key
"""
COUNTS = """
SELECT count(*), (SELECT count(*) FROM readings WHERE reader > ''), min(retrieved), max(retrieved) FROM articles
"""
ADVICE = {
    sqlite3.SQLITE_BUSY: "another process is writing to it; wait until that has ended",
    sqlite3.SQLITE_READONLY: "it cannot be written; choose another folder with --data DIR",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; look at the folder's permissions or choose another with --data DIR",
    sqlite3.SQLITE_FULL: "the disk is full; make room and run it again, nothing of this step was kept",
    sqlite3.SQLITE_NOTADB: "it is no archive of kg; choose another folder with --data DIR",
    sqlite3.SQLITE_CORRUPT: "it is damaged; restore a copy, or remove it and ingest again",
}
