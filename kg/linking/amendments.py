"""Which deal a deal changes: a raise, an extension, a cut or an improved bid, said so in words."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from kg import lexicon
from kg.linking import vocabulary
from kg.linking.reports import Report, same_family
from kg.model import Article, Span

_PEERS = 2


def says_change(article: Article, span: Span) -> bool:
    """Whether a sentence says that something agreed before is changed."""
    return bool(_change().search(vocabulary.fold(span.of(article.text))))


def amended(deals: Mapping[str, tuple[Report, ...]]) -> Mapping[str, str]:
    """For each deal (id) that changes another, that other one's id: the latest one of the same parties before it."""
    by_entity: dict[str, list[str]] = {}
    for id_, reports in deals.items():
        for entity in {e for r in reports for e in r.entities}:
            by_entity.setdefault(entity, []).append(id_)
    found = {}
    for id_, reports in deals.items():
        if any(r.changes for r in reports):
            near = {other for r in reports for e in r.entities for other in by_entity[e] if other != id_}
            earlier = sorted(_earlier(reports, ((n, deals[n]) for n in near)))
            if earlier:
                found[id_] = earlier[-1][-1]
    return found


def _earlier(
    reports: tuple[Report, ...], others: Iterable[tuple[str, tuple[Report, ...]]]
) -> Iterator[tuple[bool, int, str, str]]:
    """The deals that could be the one changed, best last: told beside it, more parties shared, later."""
    entities = frozenset[str]().union(*(r.entities for r in reports))
    articles = {r.ref.article for r in reports}
    for id_, theirs in others:
        shared = entities & frozenset[str]().union(*(r.entities for r in theirs))
        beside = any(r.ref.article in articles and not r.changes for r in theirs)
        before = theirs[0].order < reports[0].order or _begun_before(theirs, reports)
        if len(shared) >= _PEERS and before and same_family(theirs[0].claim.kind, reports[0].claim.kind):
            yield beside, len(shared), str(theirs[0].order[0]), id_


def _begun_before(theirs: tuple[Report, ...], ours: tuple[Report, ...]) -> bool:
    """Whether an article tells the other deal beside this one, and only this one as a change."""
    return any(t.ref.article == o.ref.article and o.changes and not t.changes for t in theirs for o in ours)


@cache
def _change() -> re.Pattern[str]:
    rows = (row for code in lexicon.languages() for row in lexicon.rows(code, "amendments", "change"))
    return re.compile("|".join(rf"\b(?:{row.pattern})" for row in rows))
