"""A deal's life: each status it reached, when, and who told it; nothing is overwritten."""

from collections.abc import Iterable

from kg.linking.reports import Report
from kg.model import Firmness, Grain, Status, Step, TimeSpan

_RANK = {
    Status.RUMOURED: 0,
    Status.IN_NEGOTIATION: 1,
    Status.PROPOSED: 2,
    Status.ANNOUNCED: 3,
    Status.SIGNED: 4,
    Status.COMPLETED: 5,
}


def history_of(reports: Iterable[Report]) -> tuple[Step, ...]:
    """The steps that reports, in order of publication, add; looking back at an older status adds nothing."""
    steps: list[Step] = []
    for report in reports:
        on = _day_of(report)
        if not steps or _is_news(report, on, steps[-1]):
            steps.append(Step(report.claim.status, on, report.ref))
    return tuple(steps)


def _is_news(report: Report, on: TimeSpan | None, last: Step) -> bool:
    status = report.claim.status
    if status is last.status or _looks_back(on, last.on):
        return False
    if status.firmness is Firmness.OFF:
        return True
    if last.status.firmness is Firmness.OFF:
        return last.status is Status.DENIED
    return _RANK[status] > _RANK[last.status]


def _looks_back(on: TimeSpan | None, last: TimeSpan | None) -> bool:
    """Whether a dated status lies before, or in the month of, the last step."""
    if not (on and on.start and last and last.start):
        return False
    if on.end and last.end and on.grain is not Grain.DAY:
        return on.end <= last.end or on.start <= last.start
    return on.start < last.start


def _day_of(report: Report) -> TimeSpan | None:
    return report.claim.signed
