"""Reports gathered into deals. Same parties is not enough: kind, money and dates must agree as well.

The strongest pairs come first; two reports of one article are two deals, and so is what cannot be one with any report
already there. The order of articles plays no part.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations

from kg.linking.amounts import Agreement, agreement
from kg.linking.judgements import Rulings
from kg.linking.reports import ENOUGH, Kin, Report, changes_the_other, likeness
from kg.model import Verdict

_JUDGED = 10.0
Reports = tuple[Report, ...]


def gather_deals(reports: Iterable[Report], kin: Kin, rulings: Rulings) -> tuple[Reports, ...]:
    """The reports of each deal, in order of publication, deals in order of their first report."""
    every = sorted(reports, key=lambda r: r.order)
    clusters: dict[str, list[Report]] = {r.key: [r] for r in every}
    for _, left, right in sorted(_matches(every, kin, rulings), key=_rank):
        one, other = clusters[left.key], clusters[right.key]
        if one is not other and not _excluded(one, other, kin, rulings):
            one.extend(other)
            clusters.update((r.key, one) for r in other)
    found = {id(c): tuple(sorted(c, key=lambda r: r.order)) for c in clusters.values()}
    return tuple(sorted(found.values(), key=lambda c: c[0].order))


def _rank(match: tuple[float, Report, Report]) -> tuple[object, ...]:
    """Strongest first; of equals, those nearest in time; then by publication."""
    score, left, right = match
    return -score, (right.order[0] - left.order[0]).days, left.order, right.order


def blocks_of(report: Report, kin: Kin) -> Iterator[tuple[str, ...]]:
    """Two reports that share no block are never compared: two parties, or one party where that may be all."""
    for pair in combinations(sorted(report.entities), 2):
        yield pair
        for at, entity in enumerate(pair):
            yield from (tuple(sorted((pair[1 - at], other))) for other in kin.get(entity, ()))
    yield from ((entity, report.claim.kind.family) for entity in report.entities)


def _matches(every: list[Report], kin: Kin, rulings: Rulings) -> Iterator[tuple[float, Report, Report]]:
    blocks: dict[tuple[str, ...], list[Report]] = {}
    for report in every:
        for block in set(blocks_of(report, kin)):
            blocks.setdefault(block, []).append(report)
    seen = set()
    for members in blocks.values():
        for a, b in combinations(members, 2):
            if (a.key, b.key) not in seen:
                seen.add((a.key, b.key))
                score = _JUDGED if rulings.of_claims(a.key, b.key) is Verdict.SAME else likeness(a, b, kin)
                if score is not None and score >= ENOUGH:
                    yield score, a, b


def _excluded(one: list[Report], other: list[Report], kin: Kin, rulings: Rulings) -> bool:
    return any(_exclusive(a, b, kin, rulings) for a in one for b in other)


def _exclusive(a: Report, b: Report, kin: Kin, rulings: Rulings) -> bool:
    ruled = rulings.of_claims(a.key, b.key)
    if ruled is not None:
        return ruled is Verdict.DIFFERENT
    if a.ref.article == b.ref.article and not _told_twice(a, b):
        return True
    return changes_the_other(a, b) or (likeness(a, b, kin) is None and bool(a.entities & b.entities) and _opposed(a, b))


def _told_twice(a: Report, b: Report) -> bool:
    """Whether one article states the same deal in two claims."""
    alike = a.entities == b.entities and a.claim.kind is b.claim.kind
    return alike and bool(a.claim.amount) and a.claim.amount == b.claim.amount


def _opposed(a: Report, b: Report) -> bool:
    """Whether sums or dates keep two reports apart, rather than that each names other parties."""
    day = a.day or b.day
    return agreement(a.claim.amount, b.claim.amount, day, terms=(a.claim.duration, b.claim.duration)) is Agreement.APART
