"""Where articles come from: text files, web pages, JSON, folders, standard input."""

from kg.sources.draft import Detect as Detect
from kg.sources.draft import Skipped as Skipped
from kg.sources.draft import Told as Told
from kg.sources.files import open_sources as open_sources
