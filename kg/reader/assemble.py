"""From what a reader found, by index, to the records of a reading."""

from kg.kinds import MentionKind
from kg.model import Article, Claim, Duration, Evidence, Mention, Named, Party, Reading, Relation, Span, TimeSpan
from kg.reader.attribution import with_speakers
from kg.reader.page import Page
from kg.reader.structure import Cluster, FoundDeal, FoundMention, Structure
from kg.values.calendar import from_iso, to_iso
from kg.values.dates import DateMention


def assemble(article: Article, page: Page, structure: Structure, reader: str) -> Reading:
    """The reading of an article: names, claims and relations with their evidence, and values."""
    structure = with_speakers(page, structure)
    names = _names(article.text, structure)
    found = [_mention(m, names) for m in structure.mentions]
    return Reading(
        article.id,
        reader,
        tuple(sorted((*found, *_values(page, structure)), key=lambda m: (m.span, m.kind))),
        tuple(_named(article.text, structure, c, names[i]) for i, c in enumerate(structure.clusters)),
        tuple(_claim(article, page, d, names, reader) for d in structure.deals),
        tuple(
            Relation(
                names[r.subject],
                r.predicate,
                names[r.object],
                Evidence(article.id, page.sentences[r.evidence].span, reader),
                r.confidence,
            )
            for r in structure.relations
        ),
    )


def _names(text: str, structure: Structure) -> list[str]:
    """Each cluster's name, unique within its kind: the longest surface that is not all in capitals."""
    made: list[str] = []
    taken: set[tuple[MentionKind, str]] = set()
    for cluster in structure.clusters:
        surfaces = _surfaces(text, structure, cluster)
        ranked = sorted(surfaces, key=lambda s: (s.isupper() and len(s) > 5, -len(s), s))
        name = next((s for s in ranked if (cluster.kind, s) not in taken), f"{ranked[0]} ({len(made)})")
        taken.add((cluster.kind, name))
        made.append(name)
    return made


def _surfaces(text: str, structure: Structure, cluster: Cluster) -> list[str]:
    named = [structure.mentions[i] for i in cluster.mentions if not structure.mentions[i].anaphor]
    return sorted({m.span.of(text) for m in named})


def _named(text: str, structure: Structure, cluster: Cluster, name: str) -> Named:
    return Named(cluster.kind, name, tuple(_surfaces(text, structure, cluster)))


def _mention(found: FoundMention, names: list[str]) -> Mention:
    stands_for = names[found.cluster] if found.cluster is not None else None
    return Mention(found.kind, found.span, found.anaphor, None, stands_for, found.confidence)


def _values(page: Page, structure: Structure) -> list[Mention]:
    """Amounts and dates that do not lie in a name."""
    money = [Mention(MentionKind.MONEY, Span(a.start, a.end), value=a.amount) for a in page.values.amounts]
    dates = [
        Mention(MentionKind.DATE, Span(d.start, d.end), value=d.when)
        for d in (*page.values.dates, *page.values.durations)
    ]
    taken = [m.span for m in structure.mentions]
    return [m for m in (*money, *dates) if not any(t.start <= m.span.start and m.span.end <= t.end for t in taken)]


def _claim(article: Article, page: Page, deal: FoundDeal, names: list[str], reader: str) -> Claim:
    amounts, dates, durations = page.values.amounts, page.values.dates, page.values.durations
    duration = durations[deal.duration].when if deal.duration is not None else None
    return Claim(
        deal.kind,
        tuple(Party(p.role, names[p.cluster]) for p in deal.parties),
        deal.status,
        Evidence(article.id, page.sentences[deal.evidence].span, reader),
        amounts[deal.amount].amount if deal.amount is not None else None,
        _day(dates, deal.signed),
        _edge(dates, deal.start, first=True),
        _edge(dates, deal.end, first=False),
        duration if isinstance(duration, Duration) else None,
        names[deal.said_by] if deal.said_by is not None else None,
        deal.confidence,
    )


def _day(dates: tuple[DateMention, ...], index: int | None) -> TimeSpan | None:
    when = dates[index].when if index is not None else None
    return when if isinstance(when, TimeSpan) else None


def _edge(dates: tuple[DateMention, ...], index: int | None, *, first: bool) -> TimeSpan | None:
    """The day a deal starts or ends: of an interval ('2025/2029') the side that is asked for."""
    when = _day(dates, index)
    if when is None or when.start is None or when.end is None or "/" not in to_iso(when):
        return when
    iso = to_iso(when).split("/")[0 if first else 1]
    edge = from_iso(iso) if iso.strip(".") else when
    return edge if isinstance(edge, TimeSpan) else when
