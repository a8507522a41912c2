"""What differs between two worlds: what an ingest, a judgement or a new reader changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from kg.model import Amount, Deal, Entity, World

How = Literal["added", "gone", "changed"]


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One entity or deal that differs; ``detail`` says what is new of it."""

    what: Literal["entity", "deal"]
    how: How
    id: str
    name: str
    detail: str


def diff(before: World, after: World) -> tuple[Change, ...]:
    """Every entity and deal that is in one world only, or not alike in both; sorted.

    >>> diff(World(), World())
    ()
    """
    return tuple(sorted((*_entities(before, after), *_deals(before, after))))


def _entities(before: World, after: World) -> Iterator[Change]:
    old, new = ({e.id: e for e in w.entities} for w in (before, after))
    for id_ in old.keys() | new.keys():
        was, now = old.get(id_), new.get(id_)
        if was != now:
            yield Change("entity", _how(was, now), id_, (old | new)[id_].name, _of_entity(was, now))


def _of_entity(was: Entity | None, now: Entity | None) -> str:
    if was is None or now is None:
        return ", ".join(dict.fromkeys(a.text for e in (was, now) if e for a in e.aliases))
    names = [f"+{a.text}" for a in now.aliases if a not in was.aliases]
    names += [f"-{a.text}" for a in was.aliases if a not in now.aliases]
    mentions = len(now.mentions) - len(was.mentions)
    return ", ".join([*names, *([f"{mentions:+} mentions"] if mentions else [])])


def _deals(before: World, after: World) -> Iterator[Change]:
    old, new = ({d.id: d for d in w.deals} for w in (before, after))
    names = {e.id: e.name for w in (before, after) for e in w.entities}
    for id_ in old.keys() | new.keys():
        was, now = old.get(id_), new.get(id_)
        if was != now:
            yield Change("deal", _how(was, now), id_, _parties((old | new)[id_], names), _of_deal(was, now))


def _how(was: object, now: object) -> How:
    return "added" if was is None else "gone" if now is None else "changed"


def _parties(deal: Deal, names: Mapping[str, str]) -> str:
    return f"{deal.kind}: " + ", ".join(f"{names.get(p.entity, p.entity)} ({p.role})" for p in deal.parties)


def _of_deal(was: Deal | None, now: Deal | None) -> str:
    if was is None or now is None:
        return ", ".join(_facts(was or now))
    facts = _facts(was)
    told = len(now.claims) - len(was.claims)
    return ", ".join([*(f for f in _facts(now) if f not in facts), *([f"{told:+} reports"] if told else [])])


def _facts(deal: Deal | None) -> list[str]:
    if deal is None:
        return []
    steps = [str(step.status) for step in deal.history]
    amends = [f"amends {deal.amends}"] if deal.amends else []
    return [*steps, *(_money(s.amount) for s in deal.amounts), *amends]


def _money(amount: Amount) -> str:
    values = [f"{x:,f}" for x in dict.fromkeys((amount.low, amount.high)) if x is not None]
    return f"{' to '.join(values)} {amount.currency or '?'}" + (f" a {amount.per}" if amount.per else "")
