"""Attributes of deals: what the network answers when it is asked for status, evidence, amount, dates and term."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

import numpy as np

from kg.reader.neural_deals import Group
from kg.reader.neural_graphs import Graphs
from kg.reader.neural_labels import SLOTS, STATUSES
from kg.reader.neural_pairs import Pair
from kg.reader.neural_tags import log_softmax, sigmoid, softmax
from kg.reader.neural_tokens import Floats, Ints, one_hot, sentence_of
from kg.reader.structure import FoundDeal, FoundParty, Places

Cell = tuple[int, int, int]
"""Row and column of the pair table, and the number of the deal's kind."""

STATUS, EVIDENCE, AMOUNT = range(3)


@dataclass(frozen=True, slots=True)
class Telling:
    """A deal as it is asked about: its place in the table, and how much each sentence is looked at."""

    cell: Cell
    looks: Floats


@dataclass(frozen=True, slots=True)
class Questions:
    """Asks the network for the attributes of deals of one article."""

    graphs: Graphs
    hidden: Floats
    table: tuple[Floats, ...]
    places: Places
    sentences: Floats
    pools: tuple[Floats, ...]

    def telling(self, cell: Cell, sentence: int | None = None) -> Telling:
        """The cell's deal that a sentence tells; where None, that to which the table's own attention went."""
        if sentence is None:
            return Telling(cell, self.table[4][cell[:2]])
        return Telling(cell, one_hot(np.asarray([sentence]), len(self.places.sentences))[0])

    def __call__(self, told: Sequence[Telling]) -> tuple[Floats, ...]:
        """Scores of status, evidence, amount, signed, start, end and duration; a row for each telling."""
        if not told:
            amounts, dates, durations = (len(pool) for pool in self.pools)
            widths = [len(STATUSES), len(self.places.sentences), amounts, dates, dates, dates, durations]
            return tuple(np.zeros((0, width), dtype=np.float32) for width in widths)
        return self.graphs.attributes(self.hidden, self.sentences, self._cells(told), self.pools)

    def others(self, told: Sequence[Telling], firsts: Sequence[int]) -> Floats:
        """How likely each sentence tells another deal of the same two, by kind: (tellings, sentences, KINDS).

        Args:
            told: The likeliest deals of two.
            firsts: The sentence that tells each.
        """
        begun = one_hot(np.asarray(firsts, dtype=np.int64), len(self.places.sentences))
        return sigmoid(self.graphs.seconds(self.hidden, self.sentences, self._cells(told), begun))

    def _cells(self, told: Sequence[Telling]) -> tuple[Floats, Ints, Floats]:
        first, second, kinds = np.asarray([t.cell for t in told], dtype=np.int64).T
        return self.table[3][first, second], kinds, np.stack([t.looks for t in told])


def averaged(scores: Floats) -> Floats:
    """The mean of the rows' log probabilities.

    >>> np.round(np.exp(averaged(np.zeros((2, 4), dtype=np.float32))), 2).tolist()
    [0.25, 0.25, 0.25, 0.25]
    """
    out: Floats = log_softmax(scores).mean(axis=0)
    return out


def told_deals(
    groups: Sequence[Group], pairs: Sequence[Pair], answers: Sequence[Floats], places: Places
) -> list[FoundDeal]:
    """The deals of groups of pairs; two of the same two share no amount, and no signing that one's sentence has.

    Args:
        groups: The strongest first.
        pairs: What the groups are made of.
        answers: Scores for each pair.
        places: Where the values stand.
    """
    twos = [frozenset(pairs[row].both for row in group.rows) for group in groups]
    whole = [[averaged(a[list(group.rows)]) for a in answers] for group in groups]
    amounts = shared_out([_likely(each[AMOUNT], places) for each in whole], twos, places)
    found = [_deal(*each) for each in zip(groups, whole, amounts, strict=True)]
    alike = [[deal for deal, other in zip(found, twos, strict=True) if other & two] for two in twos]
    return [_dated_apart(deal, theirs, places) for deal, theirs in zip(found, alike, strict=True)]


def told_alone(group: Group, answers: Sequence[Floats], places: Places) -> FoundDeal:
    """The deal of a group of one party, from the scores of its one row."""
    whole = [averaged(a) for a in answers]
    (amount,) = shared_out([_likely(whole[AMOUNT], places)], [frozenset()], places)
    return _deal(group, whole, amount)


def _deal(group: Group, whole: Sequence[Floats], amount: int | None) -> FoundDeal:
    dates = [int(a.argmax()) - 1 for a in whole[AMOUNT + 1 :]]
    chosen = {slot: None if at < 0 else at for slot, at in zip((*SLOTS, "duration"), dates, strict=True)}
    return FoundDeal(
        group.kind,
        tuple(FoundParty(role, at) for at, role in group.parties),
        STATUSES[int(whole[STATUS].argmax())],
        int(whole[EVIDENCE].argmax()),
        group.confidence,
        amount,
        **chosen,
    )


def _likely(scores: Floats, places: Places) -> Mapping[int, float]:
    """The amounts that are likelier a deal's than that it has none."""
    chances = softmax(scores)
    return {at: p for at, p in by_worth(chances, places).items() if p > chances[0]}


def shared_out(
    wanted: Sequence[Mapping[int, float]], twos: Sequence[AbstractSet[frozenset[int]]], places: Places
) -> list[int | None]:
    """The amount of each deal, the likeliest first: what is one deal's is no other's of the same two.

    >>> from kg.model import Span
    >>> two, places = {frozenset({0, 1})}, Places((), (Span(0, 1), Span(2, 3)))
    >>> shared_out([{0: 0.6, 1: 0.3}, {0: 0.8}], [two, two], places)
    [1, 0]
    >>> shared_out([{0: 0.6, 1: 0.3}, {0: 0.8}], [two, {frozenset({0, 2})}], places)
    [0, 0]

    Args:
        wanted: The amounts that each deal may have, with their probabilities.
        twos: The pairs of parties of each.
        places: Where the values stand.
    """
    out: list[int | None] = [None] * len(wanted)
    taken: set[tuple[frozenset[int], str]] = set()
    for _, deal, at in sorted((-p, deal, at) for deal, likely in enumerate(wanted) for at, p in likely.items()):
        mine = {(two, worth(places, at)) for two in twos[deal]}
        if out[deal] is None and not mine & taken:
            out[deal] = at
            taken |= mine
    return out


def _dated_apart(deal: FoundDeal, theirs: Sequence[FoundDeal], places: Places) -> FoundDeal:
    """The deal without a signing whose date stands in the sentence that tells another of the two, not in its own."""
    if deal.signed is None:
        return deal
    home = int(sentence_of(places.sentences, [places.dates[deal.signed]])[0])
    anothers = home != deal.evidence and any(o.signed == deal.signed and o.evidence == home for o in theirs)
    return replace(deal, signed=None) if anothers else deal


def by_worth(chances: Floats, places: Places) -> Mapping[int, float]:
    """The probability of each amount, those that are worth the same together, by the likeliest of their places.

    >>> from kg.model import Span
    >>> places = Places((), (Span(0, 1), Span(2, 3)), worth=("5 EUR", "5 EUR"))
    >>> {at: round(p, 2) for at, p in by_worth(np.array([0.2, 0.3, 0.5], dtype=np.float32), places).items()}
    {1: 0.8}
    """
    alike: dict[str, list[int]] = defaultdict(list)
    for at in range(len(places.amounts)):
        alike[worth(places, at)].append(at)
    return {
        max(ats, key=lambda at: chances[at + 1]): float(chances[[at + 1 for at in ats]].sum()) for ats in alike.values()
    }


def worth(places: Places, amount: int) -> str:
    """What an amount is worth, the same for all places where it stands; its index where that is not known."""
    return places.worth[amount] if places.worth else str(amount)
