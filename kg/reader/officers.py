"""Who holds which post where, settled: the words beside a person's name say the post, and one company has him.

The model is good at seeing that a person belongs to some company, less so at telling which of two, and poor at telling
a chief executive from a chair or a spokeswoman, which hangs on one word that the rules know (rows 'post' of
``relations.toml``). So its chances of a post in each company are taken together, and weigh more where such a word is.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kg.reader.page import Page
from kg.reader.posts import posts_beside
from kg.reader.structure import HELD, FoundRelation, Structure

_SAID, _UNSAID = 0.3, 0.7
"""How likely a person must be to hold a post somewhere, with and without words that say so: by the dev articles."""


def settle_officers(page: Page, structure: Structure) -> Structure:
    """The structure with one post for each person: in the likeliest company, of the kind that the words say."""
    by_person: defaultdict[int, list[FoundRelation]] = defaultdict(list)
    for relation in structure.relations:
        if relation.predicate in HELD:
            by_person[relation.subject].append(relation)
    settled = (_settled(page, structure, found) for found in by_person.values())
    others = [r for r in structure.relations if r.predicate not in HELD]
    return replace(structure, relations=(*others, *filter(None, settled)))


def _settled(page: Page, structure: Structure, found: Sequence[FoundRelation]) -> FoundRelation | None:
    relation = max(found, key=lambda r: r.confidence)
    names = [structure.mentions[i].span for i in structure.clusters[relation.subject].mentions]
    said = {post for span in names for post in posts_beside(page, span)} & HELD
    if sum(r.confidence for r in found) <= (_SAID if said else _UNSAID):
        return None
    return replace(relation, predicate=said.pop()) if len(said) == 1 else relation
