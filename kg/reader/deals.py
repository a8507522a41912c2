"""The deals that sentences tell, by trigger words and prepositions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.kinds import MentionKind, Role
from kg.model import Span, TimeSpan
from kg.reader.arguments import Argument, Placed, arguments, parties
from kg.reader.candidates import Sentence
from kg.reader.companies import key
from kg.reader.names import Names
from kg.reader.natures import by_nature
from kg.reader.neighbours import side_by_side
from kg.reader.page import Page, within
from kg.reader.retellings import Tellings, are_relatives, join_retellings
from kg.reader.settle import Leanings, leanings, settle
from kg.reader.slots import Anchored, again, fill
from kg.reader.status import status_of
from kg.reader.structure import FoundDeal, FoundParty
from kg.reader.triggers import Hit, Trigger, find_triggers, topic_of

_CONFIDENT, _VAGUE, _GUESSED = 0.6, 0.4, 0.3


@dataclass(frozen=True, slots=True)
class Telling:
    """One trigger with its parties; a role of None is either side."""

    hit: Hit
    sentence: int
    parties: tuple[tuple[Role | None, int], ...]


def find_deals(page: Page, names: Names) -> tuple[FoundDeal, ...]:
    """The deals of an article, each once, in the order of their tellings."""
    mentions = company_mentions(names)
    bare = replace(page, text=_without(page.text, [s for s, _ in mentions]))
    tellings = [t for index in range(len(page.sentences)) for t in _tellings(page, bare, index, mentions)]
    told = [p for t in tellings for p in t.parties if p[0] is not None]
    language = page.sentences[0].language if page.sentences else ""
    leans = leanings(page.text, mentions, told, language) if tellings else Leanings({})
    known = tellings_of(page, names)
    anchored = [a for t in tellings for a in _anchored(page, bare, t, leans) if not _of_one_house(a.deal, known)]
    joined = join_retellings(fill(page, anchored), known)
    return by_nature(joined, _surfaces(page, names), language)


def _surfaces(page: Page, names: Names) -> dict[int, str]:
    """Each cluster's surfaces, a line each."""
    named = {i: [names.mentions[m] for m in c.mentions] for i, c in enumerate(names.clusters)}
    return {i: "\n".join(sorted({m.span.of(page.text) for m in ms if not m.anaphor})) for i, ms in named.items()}


def _without(text: str, names: Sequence[Span]) -> str:
    """The text with blanks for names: the 'Energía' of a name is no contract's matter."""
    for span in names:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def company_mentions(names: Names) -> list[tuple[Span, int]]:
    """The spans that stand for companies, with their clusters."""
    return [(m.span, m.cluster) for m in names.mentions if m.kind is MentionKind.COMPANY and m.cluster is not None]


def tellings_of(page: Page, names: Names) -> Tellings:
    """What tells this article's tellings apart."""
    dates = [d.when if isinstance(d.when, TimeSpan) else None for d in page.values.dates]
    return Tellings(
        [a.amount for a in page.values.amounts],
        dates,
        {i: key(names.mentions[c.mentions[0]].span.of(page.text)) for i, c in enumerate(names.clusters)},
        lambda deal: _is_another(page, deal),
    )


def _of_one_house(deal: FoundDeal, known: Tellings) -> bool:
    """Whether a guessed deal joins a parent with what bears its name: that they stand together tells no deal."""
    clusters = {p.cluster for p in deal.parties}
    guessed = deal.confidence <= _GUESSED
    return guessed and any(are_relatives({a}, {b}, known) for a in clusters for b in clusters if a != b)


def _is_another(page: Page, deal: FoundDeal) -> bool:
    sentence = page.sentences[deal.evidence]
    return again(sentence.language).search(sentence.span.of(page.text)) is not None


def _tellings(page: Page, bare: Page, index: int, mentions: Sequence[tuple[Span, int]]) -> list[Telling]:
    sentence = page.sentences[index]
    inside = [(s, c) for s, c in mentions if sentence.span.start <= s.start < sentence.span.end]
    if not inside:
        return []
    found = arguments(page.text, sentence.span, inside, sentence.language)
    hits = find_triggers(page.text, sentence.span, sentence.language)
    made = []
    hero = _hero(mentions)
    for hit in hits:
        placed = parties(page.text, hit, found, others=[h for h in hits if h is not hit], language=sentence.language)
        around = tuple((p.role, p.cluster) for p in placed)
        if placed and _one_sided(placed):
            around = _completed(hit, around, hero)
        if len(around) > 1 and not _alike(around):
            made.append(Telling(hit, index, around))
    return [*made, *_together(page, bare, index, found, made)]


def _together(page: Page, bare: Page, index: int, found: Sequence[Argument], made: Sequence[Telling]) -> list[Telling]:
    """The companies that no trigger joins, where the sentence has triggers, money or a contract's matter."""
    sentence = page.sentences[index]
    hits = find_triggers(page.text, sentence.span, sentence.language)
    if not hits and not _about_business(bare, sentence):
        return []
    told = [frozenset(c for _, c in t.parties) for t in made]
    return [
        Telling(_guessed(group[0].span.end, hits), index, tuple((None, a.cluster) for a in group))
        for group in side_by_side(page.text, sentence.span, found, told, sentence.language)
    ]


def _about_business(page: Page, sentence: Sentence) -> bool:
    spans = [Span(a.start, a.end) for a in page.values.amounts]
    has_money = next(within(spans, sentence.span), None) is not None
    return has_money or topic_of(sentence.span.of(page.text), sentence.language) is not None


def _guessed(at: int, hits: Sequence[Hit]) -> Hit:
    """A hit without words of its own, of the kind of the nearest trigger that has one."""
    typed = [h for h in hits if h.trigger.kind]
    near = min(typed, key=lambda h: abs(h.span.start - at), default=None)
    return Hit(replace(_NEIGHBOURS, kind=near.trigger.kind if near else None), Span(at, at))


_NEIGHBOURS = Trigger("side by side", None, re.compile(""), {})


def _hero(mentions: Sequence[tuple[Span, int]]) -> int:
    """The article's first company, which a telling with one side only leaves unsaid.

    Of 1,514 deals of annotated articles whose sentence names one of two parties, 62 % have it for the other.
    """
    return min(mentions)[1]


_WHOLE = {"subject", "entre", "between", "de", "of"}  # places that may hold all parties of an agreement


def _one_sided(placed: Sequence[Placed]) -> bool:
    """Whether the other side is left unsaid: one party, all in one role, or all behind 'con'."""
    roles = {p.role for p in placed}
    if len(placed) == 1:
        return True
    return len(roles) == 1 and (roles <= {None, Role.PARTNER}) == (not any(p.where in _WHOLE for p in placed))


def _completed(hit: Hit, around: tuple[tuple[Role | None, int], ...], hero: int) -> tuple[tuple[Role | None, int], ...]:
    """The parties with the first company in the role that nobody has: the subject's before others."""
    if any(cluster == hero for _, cluster in around) or not around:
        return around
    roles = hit.trigger.roles
    taken = around[0][0]
    if taken is None or taken is Role.PARTNER:
        return ((taken, hero), *around)
    free = [
        role for role in roles.values() if role is not None and (role.side is not taken.side or role is Role.PARTNER)
    ]
    return ((free[0], hero), *around) if free else around


def _alike(around: Sequence[tuple[Role | None, int]]) -> bool:
    """Whether all stand on one and the same side of a deal that has two."""
    roles = {role for role, _ in around}
    return len(roles) == 1 and None not in roles and Role.PARTNER not in roles


def _anchored(page: Page, bare: Page, telling: Telling, leans: Leanings) -> list[Anchored]:
    """The telling's deal; 'contratos con X, Y y Z' are several, one with each."""
    sentence = page.sentences[telling.sentence]
    about = (sentence.span.of(bare.text), bare.text)
    status = status_of(page.text, sentence.span, telling.hit.span, sentence.language)
    confidence = (
        _GUESSED if telling.hit.trigger.name == _NEIGHBOURS.name else _CONFIDENT if telling.hit.trigger.kind else _VAGUE
    )
    made = []
    for parties_ in _split(page.text, telling):
        kind, roles = settle(telling.hit.trigger.kind, parties_, about, sentence.language, leans=leans)
        found = tuple(FoundParty(role, cluster) for role, cluster in roles)
        made.append(Anchored(FoundDeal(kind, found, status, telling.sentence, confidence), telling.hit.span))
    return made


def _split(text: str, telling: Telling) -> list[tuple[tuple[Role | None, int], ...]]:
    """Pairs of the first with each other where several agreements are told in the plural."""
    plural = telling.hit.trigger.kind is None and re.match(r"\w{4,}s\b", telling.hit.span.of(text))
    if not plural or len(telling.parties) < 3:
        return [telling.parties]
    return [(telling.parties[0], other) for other in telling.parties[1:]]
