"""How wrong the heads are about an example."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from kg.kinds import MentionKind
from kg.model import Span
from kg.reader.neural_inputs import ANAPHORIC, HUMAN, NAME, MentionInputs, pair_features, value_pool
from kg.reader.neural_labels import RELATIONS
from kg.reader.neural_names import string_table, words
from kg.train.data import Example
from kg.train.network import Network
from kg.train.targets import Entities, Row, Seen, Tables

MANY = -1e4
_RANKED = 0.25
"""The weight of a pair's rank among those that could be told instead, against that of its own probability."""


@dataclass(frozen=True, slots=True)
class Case:
    """One article ready for the heads."""

    example: Example
    spans: tuple[Span, ...]
    sentences: Tensor
    tags: Tensor
    seen: Seen
    entities: Entities
    tables: Tables


def adaptive(scores: Tensor, labels: Tensor, allowed: Tensor) -> Tensor:
    """The loss of scores, (..., C + 1), against a threshold that is their last: labels above it, all others below.

    Zhou et al. 2021, Document-Level Relation Extraction with Adaptive Thresholding. Rows where ``allowed`` is 0 in
    every class count nothing; classes that are not allowed are left out.
    """
    classes, threshold = scores[..., :-1], scores[..., -1:]
    positive = torch.cat([classes + (labels - 1.0) * -MANY, threshold], dim=-1)
    above = (labels * (torch.logsumexp(positive, dim=-1, keepdim=True) - classes)).sum(-1)
    hidden = torch.clamp(labels + 1.0 - allowed, max=1.0)
    negative = torch.cat([classes + hidden * MANY, threshold], dim=-1)
    below = torch.logsumexp(negative, dim=-1) - threshold.squeeze(-1)
    return above + below * (allowed.amax(-1) > 0)


def ranked(scores: Tensor, labels: Tensor, allowed: Tensor) -> Tensor:
    """How far each label is from being its row's, and its column's, likeliest of its class: whom with, and who?

    :func:`adaptive` asks each pair by itself whether it holds the class. Where a sentence leaves a party to be known
    from those before it, that a class holds is plain and between whom is not: so the pairs that could hold it compete.

    >>> labels = torch.zeros(3, 3, 1)
    >>> labels[0, 1] = 1.0
    >>> apart = 1.0 - torch.eye(3)[:, :, None]
    >>> ranked(torch.zeros(3, 3, 2), labels, apart).exp().round().tolist()  # one of two, and one of two
    [4.0]

    Args:
        scores: (E, E, C + 1), the last the threshold's.
        labels: (E, E, C). Other labels of the same row or column do not compete.
        allowed: (E, E, C): what may compete.
    """
    first, second, at = labels.nonzero(as_tuple=True)
    margins = scores[..., :-1] - scores[..., -1:]
    right = margins[first, second, at]
    rivals = margins + (allowed - 1.0) * -MANY + labels * MANY
    row, column = (
        torch.logsumexp(torch.cat([right[:, None], others], dim=-1), dim=-1)
        for others in (rivals[first, :, at], rivals[:, second, at].T)
    )
    return row + column - 2 * right


def relation_mask(sorts: np.ndarray) -> Tensor:
    """(E, E, RELATIONS): which predicates the kinds of two entities allow; none of an entity with itself."""
    person = np.asarray(sorts) == HUMAN
    is_kind = {MentionKind.PERSON: person, MentionKind.COMPANY: ~person}
    size = len(person)
    out = np.zeros((size, size, len(RELATIONS)), dtype=np.float32)
    for at, label in enumerate(RELATIONS):
        out[:, :, at] = is_kind[label.subject][:, None] & is_kind[label.object][None]
    out[np.arange(size), np.arange(size)] = 0.0
    return torch.from_numpy(out)


def entity_sorts(entities: Entities) -> np.ndarray:
    """HUMAN for persons, NAME for companies."""
    humans = [any(entities.inputs.sort[i] == HUMAN for i in m) for m in entities.members]
    return np.where(humans, HUMAN, NAME)


def link_loss(network: Network, hidden: Tensor, case: Case) -> Tensor:
    """Names of one company told from names of two; an anaphor's company found among the names, or none."""
    seen, inputs = case.seen, case.entities.inputs
    strings = string_table(seen.surfaces)
    scores = network.linker(*_mention_tensors(hidden, inputs), torch.from_numpy(strings))
    names = [i for i, s in enumerate(seen.sorts) if s == NAME]
    loss = scores.sum() * 0.0
    pairs = [
        (a, b) for a in names for b in names if a > b and words(seen.surfaces[a] or "") != words(seen.surfaces[b] or "")
    ]
    if pairs:
        left, right = torch.tensor(pairs).T
        same = torch.tensor([float(seen.names[a] is not None and seen.names[a] == seen.names[b]) for a, b in pairs])
        each = functional.binary_cross_entropy_with_logits(
            scores[left, right] + scores[right, left], same, reduction="none"
        )
        loss = loss + each.sum() / (len(names) + 1)
    anaphors = [i for i, s in enumerate(seen.sorts) if s == ANAPHORIC]
    if anaphors and names:
        loss = loss + _anaphor_loss(scores, case.seen, anaphors, names) / 2
    return loss


def _anaphor_loss(scores: Tensor, seen: Seen, anaphors: list[int], names: list[int]) -> Tensor:
    rows = torch.cat([torch.zeros(len(anaphors), 1), scores[anaphors][:, names]], dim=1)
    right = torch.tensor(
        [
            [
                float(seen.names[a] is None),
                *(float(seen.names[a] is not None and seen.names[a] == seen.names[n]) for n in names),
            ]
            for a in anaphors
        ]
    )
    right[right.sum(1) == 0, 0] = 1.0
    found = torch.logsumexp(torch.log_softmax(rows, dim=1) + (right - 1.0) * -MANY, dim=1)
    return -found.sum()


def relate(network: Network, hidden: Tensor, case: Case) -> tuple[Tensor, ...]:
    """The relater's outputs for the case."""
    entities = case.entities
    features = torch.from_numpy(pair_features(entities.member, entities.inputs))
    member = torch.from_numpy(entities.member)
    out: tuple[Tensor, ...] = network.relater(
        *_mention_tensors(hidden, entities.inputs), member, features, case.sentences
    )
    return out


def table_loss(case: Case, outputs: tuple[Tensor, ...]) -> Tensor:
    """Deals, relations and single parties."""
    deals, relations, singles = outputs[:3]
    sorts = entity_sorts(case.entities)
    company = torch.from_numpy((sorts == NAME).astype(np.float32))
    both = company[:, None] * company[None] * (1.0 - torch.eye(len(sorts)))
    labels = case.tables
    apart = both[:, :, None].expand_as(deals[..., :-1])
    loss = deals.sum() * 0.0
    for scores, right, allowed in (
        (deals, torch.from_numpy(labels.pairs), apart),
        (relations, torch.from_numpy(labels.relations), relation_mask(sorts)),
    ):
        loss = loss + adaptive(scores, right, allowed).sum() + _RANKED * ranked(scores, right, allowed).sum()
    alone = company[:, None].expand_as(singles[..., :-1])
    loss = loss + 0.5 * adaptive(singles, torch.from_numpy(labels.singles), alone).sum()
    return loss / max(2, len(sorts)) ** 0.75


def signal_loss(network: Network, hidden: Tensor, case: Case, outputs: tuple[Tensor, ...]) -> Tensor:
    """What stands in the sentence itself: the kinds of deal it tells, and its mentions' roles in them."""
    told = functional.binary_cross_entropy_with_logits(
        network.teller(hidden, case.sentences), torch.from_numpy(case.tables.told), reduction="sum"
    )
    each = functional.binary_cross_entropy_with_logits(
        outputs[5], torch.from_numpy(case.tables.roles), reduction="none"
    )
    roles = (each * torch.from_numpy(case.tables.roles_known)).sum()
    return (told + roles) / max(2, len(case.entities.names)) ** 0.75


def row_loss(network: Network, hidden: Tensor, case: Case, outputs: tuple[Tensor, ...]) -> Tensor:
    """Status, evidence and values of the deals, at the cells of the pair table that tell them."""
    rows = case.tables.rows
    if not rows:
        return outputs[3].sum() * 0.0
    asked = _asked(rows, outputs)
    pools = [
        torch.from_numpy(value_pool([v.span for v in found], case.spans))
        for found in (case.example.amounts, case.example.dates, case.example.durations)
    ]
    answers = network.attributes(hidden, case.sentences, *asked, *pools)
    weight = torch.tensor([r.weight for r in rows])
    status = functional.cross_entropy(answers[0], torch.tensor([r.status for r in rows]), reduction="none")
    told = torch.tensor([r.sentence for r in rows])
    evidence = functional.cross_entropy(answers[1], told, reduction="none", ignore_index=-1)
    looked = functional.nll_loss(torch.log(asked[2] + 1e-4), told, reduction="none", ignore_index=-1)
    loss = (weight * (status + evidence + 0.3 * looked)).sum()
    for at, scores in enumerate(answers[2:]):
        loss = loss + (weight * _pointer_loss(scores, rows, at)).sum() * (1.0 if at == 0 else 0.5)
    return loss / max(2, len(case.entities.names)) ** 0.75


def second_loss(network: Network, hidden: Tensor, case: Case, outputs: tuple[Tensor, ...]) -> Tensor:
    """Where other deals of the same two are told, and of what kind, at the cells of two whose sentence is known."""
    rows = [r for r in case.tables.rows if r.first != r.second and r.sentence >= 0]
    if not rows:
        return outputs[3].sum() * 0.0
    told = functional.one_hot(torch.tensor([r.sentence for r in rows]), case.sentences.shape[1]).float()
    scores = network.seconds(hidden, case.sentences, *_asked(rows, outputs), told)
    right = torch.zeros_like(scores)
    for row, asked in enumerate(rows):
        for sentence, kind in asked.others:
            right[row, sentence, kind] = 1.0
    each = functional.binary_cross_entropy_with_logits(scores, right, reduction="none").sum((1, 2))
    return (torch.tensor([r.weight for r in rows]) * each).sum() / max(2, len(case.entities.names)) ** 0.75


def _asked(rows: Sequence[Row], outputs: tuple[Tensor, ...]) -> tuple[Tensor, Tensor, Tensor]:
    """What the heads are told of the rows' cells: the pairs' vectors, the kinds, where the table looked."""
    first, second = torch.tensor([r.first for r in rows]), torch.tensor([r.second for r in rows])
    return outputs[3][first, second], torch.tensor([r.kind for r in rows]), outputs[4][first, second]


def _pointer_loss(scores: Tensor, rows: tuple[Row, ...], at: int) -> Tensor:
    right = torch.zeros_like(scores)
    for row, asked in enumerate(rows):
        right[row, list(asked.values[at])] = 1.0
    known = (right.sum(1) > 0).float()
    right[known == 0, 0] = 1.0
    found = torch.logsumexp(torch.log_softmax(scores, dim=1) + (right - 1.0) * -MANY, dim=1)
    return -found * known


def _mention_tensors(hidden: Tensor, inputs: MentionInputs) -> tuple[Tensor, ...]:
    return (
        hidden,
        torch.from_numpy(inputs.pool),
        torch.from_numpy(inputs.first),
        torch.from_numpy(inputs.sort),
        torch.from_numpy(inputs.sentence),
    )
