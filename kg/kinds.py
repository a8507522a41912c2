"""The closed lists that records draw on: kinds of deal, roles, statuses, predicates, and how sharp a value is.

They are those of the annotation guide; ``ontology/kg.ttl`` names them once and a test holds these enums to it.
"""

from enum import StrEnum


class Family(StrEnum):
    """The four families of deal kinds."""

    CONTRACT = "contract"
    ALLIANCE = "alliance"
    TRANSACTION = "transaction"
    FINANCING = "financing"


class Kind(StrEnum):
    """What sort of deal it is."""

    CONTRACT_AWARD = "contract_award"
    SUPPLY = "supply"
    SERVICE = "service"
    CLOUD_COMPUTE = "cloud_compute"
    LICENCE = "licence"
    LEASE = "lease"
    SPONSORSHIP = "sponsorship"
    PARTNERSHIP = "partnership"
    JOINT_VENTURE = "joint_venture"
    OTHER_AGREEMENT = "other_agreement"
    ACQUISITION = "acquisition"
    MERGER = "merger"
    DIVESTMENT = "divestment"
    INVESTMENT = "investment"
    FUNDING_ROUND = "funding_round"
    LOAN = "loan"
    DEBT_ISSUE = "debt_issue"

    @property
    def family(self) -> Family:
        """The family it belongs to.

        >>> Kind.LEASE.family
        <Family.CONTRACT: 'contract'>
        """
        return _FAMILY[self]


_FAMILY = {
    **dict.fromkeys(list(Kind)[0:7], Family.CONTRACT),
    **dict.fromkeys(list(Kind)[7:10], Family.ALLIANCE),
    **dict.fromkeys(list(Kind)[10:13], Family.TRANSACTION),
    **dict.fromkeys(list(Kind)[13:17], Family.FINANCING),
}


class Side(StrEnum):
    """Which way a party stands in a deal: it gives (goods, work, money lent), takes, or both alike."""

    GIVES = "gives"
    TAKES = "takes"
    PEER = "peer"


class Role(StrEnum):
    """What a party is in a deal."""

    PROVIDER = "provider"
    CONTRACTOR = "contractor"
    SELLER = "seller"
    TARGET = "target"
    LICENSOR = "licensor"
    LENDER = "lender"
    INVESTOR = "investor"
    SPONSOR = "sponsor"
    CUSTOMER = "customer"
    AUTHORITY = "authority"
    ACQUIRER = "acquirer"
    LICENSEE = "licensee"
    BORROWER = "borrower"
    ISSUER = "issuer"
    INVESTEE = "investee"
    SPONSORED = "sponsored"
    PARTNER = "partner"

    @property
    def side(self) -> Side:
        """The side it stands on.

        >>> Role.LENDER.side, Role.BORROWER.side
        (<Side.GIVES: 'gives'>, <Side.TAKES: 'takes'>)
        """
        return _SIDE[self]


_SIDE = {
    **dict.fromkeys(list(Role)[0:8], Side.GIVES),
    **dict.fromkeys(list(Role)[8:16], Side.TAKES),
    Role.PARTNER: Side.PEER,
}


class Firmness(StrEnum):
    """Whether a deal stands, may come, or is off."""

    FIRM = "firm"
    POSSIBLE = "possible"
    OFF = "off"


class Status(StrEnum):
    """How far a deal has come."""

    SIGNED = "signed"
    ANNOUNCED = "announced"
    COMPLETED = "completed"
    IN_NEGOTIATION = "in_negotiation"
    RUMOURED = "rumoured"
    PROPOSED = "proposed"
    DENIED = "denied"
    CANCELLED = "cancelled"

    @property
    def firmness(self) -> Firmness:
        """Whether a deal of this status stands.

        >>> Status.PROPOSED.firmness
        <Firmness.POSSIBLE: 'possible'>
        """
        return _FIRMNESS[self]


_FIRMNESS = {
    **dict.fromkeys(list(Status)[0:3], Firmness.FIRM),
    **dict.fromkeys(list(Status)[3:6], Firmness.POSSIBLE),
    **dict.fromkeys(list(Status)[6:8], Firmness.OFF),
}


class Predicate(StrEnum):
    """A relation that is no deal, read from subject to object."""

    OWNS_STAKE_IN = "owns_stake_in"
    SUBSIDIARY_OF = "subsidiary_of"
    BACKED_BY = "backed_by"
    CEO_OF = "ceo_of"
    EXECUTIVE_OF = "executive_of"
    COMPETITOR_OF = "competitor_of"
    CUSTOMER_OF = "customer_of"
    FOUNDED_BY = "founded_by"


class MentionKind(StrEnum):
    """What a stretch of text names or states."""

    COMPANY = "company"
    PERSON = "person"
    PLACE = "place"
    PRODUCT = "product"
    MONEY = "money"
    DATE = "date"


class Qualifier(StrEnum):
    """How sharply an amount is stated."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    UP_TO = "up_to"
    RANGE = "range"


class Per(StrEnum):
    """What an amount is for, where it is not a total."""

    YEAR = "year"
    MONTH = "month"
    SEASON = "season"
    DAY = "day"
    SHARE = "share"
    UNIT = "unit"


class Grain(StrEnum):
    """How fine a date or a duration is stated."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


class Verdict(StrEnum):
    """What a person said of two things, or of one."""

    SAME = "same"
    DIFFERENT = "different"
    WRONG = "wrong"
    LATER = "later"
