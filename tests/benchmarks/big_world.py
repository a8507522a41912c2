"""A large graph of generated deals, written by the program's own code, for the benchmarks that ask and export it.

    python tests/benchmarks/big_world.py FOLDER DEALS

Companies are a fifth of the deals, their sizes follow a power law, so that a few take part in tens of thousands of
deals. The deals spread over eleven years, all kinds and statuses; a fifth have no amount, a tenth are joint.
"""

import random
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from kg.kinds import Grain, Kind, MentionKind, Per, Predicate, Role, Side, Status
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
    Reading,
    Span,
    StatedAmount,
    Step,
    Tie,
    World,
)
from kg.store import Dataset
from kg.triples import reading_quads, world_quads
from kg.values.calendar import day_span

ROLES = {
    Kind.CONTRACT_AWARD: (Role.CONTRACTOR, Role.AUTHORITY),
    Kind.SUPPLY: (Role.PROVIDER, Role.CUSTOMER),
    Kind.SERVICE: (Role.PROVIDER, Role.CUSTOMER),
    Kind.CLOUD_COMPUTE: (Role.PROVIDER, Role.CUSTOMER),
    Kind.LICENCE: (Role.LICENSOR, Role.LICENSEE),
    Kind.LEASE: (Role.PROVIDER, Role.CUSTOMER),
    Kind.SPONSORSHIP: (Role.SPONSOR, Role.SPONSORED),
    Kind.PARTNERSHIP: (Role.PARTNER, Role.PARTNER),
    Kind.JOINT_VENTURE: (Role.PARTNER, Role.PARTNER),
    Kind.OTHER_AGREEMENT: (Role.PROVIDER, Role.CUSTOMER),
    Kind.ACQUISITION: (Role.TARGET, Role.ACQUIRER),
    Kind.MERGER: (Role.PARTNER, Role.PARTNER),
    Kind.INVESTMENT: (Role.INVESTOR, Role.INVESTEE),
    Kind.FUNDING_ROUND: (Role.INVESTOR, Role.INVESTEE),
    Kind.LOAN: (Role.LENDER, Role.BORROWER),
    Kind.DEBT_ISSUE: (Role.INVESTOR, Role.ISSUER),
}
KINDS, FIRST, DAYS = list(ROLES), date(2015, 1, 1), 4000
STATUSES = [Status.SIGNED] * 10 + [Status.ANNOUNCED] * 4 + [Status.COMPLETED] * 3 + list(Status)[3:]
WORDS = (
    "Alba Norte Sur Mar Sol Río Faro Nube Torre Lince Tajo Ebro Brisa Cobre Hierro Plata Cedro Olmo Pino Roble".split()
)


def world(count: int, seed: int = 7) -> World:
    """That many deals between a fifth as many companies."""
    chance = random.Random(seed)
    companies = max(20, count // 5)
    entities = tuple(_entity(i, chance) for i in range(companies))
    ties = tuple(
        Tie(entities[chance.randrange(companies)].id, Predicate.OWNS_STAKE_IN, entities[i].id, ())
        for i in range(0, companies, 20)
    )
    return World(entities, tuple(_deal(i, companies, chance) for i in range(count)), ties)


def _entity(number: int, chance: random.Random) -> Entity:
    name = f"{chance.choice(WORDS)} {chance.choice(WORDS)} {number}"
    return Entity(f"company-{number}", MentionKind.COMPANY, name, (Alias(name, "es"),), country="ES")


def _pick(companies: int, chance: random.Random) -> str:
    return f"company-{int(companies * chance.random() ** 3)}"


def _deal(number: int, companies: int, chance: random.Random) -> Deal:
    kind = KINDS[number % len(KINDS)]
    signed = FIRST + timedelta(chance.randrange(DAYS))
    when = day_span(signed.year, signed.month, signed.day)
    status, ref = chance.choice(STATUSES), ClaimRef(f"a{number}", 0)
    rumour = (Step(Status.RUMOURED, when, ref),) if chance.random() < 0.05 else ()
    return Deal(
        f"deal-{number}",
        kind,
        tuple(sorted(_parties(kind, companies, chance), key=lambda p: (p.role, p.entity))),
        status,
        (ref,),
        amounts=_amounts(ref, chance),
        signed=when,
        duration=Duration(chance.randrange(1, 9), Grain.YEAR) if chance.random() < 0.5 else None,
        history=(*rumour, Step(status, when, ref)),
        amends=f"deal-{number - 1}" if chance.random() < 0.01 and number else None,
        confidence=0.9,
    )


def _parties(kind: Kind, companies: int, chance: random.Random) -> set[DealParty]:
    giving, taking = ROLES[kind]
    several = 2 if chance.random() < 0.1 and giving.side is Side.GIVES else 1
    gives = {DealParty(giving, _pick(companies, chance)) for _ in range(several)}
    return gives | {DealParty(taking, _pick(companies, chance))}


def _amounts(ref: ClaimRef, chance: random.Random) -> tuple[StatedAmount, ...]:
    if chance.random() < 0.2:
        return ()
    value = Decimal(round(min(10**11, 10**5 * chance.paretovariate(0.6)), -3))
    per = Per.YEAR if chance.random() < 0.05 else None
    made = [Amount(value, value, chance.choice(("EUR", "USD", "USD", "MXN")), per=per)]
    if chance.random() < 0.02:
        made.append(Amount(value * 2, value * 2, "EUR"))
    return tuple(StatedAmount(amount, (ref,)) for amount in made)


def told(number: int) -> tuple[Article, Reading]:
    """The article that tells a deal."""
    id_ = f"a{number}"
    published = FIRST + timedelta(number % DAYS)
    claim = Claim(Kind.SUPPLY, (), Status.SIGNED, Evidence(id_, Span(0, 9), "made"), confidence=0.9)
    article = Article(id_, id_, "Un hecho.", "es", publisher="Diario", published=published)
    return article, Reading(id_, "made 1", claims=(claim,))


def write(folder: Path, count: int) -> None:
    """Write the graph of so many deals, and publish it."""
    made = world(count)

    def quads() -> Iterator:
        yield from world_quads(made, lambda id_: told(int(id_[1:])))
        for number in range(count):
            yield from reading_quads(*told(number))

    with Dataset(folder) as data:
        data.rebuild(quads())
        data.publish()


if __name__ == "__main__":
    begun = time.monotonic()
    write(Path(sys.argv[1]), int(sys.argv[2]))
    print(f"{sys.argv[2]} deals written in {time.monotonic() - begun:.0f} s", file=sys.stderr)
