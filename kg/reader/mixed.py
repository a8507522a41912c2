"""What the rules know helps the trained model: pairs that a trigger ties, and relations that it does not see."""

import itertools
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from kg.kinds import Family, Kind
from kg.reader.deals import find_deals
from kg.reader.names import Names
from kg.reader.neural import Neural
from kg.reader.neural_names import words
from kg.reader.neural_pairs import Tie
from kg.reader.officers import settle_officers
from kg.reader.page import Page
from kg.reader.relations import find_relations
from kg.reader.structure import HELD, Cluster, FoundDeal, FoundMention, FoundParty, Structure

_TERMS = ("end", "duration")
_SHARED = 2
_SURE = 0.4


def read_page(model: Neural, page: Page, title: str | None) -> Structure:
    """The model's reading of a page, with the rules' evidence.

    Args:
        model: The trained model.
        page: The article's text, sentences and values.
        title: Its headline, if it has one.
    """
    known: list[FoundDeal] = []

    def tied(mentions: Sequence[FoundMention], clusters: Sequence[Cluster]) -> list[Tie]:
        known.extend(find_deals(page, Names(tuple(mentions), tuple(clusters))))
        pairs = (pair for deal in known for pair in itertools.combinations(deal.parties, 2))
        return [(p.cluster, p.role, q.cluster, q.role) for p, q in pairs if p.cluster != q.cluster]

    structure = without_houses(page.text, model.read(page.text, title, page.places, tied))
    structure = once_a_contract(page, once_a_house(page, structure))
    return with_relations(page, settle_officers(page, with_seconds(page, with_terms(structure, known), known)))


def without_houses(text: str, structure: Structure) -> Structure:
    """The structure without parties whose whole name begins that of another, of their role or in a contract of three.

    Told of 'Norvia Cloud' and, for short, of 'Norvia', a deal is of the one that is named in full. A house may buy its
    branch; that it is its branch's customer together with others is a slip.
    """
    named = _named(text, structure)

    def is_house(party: FoundParty, deal: FoundDeal) -> bool:
        with_others = deal.kind.family is Family.CONTRACT and len(deal.parties) > _SHARED
        others = [p for p in deal.parties if (with_others or p.role is party.role) and p.cluster != party.cluster]
        return any(_begins(named[party.cluster], named[p.cluster]) for p in others)

    kept = [(d, tuple(p for p in d.parties if not is_house(p, d))) for d in structure.deals]
    deals = tuple(replace(d, parties=parties) if len(parties) > 1 else d for d, parties in kept)
    return replace(structure, deals=deals)


def once_a_house(page: Page, structure: Structure) -> Structure:
    """The structure without deals told again of the house for its branch: else the same, to the amount."""
    named, worth = _named(page.text, structure), page.places.worth

    def retold(deal: FoundDeal, other: FoundDeal) -> bool:
        if deal.kind is not other.kind or deal.amount is None or other.amount is None:
            return False
        mine, theirs = set(deal.parties) - set(other.parties), set(other.parties) - set(deal.parties)
        if worth[deal.amount] != worth[other.amount] or not len(mine) == len(theirs) == 1:
            return False
        house, branch = mine.pop(), theirs.pop()
        return house.role is branch.role and _begins(named[house.cluster], named[branch.cluster])

    return _told_once(structure, retold)


def once_a_contract(page: Page, structure: Structure) -> Structure:
    """The structure without alliances that are a contract of the same two told in other words.

    'Their collaboration' is the contract they signed, unless it has an amount of its own; a house is its branch here.
    """
    named, worth = _named(page.text, structure), page.places.worth

    def same(one: int, other: int) -> bool:
        return one == other or _begins(named[one], named[other]) or _begins(named[other], named[one])

    def retold(deal: FoundDeal, other: FoundDeal) -> bool:
        if deal.kind is not Kind.PARTNERSHIP or other.kind.family is not Family.CONTRACT or len(deal.parties) > _SHARED:
            return False
        if deal.amount is not None and (other.amount is None or worth[deal.amount] != worth[other.amount]):
            return False
        return all(any(same(p.cluster, q.cluster) for q in other.parties) for p in deal.parties)

    return _told_once(structure, retold)


def _told_once(structure: Structure, retold: Callable[[FoundDeal, FoundDeal], bool]) -> Structure:
    """The structure without deals that are another one told again."""
    return replace(structure, deals=tuple(d for d in structure.deals if not any(retold(d, o) for o in structure.deals)))


def _named(text: str, structure: Structure) -> list[set[tuple[str, ...]]]:
    return [{words(structure.mentions[i].span.of(text)) for i in _names(structure, c)} for c in structure.clusters]


def _names(structure: Structure, cluster: Cluster) -> list[int]:
    return [i for i in cluster.mentions if not structure.mentions[i].anaphor]


def _begins(house: AbstractSet[tuple[str, ...]], branch: AbstractSet[tuple[str, ...]]) -> bool:
    return any(short != long and long[: len(short)] == short for short in house for long in branch)


def with_terms(structure: Structure, known: Sequence[FoundDeal]) -> Structure:
    """The structure whose deals have the dates that the rules find for the same deal where the model finds none.

    Args:
        structure: What the model found.
        known: Deals by the rules, of the same clusters.
    """
    return replace(structure, deals=tuple(_with_terms(deal, known) for deal in structure.deals))


def _with_terms(deal: FoundDeal, known: Sequence[FoundDeal]) -> FoundDeal:
    parties = {p.cluster for p in deal.parties}
    for other in known:
        same = deal.amount == other.amount if deal.amount is not None else deal.evidence == other.evidence
        if same and len(parties & {p.cluster for p in other.parties}) >= _SHARED:
            given = {slot: getattr(other, slot) for slot in _TERMS if getattr(deal, slot) is None}
            return replace(deal, **given)
    return deal


def with_seconds(page: Page, structure: Structure, known: Sequence[FoundDeal]) -> Structure:
    """The structure with the rules' further deal of parties that deal already, where it has an amount of its own.

    The model's table has one cell for two companies: of two contracts between them it may see one.
    """
    worth = page.places.worth
    more: list[FoundDeal] = []
    for deal in known:
        parties = {p.cluster for p in deal.parties}
        theirs = [d for d in (*structure.deals, *more) if parties == {p.cluster for p in d.parties}]
        amounts = [None if d.amount is None else worth[d.amount] for d in (deal, *theirs)]
        alike = any(d.kind is deal.kind for d in theirs) and deal.evidence not in {d.evidence for d in theirs}
        if alike and deal.confidence >= _SURE and None not in amounts and amounts[0] not in amounts[1:]:
            more.append(deal)
    return replace(structure, deals=(*structure.deals, *more))


def with_relations(page: Page, structure: Structure) -> Structure:
    """The structure with the relations that the rules find between two of which it says none.

    A person whose company the model knows gets no further one.
    """
    found = find_relations(page, Names(structure.mentions, structure.clusters), structure.deals)
    known = {frozenset((r.subject, r.object)) for r in structure.relations}
    placed = {r.subject for r in structure.relations if r.predicate in HELD}
    new = [r for r in found if frozenset((r.subject, r.object)) not in known]
    posts = {r.subject: r for r in reversed(new) if r.predicate in HELD and r.subject not in placed}
    others = (r for r in new if r.predicate not in HELD)
    return replace(structure, relations=(*structure.relations, *others, *posts.values()))
