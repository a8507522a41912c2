"""What the reading model finds in one article: scored mentions, who they stand for, deals and relations.

Everything refers by index: a mention to its cluster, a party to a cluster, a deal's amount, dates and evidence to the
spans that :meth:`kg.reader.neural.Neural.read` was given. Values and names are the caller's business.
"""

from dataclasses import dataclass

from kg.kinds import Kind, MentionKind, Predicate, Role, Status
from kg.model import Span


@dataclass(frozen=True, slots=True)
class FoundMention:
    """A name or an anaphor. ``cluster`` is the index of what it stands for, None for an anaphor of nothing named."""

    kind: MentionKind
    span: Span
    anaphor: bool
    cluster: int | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """One company, person, place or product of the article: indexes of its mentions, in the order of the text.

    At least one of them is a name.
    """

    kind: MentionKind
    mentions: tuple[int, ...]


@dataclass(frozen=True, slots=True, order=True)
class FoundParty:
    """A cluster (index) in its role."""

    role: Role
    cluster: int


@dataclass(frozen=True, slots=True)
class FoundDeal:
    """A deal as told. ``amount``, ``signed`` ... are indexes of the given spans, None where the text does not say.

    ``signed``, ``start`` and ``end`` index the dates, ``duration`` the durations, ``evidence`` the sentences,
    ``said_by`` the clusters.
    """

    kind: Kind
    parties: tuple[FoundParty, ...]
    status: Status
    evidence: int
    confidence: float
    amount: int | None = None
    signed: int | None = None
    start: int | None = None
    end: int | None = None
    duration: int | None = None
    said_by: int | None = None


HELD = frozenset((Predicate.CEO_OF, Predicate.EXECUTIVE_OF))
"""The relations that are posts: a person holds one, in one company."""


@dataclass(frozen=True, slots=True)
class FoundRelation:
    """A relation that is no deal, between two clusters (indexes), told in sentence ``evidence``."""

    subject: int
    predicate: Predicate
    object: int
    evidence: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Places:
    """Where an article's sentences and values stand: spans in order of the text; ``durations`` apart from ``dates``.

    ``worth``, where it is given, has a key for each amount: amounts that are the same money have the same.
    """

    sentences: tuple[Span, ...]
    amounts: tuple[Span, ...] = ()
    dates: tuple[Span, ...] = ()
    durations: tuple[Span, ...] = ()
    worth: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Structure:
    """All of it. ``mentions`` are in the order of the text and do not overlap."""

    mentions: tuple[FoundMention, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    deals: tuple[FoundDeal, ...] = ()
    relations: tuple[FoundRelation, ...] = ()
