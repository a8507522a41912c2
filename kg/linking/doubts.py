"""Deals that may be one, but too little speaks for it, or something against it: what a person is asked about them."""

from collections.abc import Iterable, Iterator
from itertools import combinations, product

from kg.linking.amounts import Agreement, agreement
from kg.linking.judgements import DEAL, Rulings
from kg.linking.reports import ENOUGH, Report, changes_the_other, likeness
from kg.model import Doubt

Reports = tuple[Report, ...]
Asked = tuple[Reports, Reports, Doubt]
DOUBTFUL = 0.5
_SURE = 0.99
_SUMS = {
    Agreement.SAME: "sums that agree",
    Agreement.NEAR: "sums that are near",
    Agreement.UNKNOWN: "no sums to compare",
    Agreement.APART: "sums that differ",
}


def deal_doubts(deals: Iterable[Reports], rulings: Rulings) -> Iterator[Asked]:
    """Every two deals with two parties in common that may be one, with the doubt; nobody has judged them."""
    beside: dict[tuple[str, ...], list[Reports]] = {}
    for reports in deals:
        for pair in {p for r in reports for p in combinations(sorted(r.entities), 2)}:
            beside.setdefault(pair, []).append(reports)
    seen = set()
    for several in beside.values():
        for one, other in combinations(several, 2):
            ends = one[0].key, other[0].key
            if ends not in seen and (found := _doubt(one, other, rulings)):
                left, right = sorted(f"{DEAL}{key}" for key in ends)
                yield one, other, Doubt(left, right, *found)
            seen.add(ends)


def _doubt(one: Reports, other: Reports, rulings: Rulings) -> tuple[float, str] | None:
    """How strongly two deals speak for being one, and why that is a question; None where it is none.

    Deals that one article tells beside each other are two, and so are a deal and its change.
    """
    pairs = tuple(product(one, other))
    if any(rulings.of_claims(a.key, b.key) for a, b in pairs):
        return None
    if any(a.ref.article == b.ref.article or changes_the_other(a, b) for a, b in pairs):
        return None
    alike = [(score, n) for n, (a, b) in enumerate(pairs) if (score := _likeness(a, b)) >= DOUBTFUL]
    if not alike:
        return None
    score, at = max(alike, key=lambda found: (found[0], -found[1]))
    against = "; other tellings of them speak against it" if score >= ENOUGH else ""
    return min(score, _SURE), _reason(*pairs[at]) + against


def _likeness(a: Report, b: Report) -> float:
    return (likeness(a, b) or 0.0) if len(a.entities & b.entities) > 1 else 0.0


def _reason(a: Report, b: Report) -> str:
    parties = "the same parties" if a.entities == b.entities else "parties in common"
    kinds = "one kind" if a.claim.kind is b.claim.kind else f"{a.claim.kind} or {b.claim.kind}"
    terms = a.claim.duration, b.claim.duration
    return f"{parties}, {kinds}, {_SUMS[agreement(a.claim.amount, b.claim.amount, a.day or b.day, terms=terms)]}"
