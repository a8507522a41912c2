"""A small market made by hand, told by articles of its own, for the questions that are asked of the graph."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache

import pyoxigraph

from kg.iris import deal_iri, entity_iri, ontology_quads
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
    Span,
    StatedAmount,
    Step,
    Tie,
    TimeSpan,
    World,
)
from kg.store import Graph
from kg.triples import reading_quads, world_quads
from kg.values.calendar import from_iso

TODAY = date(2025, 12, 1)
NAMES = {
    "nimbus": "Nimbus Cloud",
    "orbital": "Orbital AI",
    "ferrum": "Ferrum Chips",
    "norte": "Banco Norte",
    "sur": "Banco Sur",
    "renta": "Rentaférrea",
    "lumen": "Lumen Óptica",
    "telar": "Telar",
}
ALIASES = {"renta": ("Rentaférrea, S.A.", "Renta Férrea"), "nimbus": ("Nimbus",), "norte": ("BN",), "telar": ()}


def span(iso: str | None) -> TimeSpan | None:
    return None if iso is None else from_iso(iso)


def money(millions: int | str, currency: str = "USD", qualifier: Qualifier = Qualifier.EXACT, per: Per | None = None):
    value = Decimal(millions) * 1_000_000
    low, high = (
        (value if qualifier is not Qualifier.UP_TO else None),
        (value if qualifier is not Qualifier.AT_LEAST else None),
    )
    return Amount(low, high, currency, qualifier, per)


@dataclass
class Teller:
    """Collects claims, an article a telling, and makes the deals that rest on them."""

    articles: dict[str, tuple[Article, Reading]] = field(default_factory=dict)
    deals: list[Deal] = field(default_factory=list)

    def tell(
        self, published: str | None, kind: Kind, parties: dict[str, Role], status: Status, amount: Amount | None
    ) -> ClaimRef:
        """An article with one sentence that claims a deal."""
        id_ = f"a{len(self.articles):02}"
        names = [NAMES[one] for one in parties]
        text = f"{', '.join(names)}: {kind.value} ({status.value})."
        day = date.fromisoformat(published) if published else None
        made = Article(
            id_, f"{id_}.txt", text, "es", "Titular", f"https://example.org/{id_}", f"Diario {id_}", "ES", day
        )
        claim = Claim(
            kind,
            tuple(Party(role, NAMES[one]) for one, role in parties.items()),
            status,
            Evidence(id_, Span(0, len(text)), "rules:test"),
            amount=amount,
            confidence=0.9,
        )
        named = tuple(Named(MentionKind.COMPANY, name, (name,)) for name in names)
        self.articles[id_] = made, Reading(id_, "rules 1", named=named, claims=(claim,))
        return ClaimRef(id_, 0)

    def deal(
        self,
        id_: str,
        kind: Kind,
        parties: dict[str, Role],
        *told: tuple[str | None, Status, Amount | None],
        **more: object,
    ) -> None:
        """A deal told by articles: publication day, status, amount of each; the last status is its status."""
        refs = [self.tell(day, kind, parties, status, amount) for day, status, amount in told]
        stated: dict[Amount, tuple[ClaimRef, ...]] = {}
        for ref, (_, _, amount) in zip(refs, told, strict=True):
            if amount:
                stated[amount] = (*stated.get(amount, ()), ref)
        history = tuple(
            Step(status, from_iso(day) if day else None, ref)
            for ref, (day, status, _), before in zip(refs, told, [None, *told], strict=False)
            if before is None or before[1] is not status
        )
        self.deals.append(
            Deal(
                id_,
                kind,
                tuple(DealParty(role, one) for one, role in parties.items()),
                told[-1][1],
                tuple(refs),
                amounts=tuple(StatedAmount(amount, claims) for amount, claims in stated.items()),
                history=history,
                confidence=0.9,
                **{name: from_iso(v) if isinstance(v, str) and name != "amends" else v for name, v in more.items()},
            )
        )


def teller() -> Teller:
    t = Teller()
    signed, announced = Status.SIGNED, Status.ANNOUNCED
    t.deal(
        "cloud",
        Kind.CLOUD_COMPUTE,
        {"nimbus": Role.PROVIDER, "orbital": Role.CUSTOMER},
        ("2025-11-03", signed, money(38_000)),
        signed="2025-11",
        duration=Duration(7, Grain.YEAR),
    )
    t.deal(
        "stake",
        Kind.INVESTMENT,
        {"ferrum": Role.INVESTOR, "orbital": Role.INVESTEE},
        ("2025-09-22", announced, money(1_000)),
        signed="2025-09",
    )
    t.deal(
        "chips",
        Kind.SUPPLY,
        {"ferrum": Role.PROVIDER, "orbital": Role.CUSTOMER},
        ("2025-10-06", signed, money(500)),
        ("2025-10-07", signed, money(600)),
        signed="2025-10-06",
    )
    t.deal(
        "racks",
        Kind.SUPPLY,
        {"ferrum": Role.PROVIDER, "nimbus": Role.CUSTOMER},
        ("2025-06-02", signed, money(2_000, "EUR")),
        signed="2025-06",
    )
    t.deal(
        "more_racks",
        Kind.SUPPLY,
        {"ferrum": Role.PROVIDER, "nimbus": Role.CUSTOMER},
        ("2025-08-01", signed, money(2_500, "EUR")),
        signed="2025-08",
        amends="racks",
    )
    t.deal(
        "loan",
        Kind.LOAN,
        {"norte": Role.LENDER, "sur": Role.LENDER, "renta": Role.BORROWER},
        ("2024-03-05", signed, money(300, "EUR")),
        signed="2024-03-04",
    )
    t.deal(
        "service",
        Kind.SERVICE,
        {"orbital": Role.PROVIDER, "renta": Role.CUSTOMER},
        ("2025-01-10", signed, money(12, "EUR", per=Per.YEAR)),
        signed="2025-01",
        start="2025-01-01",
        end="2026-03",
    )
    t.deal(
        "takeover",
        Kind.ACQUISITION,
        {"orbital": Role.ACQUIRER, "lumen": Role.TARGET},
        ("2025-05-02", Status.RUMOURED, None),
        ("2025-07-15", signed, money(90, "EUR", Qualifier.AT_LEAST)),
        signed="2025-07-15",
    )
    t.deal(
        "merger",
        Kind.MERGER,
        {"norte": Role.PARTNER, "sur": Role.PARTNER},
        ("2025-04-01", Status.RUMOURED, None),
        ("2025-04-02", Status.ANNOUNCED, None),
        ("2025-04-03", Status.DENIED, None),
    )
    t.deal(
        "weave",
        Kind.SERVICE,
        {"telar": Role.PROVIDER, "nimbus": Role.CUSTOMER},
        (None, announced, None),
    )
    t.deal(
        "looms",
        Kind.PARTNERSHIP,
        {"telar": Role.PARTNER, "lumen": Role.PARTNER},
        ("2023-02-01", Status.CANCELLED, None),
    )
    return t


def world(t: Teller) -> World:
    entities = tuple(_entity(id_, name, t) for id_, name in NAMES.items())
    ties = (Tie("nimbus", Predicate.OWNS_STAKE_IN, "telar", ()),)
    return World(entities, tuple(t.deals), ties)


def _entity(id_: str, name: str, t: Teller) -> Entity:
    mentions = tuple(
        NameRef(article, name) for article, (_, read) in t.articles.items() if name in {n.name for n in read.named}
    )
    aliases = tuple(Alias(alias, "es") for alias in (name, *ALIASES.get(id_, ())))
    known = (Identifier("ticker", "FRRM"),) if id_ == "ferrum" else ()
    return Entity(id_, MentionKind.COMPANY, name, aliases, known, mentions, "ES")


def quads_of(made: World, t: Teller) -> list[pyoxigraph.Quad]:
    readings = [quad for article, reading in t.articles.values() for quad in reading_quads(article, reading)]
    return [*ontology_quads(), *readings, *world_quads(made, lambda id_: t.articles[id_])]


def graph_of(made: World, t: Teller) -> Graph:
    store = pyoxigraph.Store()
    store.extend(quads_of(made, t))
    return Graph(store)


@cache
def market() -> Graph:
    """The graph of the market; read only, so that tests may share it."""
    t = teller()
    return graph_of(world(t), t)


def deal(id_: str) -> str:
    return deal_iri(id_).value


def company(id_: str) -> str:
    return entity_iri(id_).value
