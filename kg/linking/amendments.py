"""Which deal a deal changes: a raise, an extension, a cut or an improved bid, said so in words."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from kg import lexicon
from kg.kinds import Firmness
from kg.linking import vocabulary
from kg.linking.reports import Report, same_family
from kg.model import Article, Claim

Reports = tuple[Report, ...]
_PEERS = 2
_NEWS = timedelta(days=45)


def says_change(article: Article, claim: Claim, index: int) -> bool:
    """Whether a claim's sentence, or for an article's first claim its title, says that something agreed is changed.

    A deal that is off is not changed but over, and one that was signed long before is what is changed.
    """
    if claim.status.firmness is Firmness.OFF or _signed_before(claim, article):
        return False
    said = claim.evidence.span.of(article.text) + (f"\n{article.title}" if article.title and index == 0 else "")
    return bool(_change().search(vocabulary.fold(said)))


def _signed_before(claim: Claim, article: Article) -> bool:
    end = claim.signed.end if claim.signed else None
    return bool(end and article.published and article.published - end > _NEWS)


def amended(deals: Mapping[str, tuple[Report, ...]]) -> Mapping[str, str]:
    """For each deal (id) that changes another, that other one's id: the nearest of the same parties before it."""
    by_entity: dict[str, list[str]] = {}
    for id_, reports in deals.items():
        for entity in _entities(reports):
            by_entity.setdefault(entity, []).append(id_)
    found = {}
    for id_, reports in deals.items():
        if reports[0].changes:
            near = {other for entity in _entities(reports) for other in by_entity[entity] if other != id_}
            if earlier := [rank for n in near if (rank := _rank(n, deals[n], reports))]:
                found[id_] = max(earlier)[-1]
    return found


Rank = tuple[bool, bool, int, date, str]


def _rank(id_: str, theirs: Reports, ours: Reports) -> Rank | None:
    """How likely theirs is what ours changes: of the very kind, told beside it, more parties shared, later."""
    shared = len(_entities(theirs) & _entities(ours))
    kinds = theirs[0].claim.kind, ours[0].claim.kind
    since = _since(theirs)
    if shared < _PEERS or not same_family(*kinds) or since >= _since(ours):
        return None
    beside = bool({r.ref.article for r in theirs} & {r.ref.article for r in ours})
    return kinds[0] is kinds[1], beside, shared, since, id_


def _entities(reports: Reports) -> frozenset[str]:
    return frozenset(entity for report in reports for entity in report.entities)


def _since(reports: Reports) -> date:
    """The first day that a deal is known from: its signing, or the first article."""
    return min((r.day for r in reports if r.day), default=date.max)


@cache
def _change() -> re.Pattern[str]:
    rows = (row for code in lexicon.languages() for row in lexicon.rows(code, "amendments", "change"))
    return re.compile("|".join(rf"\b(?:{row.pattern})" for row in rows))
