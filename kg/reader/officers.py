"""Who holds which post where, settled: the words beside a person's name say the post, and one company has him.

The model is good at seeing that a person belongs to a company, and poor at telling a chief executive from a chair or a
spokeswoman, which hangs on one word that the rules know (rows 'post' of ``relations.toml``).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from kg.model import Predicate
from kg.reader.page import Page
from kg.reader.posts import posts_beside
from kg.reader.structure import FoundRelation, Structure

HELD = frozenset({Predicate.CEO_OF, Predicate.EXECUTIVE_OF})

_SAME_SENTENCE = 0.4
"""What a company in the sentence of the person has the advantage of, in probability: chosen on the dev articles."""


def settle_officers(page: Page, structure: Structure) -> Structure:
    """The structure with one post for each person: in the likeliest company, of the kind that the words say."""
    by_person: defaultdict[int, list[FoundRelation]] = defaultdict(list)
    for relation in structure.relations:
        if relation.predicate in HELD:
            by_person[relation.subject].append(relation)
    settled = [_settled(page, structure, found) for found in by_person.values()]
    others = [r for r in structure.relations if r.predicate not in HELD]
    return replace(structure, relations=(*others, *settled))


def _settled(page: Page, structure: Structure, found: Iterable[FoundRelation]) -> FoundRelation:
    relation = max(found, key=lambda r: r.confidence + _SAME_SENTENCE * _meet(page, structure, r))
    names = [structure.mentions[i].span for i in structure.clusters[relation.subject].mentions]
    said = {post for span in names for post in posts_beside(page, span)} & HELD
    return replace(relation, predicate=said.pop()) if len(said) == 1 else relation


def _meet(page: Page, structure: Structure, relation: FoundRelation) -> bool:
    """Whether a sentence has both of the relation."""
    places = [_sentences(page, structure, cluster) for cluster in (relation.subject, relation.object)]
    return not places[0].isdisjoint(places[1])


def _sentences(page: Page, structure: Structure, cluster: int) -> set[int]:
    starts = (structure.mentions[i].span.start for i in structure.clusters[cluster].mentions)
    return {at for start in starts if (at := page.sentence_at(start)) is not None}
