"""Sides that the names of the parties speak for: of a loan between 'Banco Rial' and 'Norvia' the bank is the lender."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from kg import lexicon
from kg.kinds import Kind, Side
from kg.reader.settle import sides_of
from kg.reader.structure import FoundDeal, FoundParty


@dataclass(frozen=True, slots=True)
class Nature:
    """A row of the section 'nature': names that speak for a side of deals of these kinds."""

    side: Side
    kinds: frozenset[Kind]
    pattern: re.Pattern[str]


def side_of(name: str, kind: Kind, language: str) -> Side | None:
    """The side of a deal of this kind that a name speaks for, None where it speaks for none or for both.

    >>> side_of("Banco Rial", Kind.LOAN, "es"), side_of("Banco Rial", Kind.SUPPLY, "es")
    (<Side.GIVES: 'gives'>, None)
    """
    sides = {n.side for n in natures(language) if kind in n.kinds and n.pattern.search(name)}
    return sides.pop() if len(sides) == 1 else None


def by_nature(deals: Iterable[FoundDeal], names: Mapping[int, str], language: str) -> tuple[FoundDeal, ...]:
    """The deals with sides as the names speak for them, where that tells the parties of a deal apart.

    Args:
        deals: The deals.
        names: Each cluster's surfaces, a line each.
        language: The article's language.
    """
    return tuple(_settled(deal, names, language) for deal in deals)


def _settled(deal: FoundDeal, names: Mapping[int, str], language: str) -> FoundDeal:
    spoken = {p.cluster: side_of(names.get(p.cluster, ""), deal.kind, language) for p in deal.parties}
    for side in (Side.GIVES, Side.TAKES):
        mine = {c for c, s in spoken.items() if s is side}
        if mine and len(mine) < len(spoken) and not any(s for c, s in spoken.items() if c not in mine):
            return replace(
                deal, parties=tuple(_turned(p, deal.kind, side, own=p.cluster in mine) for p in deal.parties)
            )
    return deal


def _turned(party: FoundParty, kind: Kind, side: Side, *, own: bool) -> FoundParty:
    """The party on its side; a role that already is on that side stays."""
    wanted = side if own else Side.TAKES if side is Side.GIVES else Side.GIVES
    if party.role.side is wanted:
        return party
    gives, takes = sides_of(kind)
    return FoundParty(gives if wanted is Side.GIVES else takes, party.cluster)


@cache
def natures(language: str) -> tuple[Nature, ...]:
    """The language's rows."""
    return tuple(
        Nature(Side(r.fields["side"]), frozenset(map(Kind, r.fields["kinds"])), re.compile(r.pattern))
        for r in lexicon.rows(language, "deals", "nature")
    )
