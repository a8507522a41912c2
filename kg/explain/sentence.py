"""Why a sentence tells a deal or none: it is read, and what each step of reading made of it is shown."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.explain.explanation import Explanation
from kg.explain.values import bounds, date_value, dates_of, money_line
from kg.iris import label_of
from kg.kinds import MentionKind
from kg.model import Article, Claim, Reading, Span

if TYPE_CHECKING:
    from kg.reader.candidates import Sentence
    from kg.reader.names import Names
    from kg.reader.page import Page

_WANTED = 2


def explain_sentence(article: Article, *, reader: str | None = None, language: str) -> Explanation:
    """How a short text is read: its names, amounts and dates, the words that may tell a deal, the deals, or why none.

    Raises:
        ConfigError, LexiconError, ModelMissing: as :func:`kg.reading.read`.

    >>> found = explain_sentence(Article("", "", "Norvia compró una finca.", "es"), reader="rules", language="en")
    >>> list(found.lines())[-1]
    '  no deal: a deal needs two companies, and one is named'
    """
    from kg.reader.anaphora import with_anaphors
    from kg.reader.names import find_names
    from kg.reader.page import lay_out
    from kg.reading import read

    reading = read(article, reader)
    page = lay_out(article)
    names = with_anaphors(page, find_names(page.text, page.sentences))
    lines = [*_mentions(article, reading), *_values(article, page), *_rows(page, names)]
    lines += [line for claim in reading.claims for line in _claim(claim, language)]
    lines += [] if reading.claims else [f"no deal: {_missing(reading, page)}"]
    return Explanation(f"read by {reading.reader}, as {article.language}", tuple(lines))


def _mentions(article: Article, reading: Reading) -> Iterator[str]:
    for mention in reading.mentions:
        if mention.kind not in {MentionKind.MONEY, MentionKind.DATE}:
            said = mention.span.of(article.text)
            meant = "" if mention.stands_for in (said, None) else f" = {mention.stands_for}"
            yield f"{mention.kind} «{said}» {_place(mention.span)}{meant}, {mention.confidence:.2f}"


def _values(article: Article, page: "Page") -> Iterator[str]:
    yield from (f"money {money_line(article.text, amount)}" for amount in page.values.amounts)
    for date, relative in dates_of(article):
        said = f"«{article.text[date.start : date.end]}» [{date.start}, {date.end})"
        yield f"{date.kind} {said} → {date_value(date, article.published if relative else None)}"


def _rows(page: "Page", names: "Names") -> Iterator[str]:
    """The trigger rows that fit a sentence, who stands around each, and the amounts that are no deal's."""
    from kg.reader.arguments import arguments, parties
    from kg.reader.deals import company_mentions
    from kg.reader.slots import is_distractor
    from kg.reader.status import status_of
    from kg.reader.triggers import find_triggers

    for sentence in page.sentences:
        inside = [(span, at) for span, at in company_mentions(names) if _within(span, sentence)]
        around = arguments(page.text, sentence.span, inside, sentence.language)
        hits = find_triggers(page.text, sentence.span, sentence.language)
        for hit in hits:
            others = [each for each in hits if each is not hit]
            placed = parties(page.text, hit, around, others=others, language=sentence.language)
            who = ", ".join(f"{_name(page, names, p.cluster)} as {p.role or 'either side'} ({p.where})" for p in placed)
            status = status_of(page.text, sentence.span, hit.span, sentence.language)
            yield (
                f"row {hit.trigger.name!r} by «{hit.span.of(page.text)}» {_place(hit.span)}: "
                f"{hit.trigger.kind or 'kind by topic'}, {status}; {who or 'nobody in its places'}"
            )
        for amount in page.values.amounts:
            span = Span(amount.start, amount.end)
            if _within(span, sentence) and is_distractor(page.text, amount, sentence.span, sentence.language):
                yield f"«{span.of(page.text)}» measures a company or a share, and is no deal's amount"


def _claim(claim: Claim, language: str) -> Iterator[str]:
    yield f"deal: {label_of(claim.kind, language)}, {label_of(claim.status, language)}, {claim.confidence:.2f}"
    yield from (f"  {label_of(party.role, language)}: {party.company}" for party in claim.parties)
    if claim.amount:
        yield f"  {bounds(claim.amount.low, claim.amount.high)} {claim.amount.currency or '?'}"
    from kg.values.calendar import to_iso

    for name in ("signed", "start", "end", "duration"):
        when = getattr(claim, name)
        if when is not None:
            yield f"  {name}: {to_iso(when)}"


def _missing(reading: Reading, page: "Page") -> str:
    """What a deal would have needed."""
    from kg.reader.triggers import find_triggers

    companies = len(reading.companies)
    if companies < _WANTED:
        return f"a deal needs two companies, and {('none', 'one')[companies]} is named"
    if not any(find_triggers(page.text, s.span, s.language) for s in page.sentences):
        return "no words that tell a deal were found beside the companies"
    return "no two of the companies stand on the sides of a deal, or not surely enough"


def _name(page: "Page", names: "Names", cluster: int) -> str:
    return names.mentions[names.clusters[cluster].mentions[0]].span.of(page.text)


def _within(span: Span, sentence: "Sentence") -> bool:
    return sentence.span.start <= span.start < sentence.span.end


def _place(span: Span) -> str:
    return f"[{span.start}, {span.end})"
