"""The archive: articles, their readings, judgements and the state of linking, in one SQLite file.

It is the only source of truth; the graph is rebuilt from it at any time. One process writes, each transaction whole or
not at all, also when it is killed; any number read. What is asked for comes in one order, whatever order it came in.
"""

from kg.archive.archive import FILE as FILE
from kg.archive.archive import Added as Added
from kg.archive.archive import Archive as Archive
from kg.archive.archive import Counts as Counts
from kg.archive.archive import open_archive as open_archive
from kg.archive.statements import SCHEMA as SCHEMA
