"""A deal's own quads read back: what of them the sums need, whether they are new or come from the store."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad

from kg.iris import enum_of, kg
from kg.kinds import Kind, Role, Status

_MONEY = frozenset(("low", "high", "eurLow", "eurHigh", "usdLow", "usdHigh"))
_ROLES = {kg(role.value): role for role in Role}
_NAMES = {kg(name): name for name in ("kind", "status", "year", "amount", "amends", "currency", "per", *_MONEY)}


@dataclass(frozen=True, slots=True)
class DealFacts:
    """What the sums need of a deal. ``money`` holds its headline amount by property name; ``amended`` by a firm deal.

    Parties are entities' nodes; ``per`` is the property's value; ``amends`` the node of the deal it amends.
    """

    node: NamedNode
    kind: Kind
    status: Status
    year: str | None
    parties: tuple[tuple[Role, NamedNode], ...]
    money: tuple[tuple[str, Decimal], ...] = ()
    currency: str | None = None
    per: NamedNode | None = None
    amends: NamedNode | None = None
    amended: bool = False


def facts_of(node: NamedNode, quads: Iterable[Quad], *, amended: bool) -> DealFacts:
    """The facts among a deal's quads, those of its headline amount included."""
    about: dict[NamedNode, dict[str, NamedNode | Literal]] = {}
    parties: set[tuple[Role, NamedNode]] = set()
    for quad in quads:
        predicate, subject, value = quad.predicate, quad.subject, quad.object
        if (role := _ROLES.get(predicate)) and subject == node and isinstance(value, NamedNode):
            parties.add((role, value))
        name = _NAMES.get(predicate)
        if name and isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
            about.setdefault(subject, {})[name] = value
    deal = about[node]
    headline = _node(deal.get("amount"))
    amount = about.get(headline, {}) if headline else {}
    return DealFacts(
        node,
        Kind(enum_of(deal["kind"].value, Kind)),
        Status(enum_of(deal["status"].value, Status)),
        deal["year"].value if "year" in deal else None,
        tuple(sorted(parties, key=lambda party: (party[0].value, party[1].value))),
        money=tuple((name, Decimal(amount[name].value)) for name in sorted(_MONEY & amount.keys())),
        currency=amount["currency"].value if amount else None,
        per=_node(amount.get("per")),
        amends=_node(deal.get("amends")),
        amended=amended,
    )


def _node(term: NamedNode | Literal | None) -> NamedNode | None:
    return term if isinstance(term, NamedNode) else None
