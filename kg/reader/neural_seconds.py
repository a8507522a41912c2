"""Second deals of two parties: of several that sentences tell between them, the pair table shows the likeliest."""

from collections.abc import Sequence

import numpy as np

from kg.kinds import Family
from kg.reader.neural_answers import EVIDENCE, Questions
from kg.reader.neural_labels import KINDS
from kg.reader.neural_pairs import Pair, PairTable
from kg.reader.neural_tokens import Floats

_FAMILIES = tuple(Family)
_OF_FAMILY = np.asarray([[kind.family is family for family in _FAMILIES] for kind in KINDS], dtype=np.float32)
"""(KINDS, families)."""

_ONLY = np.eye(len(KINDS), dtype=np.float32)


def tell(
    ask: Questions, table: PairTable, pairs: Sequence[Pair], floor: float
) -> tuple[list[Pair], tuple[Floats, ...]]:
    """The pairs, the likeliest first, and what is answered of each: a pair comes once for each deal that is told of it.

    Where there are several, each is asked about by the sentence that tells it.

    Args:
        ask: Asks the network.
        table: The table the pairs come from.
        pairs: The likeliest first.
        floor: How likely a sentence must tell another deal.
    """
    told = [ask.telling(table.cell(pair)) for pair in pairs]
    answers = ask(told)
    firsts = answers[EVIDENCE].argmax(axis=1).tolist()
    seconds = second_pairs(pairs, ask.others(told, firsts), floor) if told else []
    if not seconds:
        return list(pairs), answers
    several = {pair.both for pair, _ in seconds}
    first = [(p, at if p.both in several else None) for p, at in zip(pairs, firsts, strict=True)]
    every = sorted([*first, *seconds], key=lambda row: -row[0].chance)
    return [pair for pair, _ in every], ask([ask.telling(table.cell(pair), at) for pair, at in every])


def second_pairs(pairs: Sequence[Pair], chances: Floats, floor: float) -> list[tuple[Pair, int]]:
    """Pairs once more, each with the sentence that tells another deal of it; one of a family of kinds a sentence.

    Args:
        pairs: The likeliest first.
        chances: How likely each sentence tells another deal of each, by kind: (pairs, sentences, KINDS).
        floor: How likely it must be.
    """
    out = []
    for pair, told in zip(pairs, chances, strict=True):
        families = np.minimum(told @ _OF_FAMILY, 1.0)
        for sentence, family in np.argwhere(families > floor).tolist():
            kind = int((told[sentence] * _OF_FAMILY[:, family]).argmax())
            out.append((Pair(pair.first, pair.second, float(families[sentence, family]), _ONLY[kind]), sentence))
    return out
