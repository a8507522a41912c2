"""The stages called in order: sources, reading, archive, linking, graph."""

from kg.pipeline.articles import Ingested as Ingested
from kg.pipeline.articles import Step as Step
from kg.pipeline.articles import forget as forget
from kg.pipeline.articles import from_lines as from_lines
from kg.pipeline.articles import ingest as ingest
from kg.pipeline.articles import line as line
from kg.pipeline.articles import read_annotated as read_annotated
from kg.pipeline.articles import read_sources as read_sources
from kg.pipeline.articles import rebuild as rebuild
from kg.pipeline.upkeep import refresh as refresh
from kg.pipeline.worlds import doubts as doubts
from kg.pipeline.worlds import judge as judge
from kg.pipeline.worlds import know as know
from kg.pipeline.worlds import link_archive as link_archive
from kg.pipeline.worlds import link_lines as link_lines
from kg.pipeline.worlds import link_stories as link_stories
from kg.pipeline.worlds import name_in_article as name_in_article
from kg.pipeline.worlds import own_list as own_list
from kg.pipeline.worlds import take_back as take_back
