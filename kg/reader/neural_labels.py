"""What the reading model can say: its tags, and the parts that two companies, or one, can have in a deal.

The order of every table is the order of the trained weights' outputs: appending changes the model, so does sorting.
"""

from dataclasses import dataclass

from kg.kinds import Kind, MentionKind, Predicate, Role, Status

ANAPHOR = "anaphor"
TAGGED = (MentionKind.COMPANY, MentionKind.PERSON, MentionKind.PLACE, MentionKind.PRODUCT, ANAPHOR)
OUTSIDE = 0
TAGS = 1 + 2 * len(TAGGED)

KINDS = tuple(Kind)
ROLES = tuple(Role)
STATUSES = tuple(Status)
SLOTS = ("signed", "start", "end")


@dataclass(frozen=True, slots=True)
class PairClass:
    """The first of two companies has role ``first``, the second ``second``, in one deal of ``kind``."""

    kind: Kind
    first: Role
    second: Role

    @property
    def symmetric(self) -> bool:
        """Whether turning the two round says the same."""
        return self.first is self.second


@dataclass(frozen=True, slots=True)
class RelationClass:
    """``predicate`` of two entities, subject first, of the kinds that it takes."""

    predicate: Predicate
    subject: MentionKind
    object: MentionKind


_PAIRS = {
    Kind.CONTRACT_AWARD: "contractor-contractor contractor-customer contractor-authority customer-authority "
    "authority-authority",
    Kind.SUPPLY: "provider-provider provider-customer customer-customer",
    Kind.SERVICE: "provider-provider provider-customer customer-customer",
    Kind.CLOUD_COMPUTE: "provider-provider provider-customer customer-customer",
    Kind.LICENCE: "licensor-licensor licensor-licensee licensee-licensee",
    Kind.LEASE: "provider-provider provider-customer customer-customer",
    Kind.SPONSORSHIP: "sponsor-sponsored sponsored-sponsored",
    Kind.PARTNERSHIP: "partner-partner",
    Kind.JOINT_VENTURE: "partner-partner",
    Kind.OTHER_AGREEMENT: "provider-provider provider-customer provider-issuer lender-lender lender-borrower "
    "customer-customer partner-partner",
    Kind.ACQUISITION: "seller-seller seller-target seller-acquirer target-target target-acquirer acquirer-acquirer",
    Kind.MERGER: "partner-partner",
    Kind.DIVESTMENT: "seller-target",
    Kind.INVESTMENT: "seller-seller seller-investor seller-investee investor-investor investor-investee",
    Kind.FUNDING_ROUND: "investor-investor investor-investee",
    Kind.LOAN: "lender-lender lender-borrower borrower-borrower",
    Kind.DEBT_ISSUE: "provider-provider provider-investor provider-issuer investor-investor investor-issuer",
}


def _pair_classes() -> tuple[PairClass, ...]:
    rows = ((kind, row.split("-")) for kind, text in _PAIRS.items() for row in text.split())
    return tuple(PairClass(kind, Role(first), Role(second)) for kind, (first, second) in rows)


PAIRS = _pair_classes()
SINGLES = tuple(dict.fromkeys((p.kind, role) for p in PAIRS for role in (p.first, p.second)))

_C, _P = MentionKind.COMPANY, MentionKind.PERSON
RELATIONS = (
    RelationClass(Predicate.COMPETITOR_OF, _C, _C),
    RelationClass(Predicate.EXECUTIVE_OF, _P, _C),
    RelationClass(Predicate.OWNS_STAKE_IN, _C, _C),
    RelationClass(Predicate.CEO_OF, _P, _C),
    RelationClass(Predicate.SUBSIDIARY_OF, _C, _C),
    RelationClass(Predicate.FOUNDED_BY, _C, _P),
    RelationClass(Predicate.CUSTOMER_OF, _C, _C),
    RelationClass(Predicate.BACKED_BY, _C, _C),
    RelationClass(Predicate.OWNS_STAKE_IN, _P, _C),
    RelationClass(Predicate.FOUNDED_BY, _C, _C),
)


def tag_of(kind: str, *, begins: bool) -> int:
    """The tag of a token that begins, or goes on with, a mention.

    >>> tag_of(MentionKind.COMPANY, begins=True), tag_of(ANAPHOR, begins=False)
    (1, 10)
    """
    return 1 + 2 * TAGGED.index(kind) + (not begins)
