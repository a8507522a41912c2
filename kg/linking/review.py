"""What a person is shown to judge a doubt by: both names, or deals, and sentences that say them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kg.kinds import MentionKind
from kg.linking.judgements import labelled
from kg.linking.nodes import head_of
from kg.model import Amount, Article, Claim, Deal, Doubt, Mention, Named, Reading

Pair = tuple[Article, Reading]
_SHOWN = 3
_ENDS = ".!?\n"


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence that names something: where it stands, and when that was published."""

    article: str
    source: str
    published: date | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of two: its label, every way in which articles write it, how many they are, and a few of their sentences."""

    label: str
    names: tuple[str, ...]
    articles: int
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A doubt with what speaks of either side."""

    doubt: Doubt
    left: Side
    right: Side


def case_of(doubt: Doubt, naming: Callable[[str], Iterable[Pair]]) -> Case:
    """A doubt to be judged; ``naming`` gives the articles that may speak of a label, in order."""
    return Case(doubt, _side(doubt.left, naming(doubt.left)), _side(doubt.right, naming(doubt.right)))


def deal_case(doubt: Doubt, deal: Callable[[str], Deal], pair: Callable[[str], Pair | None]) -> Case:
    """A doubt about two deals (their ids); ``deal`` gives one by its id, ``pair`` an article with its reading."""
    return Case(doubt, *(_deal_side(deal(id_), pair) for id_ in (doubt.left, doubt.right)))


def _deal_side(deal: Deal, pair: Callable[[str], Pair | None]) -> Side:
    """A deal as each claim tells it, and the sentences that do, the earliest first."""
    told = [(*found, found[1].claims[c.index]) for c in deal.claims if (found := pair(c.article))]
    told.sort(key=lambda item: (item[0].published or date.max, item[0].id, item[2].evidence.span))
    names = dict.fromkeys(_told(claim) for _, _, claim in told)
    sayings = tuple(_saying(article, claim.evidence.span.of(article.text)) for article, _, claim in told[:_SHOWN])
    return Side(deal.id, tuple(names), len({article.id for article, _, _ in told}), sayings)


def _told(claim: Claim) -> str:
    parties = ", ".join(f"{party.company} ({party.role})" for party in claim.parties)
    return " · ".join(part for part in (claim.kind, parties, _sum(claim.amount), claim.status) if part)


def _sum(amount: Amount | None) -> str:
    """An amount's bounds and currency: '40 000 000 EUR'."""
    if amount is None:
        return ""
    bounds = dict.fromkeys(f"{bound:,f}".replace(",", " ") for bound in (amount.low, amount.high) if bound is not None)
    return " ".join(part for part in (" – ".join(bounds), amount.currency or "", amount.per or "") if part)


def _side(label: str, pairs: Iterable[Pair]) -> Side:
    found = [(article, reading, named) for article, reading in pairs for named in _meant(label, reading)]
    names = dict.fromkeys(text for _, _, named in found for text in (named.name, *named.aliases))
    sayings = (s for article, reading, named in found for s in _sayings(article, reading, named))
    shown = tuple(saying for saying, _ in zip(sayings, range(_SHOWN), strict=False))
    return Side(label, tuple(names), len({article.id for article, _, _ in found}), shown)


def _meant(label: str, reading: Reading) -> Iterator[Named]:
    for named in reading.named:
        if named.kind in (MentionKind.COMPANY, MentionKind.PERSON) and labelled(label, named.kind, head_of(named).key):
            yield named


def _sayings(article: Article, reading: Reading, named: Named) -> Iterator[Saying]:
    """The first sentence that names it."""
    mine = (m for m in reading.mentions if m.stands_for == named.name and m.kind is named.kind and not m.anaphor)
    first = min(mine, key=lambda m: m.span, default=None)
    if first:
        yield _saying(article, sentence_around(article.text, first))


def _saying(article: Article, sentence: str) -> Saying:
    return Saying(article.id, article.publisher or article.url or article.key, article.published, sentence)


def sentence_around(text: str, mention: Mention) -> str:
    """The sentence or line that a mention stands in, roughly.

    >>> from kg.model import Span
    >>> sentence_around("Uno. Faro crece. Dos.", Mention(MentionKind.COMPANY, Span(5, 9)))
    'Faro crece.'
    """
    start = max(text.rfind(end, 0, mention.span.start) for end in _ENDS) + 1
    ends = [at for end in _ENDS if (at := text.find(end, mention.span.end)) >= 0]
    return text[start : min(ends, default=len(text)) + 1].strip()
