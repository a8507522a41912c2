"""Reports gathered into deals. Same parties is not enough: kind, money and dates must agree as well.

The strongest pairs come first; two reports of one article are two deals, and so is what cannot be one with any report
already there. The order of articles plays no part.
"""

import math
from collections.abc import Iterable, Iterator
from itertools import combinations

from kg import rates
from kg.kinds import Verdict
from kg.linking.amounts import Agreement, agreement
from kg.linking.judgements import Rulings
from kg.linking.reports import ENOUGH, Report, changes_the_other, likeness, when

_JUDGED = 10.0
_STEP = 1.2
Reports = tuple[Report, ...]


def gather_deals(reports: Iterable[Report], rulings: Rulings) -> tuple[Reports, ...]:
    """The reports of each deal, in order of publication, deals in order of their first report."""
    every = sorted(reports, key=lambda r: r.order)
    clusters: dict[str, list[Report]] = {r.key: [r] for r in every}
    for score, left, right in sorted(_matches(every, rulings), key=_rank):
        one, other = clusters[left.key], clusters[right.key]
        kept_apart = _ruled_apart if score >= _JUDGED else _excluded
        if one is not other and not kept_apart(one, other, rulings):
            one.extend(other)
            clusters.update((r.key, one) for r in other)
    found = {id(c): tuple(sorted(c, key=lambda r: r.order)) for c in clusters.values()}
    return tuple(sorted(found.values(), key=lambda c: c[0].order))


def standing(deals: Iterable[Reports], rulings: Rulings) -> tuple[Reports, ...]:
    """The deals that nobody judged wrong: none that holds a claim by which one was."""
    return tuple(reports for reports in deals if rulings.wrong_deals.isdisjoint(r.key for r in reports))


def _rank(match: tuple[float, Report, Report]) -> tuple[object, ...]:
    """Strongest first; of equals, those nearest in time; then by publication."""
    score, left, right = match
    return -score, (right.order[0] - left.order[0]).days, left.order, right.order


def matched(a: Report, b: Report, rulings: Rulings) -> float | None:
    """How strongly two reports match; None where too weakly to be one."""
    if rulings.of_claims(a.key, b.key) is Verdict.SAME:
        return _JUDGED
    score = likeness(a, b)
    return score if score is not None and score >= ENOUGH else None


def blocks_of(report: Report, rulings: Rulings) -> frozenset[str]:
    """Two reports that share no block are never compared: two parties; one, where the sum or nothing else is told."""
    blocks = {" ".join(pair) for pair in combinations(sorted(report.entities), 2)}
    if len(report.entities) == 1:
        blocks |= {f"{e} {report.claim.kind.family}" for e in report.entities}
    sums = {f"{e} {sum_}" for e in report.entities for sum_ in _sums(report)}
    return rulings.claim_blocks(report.key) | blocks | sums


def _sums(report: Report) -> Iterator[str]:
    """Two neighbouring steps of a scale that its amount is on: sums that agree share one."""
    amount, day = report.claim.amount, report.day
    value = amount and (amount.high or amount.low)
    if not amount or not value:
        return
    converted = rates.convert(value, amount.currency, "EUR", day) if amount.currency and day else None
    step = math.floor(math.log(converted[0] if converted else value, _STEP))
    unit = "EUR" if converted else amount.currency or "?"
    yield from (f"{unit}{at}" for at in (step, step + 1))


def _matches(every: list[Report], rulings: Rulings) -> Iterator[tuple[float, Report, Report]]:
    blocks: dict[str, list[Report]] = {}
    for report in every:
        for block in blocks_of(report, rulings):
            blocks.setdefault(block, []).append(report)
    seen = set()
    for members in blocks.values():
        for a, b in combinations(members, 2):
            if (a.key, b.key) not in seen:
                seen.add((a.key, b.key))
                score = matched(a, b, rulings)
                if score is not None:
                    yield score, a, b


def _ruled_apart(one: list[Report], other: list[Report], rulings: Rulings) -> bool:
    """Whether a person keeps two clusters apart: nothing else does that another person joins."""
    return any(rulings.of_claims(a.key, b.key) is Verdict.DIFFERENT for a in one for b in other)


def _excluded(one: list[Report], other: list[Report], rulings: Rulings) -> bool:
    return any(_exclusive(a, b, rulings) for a in one for b in other)


def _exclusive(a: Report, b: Report, rulings: Rulings) -> bool:
    ruled = rulings.of_claims(a.key, b.key)
    if ruled is not None:
        return ruled is Verdict.DIFFERENT
    if a.ref.article == b.ref.article and not _told_twice(a, b):
        return True
    return changes_the_other(a, b) or (likeness(a, b) is None and bool(a.entities & b.entities) and _opposed(a, b))


def _told_twice(a: Report, b: Report) -> bool:
    """Whether one article states the same deal in two claims; all else agrees where one names more of its parties."""
    one, other = a.claim, b.claim
    if not one.amount or one.amount != other.amount:
        return False
    within = a.entities < b.entities or b.entities < a.entities
    alike = one.kind is other.kind and one.status is other.status
    return a.entities == b.entities or (within and alike)


def _opposed(a: Report, b: Report) -> bool:
    """Whether sums or dates keep two reports apart, rather than that each names other parties."""
    terms = a.claim.duration, b.claim.duration
    apart = agreement(a.claim.amount, b.claim.amount, a.day or b.day, terms=terms) is Agreement.APART
    return apart or when(a, b) is None
