"""What the heads should say of an example: labels as arrays, with the noise that real reading brings."""

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kg.kinds import MentionKind
from kg.model import Span
from kg.reader.neural_inputs import ANAPHORIC, HUMAN, NAME, MentionInputs, membership, mention_inputs
from kg.reader.neural_labels import (
    ANAPHOR,
    KINDS,
    PAIRS,
    RELATIONS,
    SINGLES,
    STATUSES,
    TAGGED,
    PairClass,
    RelationClass,
    tag_of,
)
from kg.reader.neural_tokens import Floats, Ints, token_range
from kg.train.data import Example, Gold, GoldDeal, GoldValue

_ROWS = 8
_PAIR = {p: i for i, p in enumerate(PAIRS)}
_SINGLE = {s: i for i, s in enumerate(SINGLES)}
_RELATION = {r: i for i, r in enumerate(RELATIONS)}
_SORT = {MentionKind.COMPANY: NAME, MentionKind.PERSON: HUMAN, ANAPHOR: ANAPHORIC}


@dataclass(frozen=True, slots=True)
class Seen:
    """The mentions given to the heads: gold ones less some, and some that are wrong. ``name`` None: of nothing."""

    spans: tuple[Span, ...]
    sorts: tuple[int, ...]
    names: tuple[str | None, ...]
    surfaces: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Entities:
    """Entities by their gold names, the mentions of each, and the arrays of both."""

    names: tuple[str, ...]
    members: tuple[tuple[int, ...], ...]
    inputs: MentionInputs
    member: Floats


@dataclass(frozen=True, slots=True)
class Row:
    """What is asked of a deal at one cell of the pair table; ``values`` are the allowed places (0 is none).

    ``others`` are the other deals of the two: the sentence that tells each, and its kind.
    """

    first: int
    second: int
    kind: int
    status: int
    sentence: int
    others: tuple[tuple[int, int], ...]
    values: tuple[tuple[int, ...], ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Tables:
    """Labels of the pair table: deals (E, E, PAIRS), relations (E, E, RELATIONS), singles (E, SINGLES), and rows.

    ``roles`` (M, SINGLES) are those of mentions in the sentence that tells the deal, ``roles_known`` is 0 for those of
    their company elsewhere; ``told`` (S, KINDS) has the kinds that each sentence tells.
    """

    pairs: Floats
    relations: Floats
    singles: Floats
    rows: tuple[Row, ...]
    roles: Floats
    roles_known: Floats
    told: Floats


def tag_labels(example: Example, tokens: Sequence[Span]) -> Ints:
    """The tag of each token."""
    out = np.zeros(len(tokens), dtype=np.int64)
    for gold in example.mentions:
        found = token_range(tokens, gold.span)
        if found and gold.kind in TAGGED:
            out[found[0] : found[1]] = tag_of(gold.kind, begins=False)
            out[found[0]] = tag_of(gold.kind, begins=True)
    return out


def seen_mentions(example: Example, strays: Sequence[Gold], chance: random.Random, *, noise: float) -> Seen:
    """The mentions for the heads.

    Args:
        example: The article.
        strays: Mentions that the model finds and that are none.
        chance: Where the noise comes from.
        noise: How likely a gold mention is left out, where its company has another; four times that for anaphors.
    """
    counts: dict[str, int] = {}
    for gold in example.mentions:
        counts[gold.name] = counts.get(gold.name, 0) + (gold.kind != ANAPHOR)
    kept = []
    for gold in example.mentions:
        if gold.kind not in _SORT:
            continue
        often = noise * 4 if gold.kind == ANAPHOR else noise * (counts[gold.name] > 1)
        if chance.random() >= often:
            kept.append(gold)
    found = sorted([*kept, *strays], key=lambda g: g.span)
    return Seen(
        tuple(g.span for g in found),
        tuple(_SORT[g.kind] for g in found),
        tuple(g.name or None for g in found),
        tuple(g.span.of(example.text) if g.kind == MentionKind.COMPANY else None for g in found),
    )


def gather_entities(seen: Seen, tokens: Sequence[Span], sentences: Sequence[Span]) -> Entities:
    """Entities of the mentions: one for each gold name, one for each stray name; stray anaphors are nobody's."""
    members: dict[str, list[int]] = {}
    for at, (name, sort) in enumerate(zip(seen.names, seen.sorts, strict=True)):
        if name is not None:
            members.setdefault(name, []).append(at)
        elif sort != ANAPHORIC:
            members[f"?{at}"] = [at]
    named = {n: m for n, m in members.items() if any(seen.sorts[i] != ANAPHORIC for i in m)}
    inputs = mention_inputs(seen.spans, seen.sorts, tokens, sentences)
    groups = tuple(tuple(m) for m in named.values())
    return Entities(tuple(named), groups, inputs, membership(groups, len(seen.spans)))


def tables(example: Example, entities: Entities) -> Tables:
    """The labels of the pair table for these entities."""
    place = {name: i for i, name in enumerate(entities.names)}
    size = len(place)
    pairs = np.zeros((size, size, len(PAIRS)), dtype=np.float32)
    singles = np.zeros((size, len(SINGLES)), dtype=np.float32)
    rows: list[Row] = []
    for deal in example.deals:
        cells = _cells(deal, place)
        for first, second, label in cells:
            if first == second:
                singles[first, label] = 1.0
            else:
                pairs[first, second, label] = 1.0
        asked = cells[:: 1 + len(cells) // _ROWS]
        rows += [_row(example, deal, cell, _others(example, deal, cell, entities), len(asked)) for cell in asked]
    roles, known = _roles(example, entities, place)
    return Tables(pairs, _relations(example, entities, place), singles, tuple(rows), roles, known, _told(example))


def _roles(example: Example, entities: Entities, place: dict[str, int]) -> tuple[Floats, Floats]:
    """What each mention says its company is, and where that is known."""
    sentence = entities.inputs.sentence
    roles = np.zeros((len(sentence), len(SINGLES)), dtype=np.float32)
    known = np.ones_like(roles)
    for deal in example.deals:
        for name, role in deal.parties:
            label = _SINGLE.get((deal.kind, role))
            if name not in place or label is None:
                continue
            for mention in entities.members[place[name]]:
                if sentence[mention] == deal.sentence:
                    roles[mention, label] = 1.0
                else:
                    known[mention, label] = 0.0
    return roles, np.maximum(known, roles)


def _told(example: Example) -> Floats:
    out = np.zeros((len(example.sentences), len(KINDS)), dtype=np.float32)
    for deal in example.deals:
        if deal.sentence is not None:
            out[deal.sentence, KINDS.index(deal.kind)] = 1.0
    return out


def _cells(deal: GoldDeal, place: dict[str, int]) -> list[tuple[int, int, int]]:
    parties = [(place[name], role) for name, role in deal.parties if name in place]
    if len(parties) == 1:
        at, role = parties[0]
        return [(at, at, _SINGLE[deal.kind, role])] if (deal.kind, role) in _SINGLE else []
    cells = []
    for (a, left), (b, right) in itertools.permutations(parties, 2):
        label = _PAIR.get(PairClass(deal.kind, left, right))
        if label is not None and a != b:
            cells.append((a, b, label))
    return cells


def _others(
    example: Example, deal: GoldDeal, cell: tuple[int, int, int], entities: Entities
) -> tuple[tuple[int, int], ...]:
    """Sentence and kind of the other deals of the cell's two parties; a party by itself has none."""
    two = {entities.names[cell[0]], entities.names[cell[1]]}
    theirs = [d for d in example.deals if d is not deal and len(two) > 1 and two <= {name for name, _ in d.parties}]
    return tuple(sorted({(d.sentence, KINDS.index(d.kind)) for d in theirs if d.sentence is not None}))


def _row(
    example: Example, deal: GoldDeal, cell: tuple[int, int, int], others: tuple[tuple[int, int], ...], cells: int
) -> Row:
    pools = {"amount": example.amounts, "duration": example.durations}
    values = tuple(_places(pools.get(slot, example.dates), slot, value) for slot, value in deal.values.items())
    sentence = -1 if deal.sentence is None else deal.sentence
    kind, status = KINDS.index(deal.kind), STATUSES.index(deal.status)
    return Row(cell[0], cell[1], kind, status, sentence, others, values, float(cells**-0.5))


def _places(pool: Sequence[GoldValue], slot: str, value: str | None) -> tuple[int, ...]:
    """Where the value stands among the candidates: 0 for none, nothing where it cannot be found."""
    if value is None:
        return (0,)
    whole = tuple(i + 1 for i, v in enumerate(pool) if v.value == value)
    if whole or slot not in {"start", "end"}:
        return whole
    end = {"start": 0, "end": -1}[slot]
    return tuple(i + 1 for i, v in enumerate(pool) if v.value and "/" in v.value and v.value.split("/")[end] == value)


def _relations(example: Example, entities: Entities, place: dict[str, int]) -> Floats:
    out = np.zeros((len(place), len(place), len(RELATIONS)), dtype=np.float32)
    sorts = [entities.inputs.sort[m[0]] for m in entities.members]
    kinds = [MentionKind.PERSON if s == HUMAN else MentionKind.COMPANY for s in sorts]
    for relation in example.relations:
        first, second = place.get(relation.subject), place.get(relation.object)
        if first is None or second is None:
            continue
        label = _RELATION.get(RelationClass(relation.predicate, kinds[first], kinds[second]))
        if label is not None:
            out[first, second, label] = 1.0
    return out
