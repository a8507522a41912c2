"""A deal's life: each status it reached, when, and who told it; nothing is overwritten."""

from collections.abc import Iterable
from datetime import date

from kg.kinds import Firmness, Grain, Status
from kg.linking.reports import Report
from kg.model import Step, TimeSpan

_RANK = {
    Status.RUMOURED: 0,
    Status.IN_NEGOTIATION: 1,
    Status.PROPOSED: 2,
    Status.ANNOUNCED: 3,
    Status.SIGNED: 4,
    Status.COMPLETED: 5,
}

_ENDS = (Status.COMPLETED, Status.CANCELLED, Status.DENIED)


def history_of(reports: Iterable[Report]) -> tuple[Step, ...]:
    """The steps that reports, in order of publication, add; looking back at an older status adds nothing."""
    steps: list[tuple[Step, date | None]] = []
    for report in reports:
        on = _day_of(report)
        if not steps or _is_news(report.claim.status, on, *steps[-1]):
            since = (on.start if on else None) or report.article.published
            steps.append((Step(report.claim.status, on, report.ref), since))
    return tuple(step for step, _ in steps)


def _is_news(status: Status, on: TimeSpan | None, last: Step, since: date | None) -> bool:
    if status is last.status or _looks_back(status, on, last.status, since):
        return False
    if status.firmness is Firmness.OFF:
        return True
    if last.status.firmness is Firmness.OFF:
        return last.status is Status.DENIED
    return _RANK[status] > _RANK[last.status]


def _looks_back(status: Status, on: TimeSpan | None, before: Status, since: date | None) -> bool:
    """Whether a dated status lies before the last step, or is as firm and of the same month or year."""
    if not (on and on.start and on.end and since):
        return False
    both_firm = status.firmness is before.firmness is Firmness.FIRM
    return on.end <= since or (both_firm and on.start <= since and on.grain is not Grain.DAY)


def _day_of(report: Report) -> TimeSpan | None:
    """When the status was reached, as far as the article says: for an end, its sentence's one date is that too."""
    claim = report.claim
    if claim.status not in _ENDS:
        return report.signed
    told = {d for d in report.dates if d not in (claim.start, claim.end) and not report.ahead(d)}
    return told.pop() if len(told) == 1 else report.signed if report.signed not in report.dates else None
