"""Attributes of deals: what the network answers when it is asked for status, evidence, amount, dates and term."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kg.reader.neural_deals import Group
from kg.reader.neural_graphs import Graphs
from kg.reader.neural_labels import SLOTS, STATUSES
from kg.reader.neural_tags import log_softmax, softmax
from kg.reader.neural_tokens import Floats, one_hot, sentence_of
from kg.reader.structure import FoundDeal, FoundParty, Places

Cell = tuple[int, int, int]
"""Row and column of the pair table, and the number of the deal's kind."""

STATUS, EVIDENCE, AMOUNT = range(3)


@dataclass(frozen=True, slots=True)
class Questions:
    """Asks the network for the attributes of deals of one article."""

    graphs: Graphs
    hidden: Floats
    table: tuple[Floats, ...]
    places: Places
    sentences: Floats
    pools: tuple[Floats, ...]

    def __call__(self, cells: Sequence[Cell], looks: Floats | None = None) -> tuple[Floats, ...]:
        """Scores of status, evidence, amount, signed, start, end and duration; a row for each cell.

        Args:
            cells: What is asked about.
            looks: Where to look, (cells, sentences); the table's own attention where None.
        """
        if not cells:
            amounts, dates, durations = (len(pool) for pool in self.pools)
            widths = [len(STATUSES), len(self.places.sentences), amounts, dates, dates, dates, durations]
            return tuple(np.zeros((0, width), dtype=np.float32) for width in widths)
        first, second, kinds = np.asarray(cells, dtype=np.int64).T
        return self.graphs.attributes(
            self.hidden,
            self.sentences,
            (self.table[3][first, second], kinds, self.table[4][first, second] if looks is None else looks),
            self.pools,
        )


def averaged(scores: Floats) -> Floats:
    """The mean of the rows' log probabilities.

    >>> np.round(np.exp(averaged(np.zeros((2, 4), dtype=np.float32))), 2).tolist()
    [0.25, 0.25, 0.25, 0.25]
    """
    out: Floats = log_softmax(scores).mean(axis=0)
    return out


def told_deals(
    ask: Questions, group: Group, cells: Sequence[Cell], answers: Sequence[Floats], split: float
) -> list[FoundDeal]:
    """The deal of a group, or several where the article gives as many amounts in as many sentences.

    Args:
        ask: Asks again, sentence by sentence.
        group: Kind and parties.
        cells: The group's cells.
        answers: Scores for each of them.
        split: How likely an amount, and the sentence it stands in, must be to make a deal of its own.
    """
    whole = [averaged(a) for a in answers]
    amounts = by_worth(softmax(whole[AMOUNT]), ask.places)
    evidence = softmax(whole[EVIDENCE])
    homes = {at: int(sentence_of(ask.places.sentences, [ask.places.amounts[at]])[0]) for at in amounts}
    told = {homes[at]: at for at, p in amounts.items() if p > split and evidence[homes[at]] > split}
    if len(told) < 2:
        return [_deal(group, whole, _likeliest(amounts, whole[AMOUNT]))]
    out = []
    for sentence, amount in sorted(told.items()):
        looks = one_hot(np.full(len(cells), sentence, dtype=np.int64), len(ask.places.sentences))
        out.append(_deal(group, [averaged(a) for a in ask(cells, looks)], amount))
    return out


def by_worth(chances: Floats, places: Places) -> Mapping[int, float]:
    """The probability of each amount, those that are worth the same together, by the likeliest of their places.

    >>> from kg.model import Span
    >>> places = Places((), (Span(0, 1), Span(2, 3)), worth=("5 EUR", "5 EUR"))
    >>> {at: round(p, 2) for at, p in by_worth(np.array([0.2, 0.3, 0.5], dtype=np.float32), places).items()}
    {1: 0.8}
    """
    alike: dict[str, list[int]] = defaultdict(list)
    for at in range(len(places.amounts)):
        alike[places.worth[at] if places.worth else str(at)].append(at)
    return {
        max(ats, key=lambda at: chances[at + 1]): float(chances[[at + 1 for at in ats]].sum()) for ats in alike.values()
    }


def _likeliest(amounts: Mapping[int, float], scores: Floats) -> int | None:
    best = max(amounts, key=lambda at: amounts[at], default=None)
    return best if best is not None and amounts[best] > softmax(scores)[0] else None


def _deal(group: Group, answers: Sequence[Floats], amount: int | None) -> FoundDeal:
    dates = [int(a.argmax()) - 1 for a in answers[AMOUNT + 1 :]]
    chosen = {slot: None if at < 0 else at for slot, at in zip((*SLOTS, "duration"), dates, strict=True)}
    return FoundDeal(
        group.kind,
        tuple(FoundParty(role, at) for at, role in group.parties),
        STATUSES[int(answers[STATUS].argmax())],
        int(answers[EVIDENCE].argmax()),
        group.confidence,
        amount,
        **chosen,
    )
