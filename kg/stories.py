"""How well a linked world matches stories: articles of one affair, annotated across articles.

=================  ================================================================================================
entities           pairs of mentions (article, surface) in one entity
deals              pairs of reports (article, deal) in one deal
amends             (amending deal, amended deal)
history            (deal, status) steps; ``history, dated`` those with the date right to the month
syndicated         pairs of near-copies
apart              of the pairs of names declared distinct, those that no entity holds both of
=================  ================================================================================================

Pairs are counted within a story. A world is one JSON object, as :func:`kg.linking.world_json` makes it.
"""

import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import ArticleError
from kg.kinds import Kind
from kg.score import Figure, plain, same_amount

FIGURES = ("entities", "deals", "amends", "history", "history, dated", "syndicated")
Record = Mapping[str, Any]
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Score:
    """The figures by name, and how many of the distinct pairs were kept apart."""

    figures: Mapping[str, Figure]
    apart: int
    distinct: int


@dataclass(frozen=True, slots=True)
class _World:
    """A world by what its parts are looked up by."""

    entity: Mapping[Place, str]
    deal: Mapping[tuple[str, int], str]
    deals: Mapping[str, Record]
    claims: Mapping[str, Mapping[int, int]]

    def told(self, report: tuple[str, int]) -> str | None:
        """The deal that holds what tells an annotated report."""
        article, index = report
        given = self.claims[article].get(index)
        return None if given is None else self.deal.get((article, given))


def score(folder: Path, world: Record, records: Mapping[str, Record] | None = None) -> Score:
    """A world against a folder of stories (``articles/`` and ``gold/``).

    ``records`` are the readings that were linked, by article; without them the annotation itself was.

    Raises:
        ArticleError: a file of the folder is not JSON.
    """
    articles = {a["id"]: a for a in _load(folder / "articles")}
    held = _held(world, {id_: _claims(a, id_, records) for id_, a in articles.items()})
    total: Counter[tuple[str, str]] = Counter()
    gold = _load(folder / "gold")
    for story in gold:
        _entities(story, held, total)
        _apart(story, held, total)
        best = _deals(story, held, total)
        _amends(story, held, best, total)
        _histories(story, held, best, total)
    _syndicated(gold, world, set(articles), total)
    figures = {n: Figure(total[n, "right"], total[n, "gold"], total[n, "given"]) for n in FIGURES}
    return Score(figures, total["apart", "right"], total["apart", "gold"])


def lines(made: Score) -> Iterator[str]:
    """The figures as lines of text.

    >>> list(lines(Score({"deals": Figure(1, 2, 1)}, 3, 4)))[0]
    '  deals           P 1.000  R 0.500  F1 0.667   gold 2 given 1'
    """
    for name, f in made.figures.items():
        rates = f"P {f.precision:.3f}  R {f.recall:.3f}  F1 {f.f1:.3f}"
        yield f"  {name:<15} {rates}   gold {f.gold} given {f.given}"
    yield f"  {'apart':<15} {made.apart} of {made.distinct} pairs kept apart"


def surface(text: str) -> str:
    """A surface form as it is compared: case and spaces aside.

    >>> surface("Grupo  México") == surface("grupo méxico"), surface("México") == surface("Grupo México")
    (True, False)
    """
    return " ".join(text.casefold().split())


def _load(folder: Path) -> list[Any]:
    found = []
    for file in sorted(folder.glob("*.json")):
        try:
            found.append(json.loads(file.read_text(encoding="utf8")))
        except json.JSONDecodeError as error:
            raise ArticleError(f"{file}:{error.lineno}: not JSON ({error.msg})") from error
    return found


def _held(world: Record, claims: Mapping[str, Mapping[int, int]]) -> _World:
    return _World(
        {(m["article"], surface(m["text"])): e["id"] for e in world["entities"] for m in e["mentions"]},
        {(c["article"], c["index"]): d["id"] for d in world["deals"] for c in d["claims"]},
        {d["id"]: d for d in world["deals"]},
        claims,
    )


def _add(total: Counter[tuple[str, str]], name: str, gold: set[Any], given: set[Any]) -> None:
    total[name, "right"] += len(gold & given)
    total[name, "gold"] += len(gold)
    total[name, "given"] += len(given)


def _pairs(groups: Iterable[Iterable[Any]]) -> set[frozenset[Any]]:
    return {frozenset(pair) for group in groups for pair in itertools.combinations(sorted(set(group)), 2)}


def _grouped(items: Iterable[Hashable], by: Mapping[Any, str | None]) -> Iterable[list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for item in items:
        if (group := by.get(item)) is not None:
            groups[group].append(item)
    return groups.values()


def _places(entity: Record) -> list[Place]:
    return [(article, surface(text)) for article, texts in entity["mentions"].items() for text in texts]


def _entities(story: Record, held: _World, total: Counter[tuple[str, str]]) -> None:
    groups = [_places(entity) for entity in story["entities"]]
    every = list(itertools.chain.from_iterable(groups))
    _add(total, "entities", _pairs(groups), _pairs(_grouped(every, held.entity)))


def _apart(story: Record, held: _World, total: Counter[tuple[str, str]]) -> None:
    ids = {e["name"]: {held.entity[p] for p in _places(e) if p in held.entity} for e in story["entities"]}
    for one, other in story["distinct"]:
        total["apart", "gold"] += 1
        total["apart", "right"] += bool(ids.get(one) and ids.get(other) and not ids[one] & ids[other])


def _deals(story: Record, held: _World, total: Counter[tuple[str, str]]) -> Mapping[str, str]:
    """Counts pairs of reports; for each annotated deal, the deal that holds most of its reports."""
    reports = {d["id"]: list(d["reported_in"].items()) for d in story["deals"]}
    told = {r: held.told(r) for r in itertools.chain.from_iterable(reports.values())}
    _add(total, "deals", _pairs(reports.values()), _pairs(_grouped(told, told)))
    best = {}
    for id_, mine in reports.items():
        if hits := Counter(told[r] for r in mine if told[r] is not None):
            best[id_] = str(hits.most_common(1)[0][0])
    return best


def _amends(story: Record, held: _World, best: Mapping[str, str], total: Counter[tuple[str, str]]) -> None:
    changes = [d for d in story["deals"] if d["amends"]]
    gold = {(best.get(d["id"]), best.get(d["amends"])) for d in changes}
    given = {(id_, held.deals[id_]["amends"]) for id_ in set(best.values()) if held.deals[id_].get("amends")}
    _add(total, "amends", gold, given)
    total["amends", "gold"] += len(changes) - len(gold)


def _histories(story: Record, held: _World, best: Mapping[str, str], total: Counter[tuple[str, str]]) -> None:
    for deal in story["deals"]:
        steps = held.deals[best[deal["id"]]]["history"] if deal["id"] in best else []
        gold = {(step["status"], step["date"][:7]) for step in deal["lifeline"]}
        given = {(step["status"], (step.get("date") or "")[:7]) for step in steps}
        _add(total, "history", {status for status, _ in gold}, {status for status, _ in given})
        _add(total, "history, dated", gold, given)


def _syndicated(gold: Iterable[Record], world: Record, articles: set[str], total: Counter[tuple[str, str]]) -> None:
    given = {pair for pair in _pairs(world.get("syndicated", ())) if pair <= articles}
    _add(total, "syndicated", _pairs(group for story in gold for group in story["syndicated"]), given)


def _claims(annotated: Record, id_: str, records: Mapping[str, Record] | None) -> dict[int, int]:
    """For each annotated deal's index, that of the record's deal that tells it: the best overlap first."""
    if records is None:
        return {index: index for index in range(len(annotated["deals"]))}
    record = records.get(id_, {})
    name = _namer(annotated, record)
    found: dict[int, int] = {}
    for _, gold, given in sorted(_candidates(annotated["deals"], record.get("deals", ()), name), reverse=True):
        if -gold not in found and -given not in found.values():
            found[-gold] = -given
    return found


def _candidates(
    annotated: Sequence[Record], given: Sequence[Record], name: Mapping[str, str]
) -> Iterator[tuple[float, int, int]]:
    for i, gold in enumerate(annotated):
        parties = {p["name"] for p in gold["parties"]}
        for j, deal in enumerate(given):
            shared = parties & {name.get(surface(p["name"]), "") for p in deal["parties"]}
            if len(shared) >= min(2, len(parties)) and Kind(gold["type"]).family is Kind(deal["type"]).family:
                yield len(shared) + 0.5 * same_amount(gold["amount"], deal.get("amount")), -i, -j


def _namer(annotated: Record, record: Record) -> Mapping[str, str]:
    """What the annotation calls each name of a record: by a surface of its company, or its own, the latter loosely."""
    companies = annotated["companies"]
    loose = {plain(s): c["name"] for c in companies for s in (c["name"], *c["aliases"])}
    exact = {surface(s): c["name"] for c in companies for s in (c["name"], *c["aliases"])}
    parties = (p["name"] for d in record.get("deals", ()) for p in d["parties"])
    found = {surface(s): hit for s in parties if (hit := exact.get(surface(s)) or loose.get(plain(s)))}
    for company in record.get("companies", ()):
        for text in (*company.get("aliases", ()), company["name"]):
            if hit := exact.get(surface(text)) or loose.get(plain(text)):
                found[surface(company["name"])] = hit
    return found
