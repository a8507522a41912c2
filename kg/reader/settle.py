"""Who gives and who takes in deals told without saying so ('X y Y firmaron un contrato')."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg import lexicon
from kg.kinds import Kind, Role, Side
from kg.model import Span
from kg.reader.triggers import Topic, topic_of

_SIDES = {
    Kind.CONTRACT_AWARD: (Role.CONTRACTOR, Role.AUTHORITY),
    Kind.LICENCE: (Role.LICENSOR, Role.LICENSEE),
    Kind.SPONSORSHIP: (Role.SPONSOR, Role.SPONSORED),
    Kind.LOAN: (Role.LENDER, Role.BORROWER),
    Kind.ACQUISITION: (Role.TARGET, Role.ACQUIRER),
    Kind.INVESTMENT: (Role.INVESTOR, Role.INVESTEE),
    Kind.FUNDING_ROUND: (Role.INVESTOR, Role.INVESTEE),
    Kind.DEBT_ISSUE: (Role.PROVIDER, Role.ISSUER),
    Kind.DIVESTMENT: (Role.SELLER, Role.ACQUIRER),
}  # every other contract has a provider and a customer; partnerships, mergers and joint ventures have partners
_PEERS = {Kind.PARTNERSHIP, Kind.JOINT_VENTURE, Kind.MERGER}


def sides_of(kind: Kind) -> tuple[Role, Role]:
    """The role of who gives and of who takes in deals of this kind; partners twice where all are alike.

    >>> sides_of(Kind.LEASE)
    (<Role.PROVIDER: 'provider'>, <Role.CUSTOMER: 'customer'>)
    """
    return (Role.PARTNER, Role.PARTNER) if kind in _PEERS else _SIDES.get(kind, (Role.PROVIDER, Role.CUSTOMER))


@dataclass(frozen=True, slots=True)
class Leanings:
    """How much the article makes of each company a giver (above 0) or a taker (below)."""

    scores: Mapping[int, float]

    def giver(self, clusters: Sequence[int]) -> int | None:
        """Which of these gives, None where the article does not lean either way."""
        rated = sorted(clusters, key=lambda c: -self.scores.get(c, 0))
        if len(rated) > 1 and self.scores.get(rated[0], 0) > self.scores.get(rated[-1], 0):
            return rated[0]
        return None


def leanings(
    text: str, mentions: Sequence[tuple[Span, int]], told: Sequence[tuple[Role | None, int]], language: str
) -> Leanings:
    """How the words around its names and the plain tellings lean each company.

    Args:
        text: The article.
        mentions: Each company's mentions: span and cluster.
        told: The parties of all tellings whose roles are plain.
        language: The article's language.
    """
    scores: Counter[int] = Counter()
    for span, cluster in mentions:
        for side, where, pattern in cues(language):
            before = where == "before"
            said = (
                pattern.search(text[max(0, span.start - 70) : span.start]) if before else pattern.match(text, span.end)
            )
            scores[cluster] += (1 if side is Side.GIVES else -1) if said else 0
    for role, cluster in told:
        if role in {Role.PROVIDER, Role.CUSTOMER, Role.CONTRACTOR, Role.AUTHORITY}:
            scores[cluster] += 2 if role.side is Side.GIVES else -2
    return Leanings(scores)


def settle(
    kind: Kind | None,
    parties: Sequence[tuple[Role | None, int]],
    about: Sequence[str],
    language: str,
    *,
    leans: Leanings,
) -> tuple[Kind, tuple[tuple[Role, int], ...]]:
    """Kind and roles of a telling that leaves them open; a partnership where nothing says more.

    Args:
        kind: Its kind, None where the topic decides.
        parties: Roles (None: either side) and clusters, the subject first.
        about: The words that may say what it is about, the nearest first: the sentence, the article.
        language: Their language.
        leans: What the rest of the article says of the companies.
    """
    topic = next((t for words in about if (t := topic_of(words, language))), None)
    if kind is None and topic is None:
        return Kind.PARTNERSHIP, tuple((role or Role.PARTNER, c) for role, c in parties)
    settled = kind or (topic.kind if topic else Kind.SERVICE)
    gives, takes = sides_of(settled)
    unsure = [c for role, c in parties if role is None]
    giver = leans.giver(unsure) if settled not in _PEERS else None
    if giver is None and unsure:
        giver = _by_topic(topic, unsure, takes)
    return settled, tuple((role or (gives if c == giver else takes), c) for role, c in parties)


def _by_topic(topic: Topic | None, clusters: Sequence[int], takes: Role) -> int:
    """The giver that the topic's custom names: the subject or the other."""
    subject_takes = topic is None or topic.subject.side is takes.side
    return clusters[-1] if subject_takes else clusters[0]


@cache
def cues(language: str) -> tuple[tuple[Side, str, re.Pattern[str]], ...]:
    """The rows of the section 'side': which side they speak for, before or after a name, the pattern."""
    return tuple(
        (
            Side(r.fields["side"]),
            r.fields["where"],
            re.compile(rf"(?:{r.pattern})\s*\Z" if r.fields["where"] == "before" else r.pattern),
        )
        for r in lexicon.rows(language, "deals", "side")
    )
