"""One deal told several times in an article becomes one.

Two tellings are one deal when they have two parties in common (or one's parties are all the other's), their kinds
are of one family, and nothing tells them apart: other amounts, other days of signing, or words that say so ('amplía un
contrato existente'). A telling that names the parent or a sibling of a party joins when the counterparty and the amount
are the same.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.kinds import Family, Kind, Role, Side, Status
from kg.model import Amount, TimeSpan
from kg.reader.settle import sides_of
from kg.reader.structure import FoundDeal, FoundParty

_VAGUE = {Family.ALLIANCE}
_SETTLED = (Status.DENIED, Status.CANCELLED, Status.COMPLETED, Status.SIGNED)


@dataclass(frozen=True, slots=True)
class Tellings:
    """What tells tellings apart: the values that deals refer to by index, the names of clusters, who says 'another'."""

    amounts: Sequence[Amount]
    dates: Sequence[TimeSpan | None]
    names: Mapping[int, str]
    another: Callable[[FoundDeal], bool]


def join_retellings(deals: Sequence[FoundDeal], known: Tellings) -> tuple[FoundDeal, ...]:
    """The deals, each told once: parties together, the first amount and dates given, the last status given.

    Args:
        deals: In the order of the text.
        known: What tells them apart.
    """
    groups: list[list[FoundDeal]] = []
    told: list[FoundDeal] = []
    for deal in deals:
        at = _group_of(deal, groups, told, known)
        if at is None:
            groups.append([deal])
            told.append(_one([deal], known))
        else:
            groups[at].append(deal)
            told[at] = _one(groups[at], known)
    return tuple(told)


def _group_of(
    deal: FoundDeal, groups: Sequence[list[FoundDeal]], told: Sequence[FoundDeal], known: Tellings
) -> int | None:
    """The latest group, told as one deal, that this may be a telling of; one with the same amount first."""
    fitting = [at for at, one in enumerate(told) if _same(one, deal, known)]
    if known.another(deal):
        firsts = {at: _amount(groups[at][0], known) for at in fitting}
        fitting = [at for at in fitting if firsts[at] and firsts[at] == _amount(deal, known)]
    same = [at for at in fitting if deal.amount is not None and _amount(told[at], known) == _amount(deal, known)]
    best = same or fitting
    return best[-1] if best else None


def _amount(deal: FoundDeal, known: Tellings) -> tuple[object, object] | None:
    if deal.amount is None:
        return None
    amount = known.amounts[deal.amount]
    return amount.high if amount.high is not None else amount.low, amount.low if amount.high is None else None


def _same(one: FoundDeal, other: FoundDeal, known: Tellings) -> bool:
    if not _kin(one, other) or _amounts_differ(one, other, known) or _days_differ(one, other, known):
        return False
    a, b = ({p.cluster for p in d.parties} for d in (one, other))
    shared = a & b
    if len(shared) > 1:
        return b <= a or one.kind.family is not Family.CONTRACT
    if shared and min(len(a), len(b)) == 1:
        return _same_side(one, other, shared)
    return bool(shared) and are_relatives(a - b, b - a, known) and _amount(other, known) in {None, _amount(one, known)}


def _kin(one: FoundDeal, other: FoundDeal) -> bool:
    """Whether two kinds may be one deal's: of one family, or one of them an agreement that says little."""
    families = {one.kind.family, other.kind.family}
    return len(families) == 1 or bool(families & _VAGUE and families <= {Family.ALLIANCE, Family.CONTRACT})


def _amounts_differ(one: FoundDeal, other: FoundDeal, known: Tellings) -> bool:
    a, b = _amount(one, known), _amount(other, known)
    return a is not None and b is not None and a != b


def _days_differ(one: FoundDeal, other: FoundDeal, known: Tellings) -> bool:
    a, b = (known.dates[d.signed] if d.signed is not None else None for d in (one, other))
    if a is None or b is None or a.start is None or b.start is None or a.end is None or b.end is None:
        return False
    return a.end <= b.start or b.end <= a.start


def _same_side(one: FoundDeal, other: FoundDeal, shared: set[int]) -> bool:
    sides = [{p.role.side for p in d.parties if p.cluster in shared} for d in (one, other)]
    return bool(sides[0] & sides[1])


def are_relatives(left: set[int], right: set[int], known: Tellings) -> bool:
    """Whether the parties that differ are a parent and its division by name: 'Amazon' and 'Amazon Web Services'."""
    pairs = [(known.names.get(a, ""), known.names.get(b, "")) for a in left for b in right]
    return any(a and b and (a.startswith(b + " ") or b.startswith(a + " ")) for a, b in pairs)


def _one(group: Sequence[FoundDeal], known: Tellings) -> FoundDeal:
    best = max(group, key=lambda d: (len(d.parties) > 1, d.amount is not None))
    specific = [d for d in group if d.kind.family not in _VAGUE] or list(group)
    kind = Counter(d.kind for d in specific).most_common(1)[0][0]
    parties = _sided(_parties(group, known), kind)
    statuses = [d.status for d in group]
    settled = [s for s in statuses if s in _SETTLED] or statuses
    return replace(
        best,
        kind=kind,
        parties=parties,
        status=min(settled, key=lambda s: _SETTLED.index(s) if s in _SETTLED else len(_SETTLED)),
        confidence=max(d.confidence for d in group),
        amount=_given(d.amount for d in group),
        signed=_given(d.signed for d in group),
        start=_given(d.start for d in group),
        end=_given(d.end for d in group),
        duration=_given(d.duration for d in group),
        said_by=_given(d.said_by for d in group),
    )


def _sided(parties: tuple[FoundParty, ...], kind: Kind) -> tuple[FoundParty, ...]:
    """Partners of a deal that turned out to have two sides stand opposite to those whose side is known."""
    gives, takes = sides_of(kind)
    known = {p.role.side for p in parties} - {Side.PEER}
    if gives is takes or not known or len(known) > 1:
        return parties
    other = takes if Side.GIVES in known else gives
    return tuple(FoundParty(other, p.cluster) if p.role is Role.PARTNER else p for p in parties)


def _given(values: Iterable[int | None]) -> int | None:
    return next((value for value in values if value is not None), None)


def _parties(group: Sequence[FoundDeal], known: Tellings) -> tuple[FoundParty, ...]:
    """All parties, each in the role most tellings give it; a parent told once instead of its division is left out."""
    votes: dict[int, Counter[Role]] = {}
    for deal in group:
        for party in deal.parties:
            votes.setdefault(party.cluster, Counter())[party.role] += 1 if party.role.side is Side.PEER else 2
    told = Counter(p.cluster for d in group for p in d.parties)
    stand_ins = {a for a in told for b in told if a != b and told[a] < told[b] and are_relatives({a}, {b}, known)}
    return tuple(FoundParty(r.most_common(1)[0][0], c) for c, r in votes.items() if c not in stand_ins)
