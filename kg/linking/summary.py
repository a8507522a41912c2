"""One entity out of its nodes, one deal out of its reports: what is shown of them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from kg.kinds import Role, Status
from kg.linking.entities import Members
from kg.linking.known import identifier_of
from kg.linking.names import is_acronym, is_description
from kg.linking.nodes import Node
from kg.linking.reports import Report
from kg.model import Alias, Amount, ClaimRef, Deal, DealParty, Entity, NameRef, StatedAmount, Step


def entity_of(members: Members) -> Entity:
    """An entity with every name that articles give it, its identifiers and country."""
    nodes, known = members.nodes, members.known
    said = Counter((name.text, node.language) for node in nodes for name in node.names)
    return Entity(
        id=entity_id(members),
        kind=nodes[0].kind,
        name=_best_name(nodes),
        aliases=tuple(Alias(text, language) for text, language in sorted(said)),
        mentions=tuple(sorted({NameRef(node.article, name.text) for node in nodes for name in node.names})),
        identifiers=known.identifiers if known else (),
        country=(known.country if known else None) or _leading(n.country or n.origin for n in nodes),
        watched=bool(known and known.watched),
    )


def entity_id(members: Members) -> str:
    """An entity's lasting name, of letters, digits and hyphens: by its identifier, else its least name key."""
    lasting = identifier_of(members.known)
    if lasting:
        return f"{members.nodes[0].kind}-{lasting.scheme}-{lasting.value}"
    return re.sub(r"[^\w]+", "-", members.id).strip("-")


def _best_name(nodes: tuple[Node, ...]) -> str:
    """The name that most articles use as the main one; no description or acronym where there is a name."""
    names = Counter(n.name for n in nodes)
    return min(names, key=lambda t: (is_description(t), is_acronym(t), -names[t], -len(t), t))


def _leading(values: Iterable[str | None]) -> str | None:
    counted = Counter(v for v in values if v)
    return min(counted, key=lambda v: (-counted[v], v), default=None)


def deal_of(id_: str, reports: tuple[Report, ...], history: tuple[Step, ...], amends: str | None) -> Deal:
    """A deal as its reports (in order of publication) tell it; the latest telling wins where they differ."""
    kinds = Counter(r.claim.kind for r in reports)
    last = [r.claim for r in reversed(reports)]
    return Deal(
        id=id_,
        kind=min(kinds, key=lambda k: (-kinds[k], k)),
        parties=tuple(_parties(reports)),
        status=history[-1].status,
        claims=tuple(sorted(r.ref for r in reports)),
        amounts=_amounts(reports),
        signed=next((c.signed for c in last if c.signed and c.status is not Status.CANCELLED), None),
        start=next((c.start for c in last if c.start), None),
        end=next((c.end for c in last if c.end), None),
        duration=next((c.duration for c in last if c.duration), None),
        history=history,
        amends=amends,
        confidence=max(r.claim.confidence for r in reports),
    )


def _parties(reports: tuple[Report, ...]) -> Iterator[DealParty]:
    """Each entity in the role that most reports give it."""
    roles: dict[str, Counter[Role]] = {}
    for report in reports:
        for entity, role in report.parties:
            roles.setdefault(entity, Counter())[role] += 1
    for entity, counted in sorted(roles.items()):
        yield DealParty(min(counted, key=lambda r: (-counted[r], r)), entity)


def _amounts(reports: tuple[Report, ...]) -> tuple[StatedAmount, ...]:
    """Each amount stated, with the claims that state it; those that agree stand together. Best first."""
    stated: list[tuple[Amount, list[ClaimRef]]] = []
    for report in reversed(reports):
        amount = report.claim.amount
        if amount is None:
            continue
        same = next((refs for a, refs in stated if a == amount), None)
        if same is None:
            stated.append((amount, [report.ref]))
        else:
            same.append(report.ref)
    ranked = sorted(enumerate(stated), key=lambda item: (-len(item[1][1]), item[0]))
    return tuple(StatedAmount(amount, tuple(sorted(refs))) for _, (amount, refs) in ranked)
