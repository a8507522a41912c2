"""Deals as quads of the world graph: kind, parties, amounts, term, history, and the claims that tell them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal, NamedNode, Quad

from kg.iris import TYPE, WORLD, ancestors, claim_iri, deal_iri, entity_iri, kg, part_iri, term_of
from kg.kinds import Firmness, Role, Side
from kg.model import Article, ClaimRef, Deal, DealParty, Reading, Step, claim_key
from kg.triples.literals import Fact, dated, day, describe, flag, lasting, number, text, whole
from kg.triples.money import amount_quads, in_dollars
from kg.triples.shelves import Dates, amounts_differ, deal_shelves, denied_yet_firm, month
from kg.values.calendar import add, earliest, latest


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the world's statements come from: an article and its reading by id, and each copy's first telling."""

    find: Callable[[str], tuple[Article, Reading]]
    copies: Mapping[str, str]

    def claim(self, ref: ClaimRef) -> NamedNode:
        """The IRI of a claim."""
        return claim_iri(claim_key(self.find(ref.article)[1], ref.index))

    def published(self, deal: Deal) -> list[date]:
        """The days on which articles told the deal, earliest first, those known."""
        found = {self.find(ref.article)[0].published for ref in deal.claims}
        return sorted(on for on in found if on)


def deal_quads(deal: Deal, sources: Sources) -> Iterator[Quad]:
    """Everything about a deal that depends on it alone; whether sums count it is the business of the totals."""
    node, published = deal_iri(deal.id), sources.published(deal)
    on = deal_day(deal, published)
    dates = Dates(on, published[0] if published else None, expected_end(deal))
    usd = in_dollars(deal.amounts[0].amount, on) if deal.amounts else None
    yield from describe(node, WORLD, _deal_facts(deal, node, sources))
    yield from describe(node, WORLD, _time_facts(deal, dates, published))
    yield from describe(node, WORLD, ((kg("shelf"), text(key)) for key in deal_shelves(deal, dates, usd)))
    for place, stated in enumerate(deal.amounts, 1):
        amount = part_iri(node, "amount", place)
        yield from amount_quads(amount, WORLD, stated.amount, on)
        yield from describe(amount, WORLD, ((kg("supportedBy"), sources.claim(ref)) for ref in stated.claims))
    for place, step in enumerate(deal.history, 1):
        yield from describe(part_iri(node, "step", place), WORLD, _step_facts(step, sources))


def deal_day(deal: Deal, published: list[date]) -> date | None:
    """The one day to sort and count a deal by: signing, first dated firm step, start, first report."""
    firm = [step.on for step in deal.history if step.status.firmness is Firmness.FIRM]
    known = [first for when in (deal.signed, *firm, deal.start) if when and (first := earliest(when))]
    return known[0] if known else (published[0] if published else None)


def expected_end(deal: Deal) -> date | None:
    """The last day a deal is known to run: its end, else its start or signing plus its duration.

    >>> from kg.kinds import Grain, Kind, Status
    >>> from kg.model import Duration, TimeSpan
    >>> year = TimeSpan(date(2025, 1, 1), date(2026, 1, 1), Grain.YEAR)
    >>> lease = Deal("d", Kind.LEASE, (), Status.SIGNED, (), start=year, duration=Duration(5, Grain.YEAR))
    >>> expected_end(lease).isoformat()
    '2030-12-31'
    """
    if deal.end:
        return latest(deal.end)
    begin = deal.start or deal.signed
    final = add(begin, deal.duration) if begin and deal.duration else None
    return latest(final) if final else None


def shared_sides(parties: tuple[DealParty, ...]) -> bool:
    """Whether several parties stand on one side, so that the amount is theirs together.

    A company sold beside its seller is what is sold, and takes no part of the price.

    >>> shared_sides((DealParty(Role.SELLER, "a"), DealParty(Role.TARGET, "b"), DealParty(Role.ACQUIRER, "c")))
    False
    >>> shared_sides((DealParty(Role.LENDER, "a"), DealParty(Role.LENDER, "b"), DealParty(Role.BORROWER, "c")))
    True
    """
    paid = {(party.role.side, party.entity) for party in parties if party.role in money_roles(p.role for p in parties)}
    return any(sum(side is each for each, _ in paid) > 1 for side in Side)


def money_roles(roles: Iterator[Role]) -> frozenset[Role]:
    """The roles among those of a deal that its amount is paid or received by.

    Not a company sold beside its seller; not the banks that place a bond (providers) beside its buyers and issuer.

    >>> sorted(money_roles(iter([Role.ISSUER, Role.PROVIDER])))
    [<Role.ISSUER: 'issuer'>]
    """
    here = set(roles)
    apart = {Role.TARGET} if Role.SELLER in here else set()
    return frozenset(here - apart - ({Role.PROVIDER} if Role.ISSUER in here else set()))


def _deal_facts(deal: Deal, node: NamedNode, sources: Sources) -> Iterator[Fact]:
    for kind in (term_of(deal.kind), *ancestors(term_of(deal.kind))):
        yield TYPE, kind
    yield kg("kind"), term_of(deal.kind)
    yield kg("status"), term_of(deal.status)
    yield kg("firmness"), term_of(deal.status.firmness)
    yield kg("joint"), flag(shared_sides(deal.parties))
    yield kg("confidence"), number(deal.confidence)
    yield kg("amends"), deal_iri(deal.amends) if deal.amends else None
    for party in deal.parties:
        for role in (term_of(party.role), *ancestors(term_of(party.role))):
            yield role, entity_iri(party.entity)
    yield from _parts(deal, node)
    for ref in deal.claims:
        yield kg("supportedBy"), sources.claim(ref)
    yield kg("sources"), whole(len({sources.copies.get(ref.article, ref.article) for ref in deal.claims}))


def _parts(deal: Deal, node: NamedNode) -> Iterator[Fact]:
    """Its amounts and steps, and among them what the sources disagree about."""
    differ, denied = amounts_differ(deal), denied_yet_firm(deal)
    for place in range(1, len(deal.amounts) + 1):
        amount = part_iri(node, "amount", place)
        yield kg("amount" if place == 1 else "disputedAmount"), amount
        yield kg("contested"), amount if differ else None
    for place in range(1, len(deal.history) + 1):
        step = part_iri(node, "step", place)
        yield kg("history"), step
        yield kg("contested"), step if denied else None


def _time_facts(deal: Deal, dates: Dates, published: list[date]) -> Iterator[Fact]:
    on, final = dates.day, dates.ends
    yield from dated("signed", deal.signed)
    yield from dated("start", deal.start)
    yield from dated("end", deal.end)
    yield from lasting(deal.duration)
    yield kg("day"), day(on)
    yield kg("month"), _month(on)
    yield kg("year"), text(f"{on.year:04}", "gYear") if on else None
    yield kg("expectedEnd"), day(final)
    yield kg("endMonth"), _month(final)
    if published:
        yield kg("firstReported"), day(published[0])
        yield kg("reportedMonth"), _month(published[0])
        yield kg("lastReported"), day(published[-1])


def _step_facts(step: Step, sources: Sources) -> Iterator[Fact]:
    yield TYPE, kg("Step")
    yield kg("status"), term_of(step.status)
    yield from dated("on", step.on)
    yield kg("supportedBy"), sources.claim(step.claim)


def _month(on: date | None) -> Literal | None:
    return text(month(on), "gYearMonth") if on else None
