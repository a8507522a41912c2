"""A claim with its article and the entities it is about; and how well two of them tell one deal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from kg.kinds import Firmness, Kind, Role, Side, Status
from kg.linking.amounts import Agreement, agreement
from kg.linking.likeness import kindred
from kg.linking.names import Name
from kg.model import Article, Claim, ClaimRef, TimeSpan

ENOUGH = 0.6
_BONUS = 0.1
_WEEK, _SEASON, _HALF_YEAR, _YEAR, _TWO_YEARS = 7, 75, 180, 365, 730
# Kinds that a pair of companies does once: a second telling is the same deal more likely than a second deal.
_ONCE = {Kind.ACQUISITION, Kind.MERGER, Kind.JOINT_VENTURE, Kind.DIVESTMENT, Kind.INVESTMENT, Kind.FUNDING_ROUND}
_NEIGHBOURS = (
    {Kind.ACQUISITION, Kind.MERGER, Kind.INVESTMENT, Kind.DIVESTMENT},
    {Kind.INVESTMENT, Kind.FUNDING_ROUND, Kind.PARTNERSHIP},
    {
        Kind.PARTNERSHIP,
        Kind.JOINT_VENTURE,
        Kind.SERVICE,
        Kind.SUPPLY,
        Kind.CLOUD_COMPUTE,
        Kind.LICENCE,
        Kind.SPONSORSHIP,
    },
    {Kind.JOINT_VENTURE, Kind.MERGER, Kind.INVESTMENT},
    {Kind.LOAN, Kind.OTHER_AGREEMENT, Kind.INVESTMENT},
)
# What one article calls a purchase another calls an investment: money goes the other way than what is bought.
_ALIKE = ({Role.ACQUIRER, Role.INVESTOR}, {Role.TARGET, Role.INVESTEE}, {Role.SELLER, Role.INVESTEE})
# The very parties and the very sum under a kind of another sort: one of the two was misread.
_MISTAKEN = -0.1
_PARTIES = {"all": 0.4, "some": 0.35, "swapped": 0.35, "kin": 0.25, "one": 0.2}


@dataclass(frozen=True)
class Report:
    """One telling of a deal: ``parties`` by entity id, ``names`` what the article calls them.

    ``kin`` are pairs of entities that the article ties to each other, ``changes`` whether it tells of a change of
    something agreed, ``dates`` those of its sentence.
    """

    ref: ClaimRef
    key: str
    claim: Claim = field(repr=False, compare=False)
    article: Article = field(repr=False, compare=False)
    parties: tuple[tuple[str, Role], ...]
    names: Mapping[str, Name] = field(default_factory=dict, repr=False, compare=False)
    kin: frozenset[frozenset[str]] = frozenset()
    changes: bool = False
    dates: tuple[TimeSpan, ...] = field(default=(), repr=False, compare=False)

    @cached_property
    def entities(self) -> frozenset[str]:
        """Who takes part."""
        return frozenset(entity for entity, _ in self.parties)

    @cached_property
    def roles(self) -> Mapping[str, frozenset[Role]]:
        """What each entity is in it."""
        found: dict[str, set[Role]] = {}
        for entity, role in self.parties:
            found.setdefault(entity, set()).add(role)
        return {entity: frozenset(roles) for entity, roles in found.items()}

    @property
    def order(self) -> tuple[date, str, int]:
        """Where it stands in time: by publication (undated last), then by article and place in it."""
        return self.article.published or date.max, self.ref.article, self.ref.index

    @cached_property
    def signed(self) -> TimeSpan | None:
        """When it was signed; a day to come is none on which a deal was made ('of November', told in March)."""
        made = self.claim.status in (Status.SIGNED, Status.COMPLETED)
        return None if made and self.claim.signed and self.ahead(self.claim.signed) else self.claim.signed

    def ahead(self, on: TimeSpan) -> bool:
        """Whether a time begins after the article that tells of it."""
        return bool(on.start and self.article.published and on.start > self.article.published)

    @property
    def day(self) -> date | None:
        """The day that it is about, as far as it says: when signed, else when published."""
        return (self.signed.start if self.signed else None) or self.article.published


def likeness(a: Report, b: Report) -> float | None:
    """How well two reports tell one deal, 0 to about 1.2; None where they cannot."""
    kinds, parties = _kinds(a.claim.kind, b.claim.kind), _parties(a, b)
    if parties is None:
        return None
    money = _money(a, b, parties)
    if kinds is None and a.entities == b.entities and money == _MONEY[Agreement.SAME]:
        kinds = _MISTAKEN
    if kinds is None or changes_the_other(a, b):
        return None
    few = parties < _PARTIES["some"] and a.entities != b.entities
    if money is None or (few and money < _MONEY[Agreement.SAME]):
        return None
    time = when(a, b)
    if time is None:
        return None
    once = _BONUS if {a.claim.kind, b.claim.kind} <= _ONCE else 0.0
    come_about = _BONUS if _came_about(a, b) else 0.0
    return round(kinds + parties + money + time + max(once, come_about), 3)


def _came_about(a: Report, b: Report) -> bool:
    """Whether what the earlier one saw coming or made is what the later one tells as settled, closed or called off."""
    first, second = _in_order(a, b)
    days = _published_apart(a, b)
    before, after = first.claim.status, second.claim.status
    coming = before.firmness is Firmness.POSSIBLE and after.firmness is not Firmness.POSSIBLE
    over = before in (Status.SIGNED, Status.ANNOUNCED) and after in (Status.COMPLETED, Status.CANCELLED)
    return (coming or over) and days is not None and days <= _TWO_YEARS


def _kinds(a: Kind, b: Kind) -> float | None:
    if a is b:
        return 0.15
    if a.family is b.family:
        return 0.1
    return 0.0 if any({a, b} <= near for near in _NEIGHBOURS) else None


def _parties(a: Report, b: Report) -> float | None:
    common = a.entities & b.entities
    shared = {e for e in common if _same_side(a.roles[e], b.roles[e])}
    if len(shared) < len(common) > 1 and a.claim.kind.family is b.claim.kind.family:
        return _PARTIES["swapped" if a.entities == b.entities else "kin"]
    if a.entities == b.entities and shared:
        return _PARTIES["all"]
    if not shared:
        return None
    if len(shared) > 1:
        return None if _opposite_others(a, b, shared) else _PARTIES["some"]
    rest_a, rest_b = a.entities - shared, b.entities - shared
    if not rest_a or not rest_b:
        return _PARTIES["one"] if _same_role(a, b, shared) else None
    akin = any(_same_side(a.roles[x], b.roles[y]) and _akin(x, a, y, b) for x in rest_a for y in rest_b)
    return _PARTIES["kin"] if akin else None


def _opposite_others(a: Report, b: Report, shared: set[str]) -> bool:
    """Whether what they share stands on one side, opposite others in each: two suitors of one company, say."""
    sides = {role.side for e in shared for role in a.roles[e] | b.roles[e]}
    if len(sides) > 1 or Side.PEER in sides:
        return False
    mine, theirs = ({e for e in r.entities - shared if not sides & {x.side for x in r.roles[e]}} for r in (a, b))
    return bool(mine and theirs) and not any(_akin(x, a, y, b) for x in mine for y in theirs)


def _akin(x: str, a: Report, y: str, b: Report) -> bool:
    """Whether two parties are tied, by what either article says or by a name that is a part of the other's."""
    return frozenset((x, y)) in a.kin | b.kin or (x in a.names and y in b.names and kindred(a.names[x], b.names[y]))


def changes_the_other(a: Report, b: Report) -> bool:
    """Whether the later one tells of a change of something agreed, and the earlier one is not that very change."""
    first, second = _in_order(a, b)
    days = _published_apart(a, b)
    if not second.changes or first.changes or days is None or days <= _WEEK:
        return False
    return agreement(a.claim.amount, b.claim.amount, a.day or b.day) is not Agreement.SAME


def _same_side(a: frozenset[Role], b: frozenset[Role]) -> bool:
    """Whether two parties stand alike: on one side, as peers, or as who buys into a company and who is bought into."""
    return any(x.side is y.side or Side.PEER in (x.side, y.side) or {x, y} in _ALIKE for x in a for y in b)


def _same_role(a: Report, b: Report, shared: set[str]) -> bool:
    return any((e, role) in b.parties for e, role in a.parties if e in shared)


_MONEY = {Agreement.SAME: 0.35, Agreement.UNKNOWN: 0.1, Agreement.NEAR: 0.0}


def _money(a: Report, b: Report, parties: float) -> float | None:
    found = agreement(a.claim.amount, b.claim.amount, a.day or b.day, terms=(a.claim.duration, b.claim.duration))
    if found is Agreement.APART and parties >= _PARTIES["some"] and _talked_of(a, b):
        return _MONEY[Agreement.NEAR]
    return _MONEY.get(found)


def _talked_of(a: Report, b: Report) -> bool:
    """Whether the earlier tells of talks and the later of what was then made: talks settle the sum."""
    first, second = _in_order(a, b)
    talks = first.claim.status in (Status.RUMOURED, Status.IN_NEGOTIATION)
    made = second.claim.status.firmness is Firmness.FIRM and a.claim.kind is b.claim.kind
    return talks and made and _made_within_a_year(first, second)


def _made_within_a_year(first: Report, second: Report) -> bool:
    """Whether what the second tells was made after the first was told, and within a year of it."""
    told, made = first.article.published, second.signed
    start = made.start if made else second.article.published
    end = made.end if made else start
    return told is not None and start is not None and end is not None and told <= end and (start - told).days <= _YEAR


def when(a: Report, b: Report) -> float | None:
    """Dates that agree speak for one deal; one known to be over or signed before the other's beginning is another."""
    first, second = _in_order(a, b)
    signed = first.signed, second.signed
    if signed[0] and signed[1]:
        apart = _days(signed[0], signed[1])
        if apart is None or not _both_settled(first.claim.status, second.claim.status):
            return 0.1 if apart == 0 else 0.0
        return 0.2 if apart == 0 else 0.0 if apart <= _SEASON else None
    if _renewed(first, second):
        return None
    apart = _published_apart(a, b)
    return 0.1 if apart is not None and apart <= _WEEK else 0.0


def _both_settled(first: Status, second: Status) -> bool:
    """Whether both tell of a deal that was made, and not of its announcement and then its signing."""
    made = first.firmness is second.firmness is Firmness.FIRM
    return made and not (first is Status.ANNOUNCED and second is not Status.ANNOUNCED)


def _renewed(first: Report, second: Report) -> bool:
    """Whether the second was begun long after the first was over, or signed long after the first was."""
    begun = second.signed.start if second.signed else None
    known = first.article.published
    if begun is None or known is None or second.claim.status.firmness is not Firmness.FIRM:
        return False
    over = first.claim.status in (Status.CANCELLED, Status.COMPLETED)
    settled = first.claim.status in (Status.SIGNED, Status.COMPLETED, Status.CANCELLED)
    days = (begun - known).days
    return (over and days > _SEASON) or (settled and days > _HALF_YEAR)


def _days(a: TimeSpan, b: TimeSpan) -> int | None:
    """Days between two spans, 0 where they overlap; None where one is open."""
    if not (a.start and a.end and b.start and b.end):
        return None
    return max((max(a.start, b.start) - min(a.end, b.end)).days + 1, 0)


def _in_order(a: Report, b: Report) -> tuple[Report, Report]:
    return (a, b) if a.order <= b.order else (b, a)


def _published_apart(a: Report, b: Report) -> int | None:
    if not (a.article.published and b.article.published):
        return None
    return abs((a.article.published - b.article.published).days)


def same_family(a: Kind, b: Kind) -> bool:
    """Whether a deal of one kind can change a deal of the other.

    >>> same_family(Kind.LOAN, Kind.INVESTMENT), same_family(Kind.LOAN, Kind.SUPPLY)
    (True, False)
    """
    return a.family is b.family
