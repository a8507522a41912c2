"""The records that go from stage to stage: frozen, slotted, printable as a line of JSON (:mod:`kg.records`).

Offsets are code points in :attr:`Article.text`, half-open ``[start, end)``. Money is in units of its currency and
always a :class:`~decimal.Decimal`. An :class:`Article` makes claims (:class:`Reading`); the :class:`World` holds what
is concluded from them. What they draw on, kinds, roles, statuses and the like, stands in :mod:`kg.kinds`.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from msgspec import Struct

from kg.kinds import Grain, Kind, MentionKind, Per, Predicate, Qualifier, Role, Status, Verdict


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text, ``[start, end)`` in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The stretch itself.

        >>> Span(0, 6).of("OpenAI compra")
        'OpenAI'
        """
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Article:
    """One piece of news. ``text`` is NFC; what the input did not tell is None.

    ``key`` is the input's own name (an ``id``, a path, a URL); ``id`` a hash of normalised text, publisher and URL.
    """

    id: str
    key: str
    text: str
    language: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    country: str | None = None
    published: date | None = None
    retrieved: datetime | None = None


class Amount(Struct, frozen=True, tag="amount"):
    """Money: ``low == high`` where exact or about, ``low`` None for 'up to', ``high`` None for 'at least'.

    ``currency`` is ISO 4217, None where the text leaves it open; ``per`` None for a total.
    """

    low: Decimal | None
    high: Decimal | None
    currency: str | None
    qualifier: Qualifier = Qualifier.EXACT
    per: Per | None = None


class TimeSpan(Struct, frozen=True, tag="timespan"):
    """A stretch of calendar, ``[start, end)`` in days, with the grain it was stated in.

    A span of one unit ('marzo de 2025') is that unit; a span of several ('2025/2029', season 2025-26) an interval.
    An open interval has no ``start`` or no ``end``. :mod:`kg.values.calendar` makes the ISO forms.
    """

    start: date | None
    end: date | None
    grain: Grain


class Duration(Struct, frozen=True, tag="duration"):
    """A length of time; ``count`` is None where the text says only that it is several ('plurianual')."""

    count: int | None
    grain: Grain


# Tagged structs, so that a line of JSON tells which of them a value is.
Value = Amount | TimeSpan | Duration


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, an anaphor ('la firma vasca'), an amount or a date in the text.

    ``stands_for`` is the :attr:`Named.name` of the thing meant, None for amounts and dates and where it is not known.
    """

    kind: MentionKind
    span: Span
    anaphor: bool = False
    value: Value | None = None
    stands_for: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Named:
    """A company, person, place or product of one article. ``aliases`` are its surface forms there, ``name`` among them.

    ``name`` is unique within its reading and kind.
    """

    kind: MentionKind
    name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a statement stands: the sentence's span in the article, and what found it (model version or rule name)."""

    article: str
    span: Span
    found_by: str


@dataclass(frozen=True, slots=True, order=True)
class Party:
    """A company of the article (:attr:`Named.name`) in its role."""

    role: Role
    company: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A deal as one article tells it."""

    kind: Kind
    parties: tuple[Party, ...]
    status: Status
    evidence: Evidence
    amount: Amount | None = None
    signed: TimeSpan | None = None
    start: TimeSpan | None = None
    end: TimeSpan | None = None
    duration: Duration | None = None
    said_by: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation that is no deal, between two names of the article."""

    subject: str
    predicate: Predicate
    object: str
    evidence: Evidence
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article says, read by ``reader`` (its name and version)."""

    article: str
    reader: str
    mentions: tuple[Mention, ...] = ()
    named: tuple[Named, ...] = ()
    claims: tuple[Claim, ...] = ()
    relations: tuple[Relation, ...] = ()

    @property
    def companies(self) -> tuple[Named, ...]:
        """The companies among what is named."""
        return tuple(n for n in self.named if n.kind is MentionKind.COMPANY)


@dataclass(frozen=True, slots=True, order=True)
class ClaimRef:
    """A claim's place: article id and index in its reading's ``claims``."""

    article: str
    index: int


@dataclass(frozen=True, slots=True, order=True)
class NameRef:
    """A surface form in an article (id), with the kind of thing it names there."""

    article: str
    text: str


@dataclass(frozen=True, slots=True)
class Alias:
    """A name of an entity, with the language it was used in where that is known."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Identifier:
    """An entity's entry in a register: scheme ('isin', 'lei', 'ticker', ...) and value."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A company, public body or person across articles."""

    id: str
    kind: MentionKind
    name: str
    aliases: tuple[Alias, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    mentions: tuple[NameRef, ...] = ()
    country: str | None = None
    watched: bool = False


@dataclass(frozen=True, slots=True)
class DealParty:
    """An entity (its id) in its role."""

    role: Role
    entity: str


@dataclass(frozen=True, slots=True)
class StatedAmount:
    """An amount of a deal and the claims that state it."""

    amount: Amount
    claims: tuple[ClaimRef, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A deal reached ``status``: ``on`` when the text dates it (else the article's day), told by ``claim``."""

    status: Status
    on: TimeSpan | None
    claim: ClaimRef


@dataclass(frozen=True, slots=True)
class Deal:
    """One deal, however often it was told. ``amounts`` best first: more than one is a conflict that is shown.

    ``amends`` is the id of the deal that this one raises, extends, cuts or improves on.
    """

    id: str
    kind: Kind
    parties: tuple[DealParty, ...]
    status: Status
    claims: tuple[ClaimRef, ...]
    amounts: tuple[StatedAmount, ...] = ()
    signed: TimeSpan | None = None
    start: TimeSpan | None = None
    end: TimeSpan | None = None
    duration: Duration | None = None
    history: tuple[Step, ...] = ()
    amends: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation between two entities (ids), with the evidence of each telling."""

    subject: str
    predicate: Predicate
    object: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's word on two things (entity names, claim keys), or on one (``right`` empty) that is wrong."""

    left: str
    right: str
    verdict: Verdict
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two things that may be one, for a person to judge: what speaks for it, and how strongly (0 to 1)."""

    left: str
    right: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class World:
    """What all readings together say. ``syndicated`` groups article ids whose texts are near-copies."""

    entities: tuple[Entity, ...] = ()
    deals: tuple[Deal, ...] = ()
    ties: tuple[Tie, ...] = ()
    syndicated: tuple[tuple[str, ...], ...] = ()
    doubts: tuple[Doubt, ...] = ()


def article_id(text: str, publisher: str | None, url: str | None) -> str:
    r"""An article's lasting name: 16 hex digits of the SHA-256 of its text, publisher and URL; white space aside.

    The same text from two outlets stays two sources.

    >>> article_id("Una  nota", None, None) == article_id("Una nota\n", None, None)
    True
    >>> article_id("Una nota", "El Faro", None) == article_id("Una nota", None, None)
    False
    """
    parts = (" ".join(text.split()), publisher or "", url or "")
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def claim_key(reading: Reading, index: int) -> str:
    """A claim's lasting name: its article, its sentence, and its place among the sentence's claims.

    >>> where = Evidence("a1", Span(0, 9), "test")
    >>> twice = Reading("a1", "test", claims=(Claim(Kind.LOAN, (), Status.SIGNED, where),) * 2)
    >>> claim_key(twice, 0), claim_key(twice, 1)
    ('a1-0-9', 'a1-0-9-2')
    """
    span = reading.claims[index].evidence.span
    before = sum(c.evidence.span == span for c in reading.claims[:index])
    return f"{reading.article}-{span.start}-{span.end}" + (f"-{before + 1}" if before else "")
