"""What the rules know helps the trained model: pairs that a trigger ties, and relations that it does not see."""

import itertools
from collections.abc import Sequence
from dataclasses import replace

from kg.reader.deals import find_deals
from kg.reader.names import Names
from kg.reader.neural import Neural
from kg.reader.page import Page
from kg.reader.relations import find_relations
from kg.reader.structure import Cluster, FoundMention, Structure


def read_page(model: Neural, page: Page, title: str | None) -> Structure:
    """The model's reading of a page, with the rules' evidence.

    Args:
        model: The trained model.
        page: The article's text, sentences and values.
        title: Its headline, if it has one.
    """

    def tied(mentions: Sequence[FoundMention], clusters: Sequence[Cluster]) -> frozenset[frozenset[int]]:
        found = find_deals(page, Names(tuple(mentions), tuple(clusters)))
        pairs = (frozenset((p.cluster, q.cluster)) for d in found for p, q in itertools.combinations(d.parties, 2))
        return frozenset(pair for pair in pairs if len(pair) > 1)

    return with_relations(page, model.read(page.text, title, page.places, tied))


def with_relations(page: Page, structure: Structure) -> Structure:
    """The structure with the relations that the rules find between two of which it says none."""
    found = find_relations(page, Names(structure.mentions, structure.clusters), structure.deals)
    known = {frozenset((r.subject, r.object)) for r in structure.relations}
    more = tuple(r for r in found if frozenset((r.subject, r.object)) not in known)
    return replace(structure, relations=structure.relations + more)
