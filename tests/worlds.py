"""Small worlds made by hand, and strategies that make them, for what writes and reads the graph."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from kg.kinds import Grain, Kind, MentionKind, Per, Predicate, Qualifier, Role, Status
from kg.model import (
    Alias,
    Amount,
    Article,
    Claim,
    ClaimRef,
    Deal,
    DealParty,
    Duration,
    Entity,
    Evidence,
    Identifier,
    Named,
    NameRef,
    Party,
    Reading,
    Relation,
    Span,
    StatedAmount,
    Step,
    Tie,
    TimeSpan,
    World,
)

TEXT = "Nubes del Sur suministrará nube a Faro por 38 millones de dólares. Ana Gil dirige Faro, filial de Torre."
DEAL, POST = Span(0, 66), Span(67, 104)
YEAR = TimeSpan(date(2025, 1, 1), date(2026, 1, 1), Grain.YEAR)
MONTH = TimeSpan(date(2025, 11, 1), date(2025, 12, 1), Grain.MONTH)
DAY = TimeSpan(date(2025, 11, 3), date(2025, 11, 4), Grain.DAY)


def exact(value: int, currency: str | None = "USD", per: Per | None = None) -> Amount:
    return Amount(Decimal(value), Decimal(value), currency, per=per)


def article(id_: str = "a1", published: date | None = date(2025, 11, 3)) -> Article:
    return Article(
        id_, f"{id_}.txt", TEXT, "es", "Nube para Faro", "https://example.org/" + id_, "Diario", "ES", published
    )


def reading(id_: str = "a1") -> Reading:
    company, person = MentionKind.COMPANY, MentionKind.PERSON
    claim = Claim(
        Kind.CLOUD_COMPUTE,
        (Party(Role.PROVIDER, "Nubes del Sur"), Party(Role.CUSTOMER, "Faro")),
        Status.SIGNED,
        Evidence(id_, DEAL, "rules:supply"),
        amount=exact(38_000_000),
        signed=MONTH,
        duration=Duration(7, Grain.YEAR),
        said_by="Faro",
        confidence=0.9,
    )
    named = (
        Named(company, "Nubes del Sur", ("Nubes del Sur",)),
        Named(company, "Faro", ("Faro", "Grupo Faro")),
        Named(company, "Torre", ("Torre",)),
        Named(person, "Ana Gil", ("Ana Gil",)),
        Named(MentionKind.PLACE, "Vigo", ("Vigo",)),
        Named(MentionKind.PRODUCT, "Faro One", ("Faro One",)),
    )
    post = Relation("Ana Gil", Predicate.CEO_OF, "Faro", Evidence(id_, POST, "rules:post"), 0.8)
    owner = Relation("Faro", Predicate.SUBSIDIARY_OF, "Torre", Evidence(id_, POST, "rules:owner"), 0.8)
    return Reading(id_, "rules 1", named=named, claims=(claim,), relations=(post, owner))


def find(id_: str) -> tuple[Article, Reading]:
    return article(id_), reading(id_)


def company(id_: str, name: str, *articles: str, kind: MentionKind = MentionKind.COMPANY) -> Entity:
    return Entity(id_, kind, name, (Alias(name, "es"),), mentions=tuple(NameRef(a, name) for a in articles))


def deal(id_: str, *parties: tuple[Role, str], kind: Kind = Kind.CLOUD_COMPUTE, **more: object) -> Deal:
    given = {"status": Status.SIGNED, "signed": MONTH, "claims": (ClaimRef("a1", 0),), **more}
    return Deal(id_, kind, tuple(DealParty(role, entity) for role, entity in parties), **given)


def priced(amount: Amount) -> tuple[StatedAmount, ...]:
    return (StatedAmount(amount, (ClaimRef("a1", 0),)),)


def small_world() -> World:
    """One deal told by two copies of an article, one with a disputed amount and a history, and ties."""
    faro = Entity(
        "faro",
        MentionKind.COMPANY,
        "Faro",
        (Alias("Grupo Faro", "es"),),
        (Identifier("lei", "529900T8BM49AURSDO55"),),
        (NameRef("a1", "Faro"), NameRef("a2", "Faro")),
        "ES",
        watched=True,
    )
    others = (
        company("nubes", "Nubes del Sur", "a1", "a2"),
        company("torre", "Torre", "a1"),
        company("ana", "Ana Gil", "a1", kind=MentionKind.PERSON),
    )
    both = (ClaimRef("a1", 0), ClaimRef("a2", 0))
    told = deal(
        "d1",
        (Role.PROVIDER, "nubes"),
        (Role.CUSTOMER, "faro"),
        claims=both,
        amounts=(
            StatedAmount(exact(38_000_000), both[:1]),
            StatedAmount(Amount(Decimal(30), None, "EUR", Qualifier.AT_LEAST), both[1:]),
        ),
        start=YEAR,
        end=TimeSpan(None, date(2033, 1, 1), Grain.YEAR),
        duration=Duration(7, Grain.YEAR),
        history=(Step(Status.RUMOURED, None, both[0]), Step(Status.SIGNED, DAY, both[1])),
        confidence=0.91,
    )
    raised = deal(
        "d2", (Role.PROVIDER, "nubes"), (Role.CUSTOMER, "faro"), amends="d1", amounts=priced(exact(50_000_000))
    )
    ties = (
        Tie("ana", Predicate.CEO_OF, "faro", (reading().relations[0].evidence,)),
        Tie("faro", Predicate.SUBSIDIARY_OF, "torre", (reading().relations[1].evidence,)),
    )
    return World((faro, *others), (told, raised), ties, (("a1", "a2"),))


def rich_world() -> World:
    """The small world and a deal of every sort that the sums tell apart."""
    small = small_world()
    nubes, torre, faro = "nubes", "torre", "faro"
    joint = deal(
        "d3",
        (Role.LENDER, nubes),
        (Role.LENDER, torre),
        (Role.BORROWER, faro),
        kind=Kind.LOAN,
        amounts=priced(exact(9)),
    )
    equity = deal(
        "d4", (Role.INVESTOR, nubes), (Role.INVESTEE, faro), kind=Kind.INVESTMENT, amounts=priced(exact(5, "EUR"))
    )
    takeover = deal("d5", (Role.ACQUIRER, torre), (Role.TARGET, faro), (Role.SELLER, nubes), kind=Kind.ACQUISITION)
    yearly = deal(
        "d6",
        *((Role.PARTNER, entity) for entity in (nubes, torre, faro)),
        kind=Kind.PARTNERSHIP,
        amounts=priced(exact(7, "CLP", Per.YEAR)),
    )
    open_ = deal(
        "d7",
        (Role.PROVIDER, torre),
        (Role.CUSTOMER, faro),
        kind=Kind.LEASE,
        amounts=priced(Amount(Decimal(3), None, "USD", Qualifier.AT_LEAST)),
    )
    shared = deal(
        "d8",
        *((Role.PROVIDER, entity) for entity in (nubes, torre)),
        (Role.CUSTOMER, faro),
        kind=Kind.SERVICE,
        amounts=priced(Amount(None, Decimal(8), "USD", Qualifier.UP_TO)),
    )
    return replace(small, deals=(*small.deals, joint, equity, takeover, yearly, open_, shared))


IDS = ("e0", "e1", "e2", "e3")
amounts = st.builds(
    lambda low, more, open_, currency, per: Amount(
        None if open_ == "low" else Decimal(low),
        None if open_ == "high" else Decimal(low + more),
        currency,
        per=per,
    ),
    st.integers(1, 10**9),
    st.integers(0, 10**6),
    st.sampled_from(("low", "high", "", "", "")),
    st.sampled_from(("USD", "EUR", "CLP", None)),
    st.sampled_from((None, None, None, Per.YEAR)),
)
days = st.dates(date(2024, 1, 1), date(2025, 12, 31)).map(lambda day: TimeSpan(day, day + timedelta(1), Grain.DAY))
ties = st.builds(
    Tie,
    st.sampled_from(IDS),
    st.sampled_from((Predicate.OWNS_STAKE_IN, Predicate.SUBSIDIARY_OF, Predicate.BACKED_BY, Predicate.COMPETITOR_OF)),
    st.sampled_from(IDS),
    st.just(()),
)


def deals_named(*ids: str):
    """A strategy for deals, one an id, that may amend each other."""
    parties = st.lists(st.builds(DealParty, st.sampled_from(list(Role)), st.sampled_from(IDS)), min_size=1, max_size=4)
    each = [
        st.builds(
            Deal,
            st.just(id_),
            st.sampled_from(list(Kind)),
            parties.map(lambda found: tuple(dict.fromkeys(found))),
            st.sampled_from(list(Status)),
            st.just((ClaimRef("a1", 0),)),
            amounts=st.one_of(st.just(()), amounts.map(priced)),
            signed=st.one_of(st.none(), days),
            amends=st.sampled_from((None, None, *(other for other in ids if other != id_))),
        )
        for id_ in ids
    ]
    return st.tuples(*each)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A world of four companies, some of six deals, and some ties."""
    every = draw(deals_named("d0", "d1", "d2", "d3", "d4", "d5"))
    some = draw(st.sets(st.sampled_from(range(6))))
    tied = draw(st.lists(ties, max_size=3, unique_by=lambda tie: (tie.subject, tie.predicate, tie.object)))
    entities = tuple(company(id_, draw(st.sampled_from(("Uno", "Dos"))) + id_, "a1") for id_ in IDS)
    groups = draw(st.sampled_from(((), (("a1", "a2"),), (("a1", "a2", "a3"),))))
    return World(entities, tuple(every[i] for i in sorted(some)), tuple(tied), groups)
