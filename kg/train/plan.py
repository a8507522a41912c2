"""How a run trains: its rates, shares and lengths, and how fast it learns at each step."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train.

    Rates are for encoder and heads; ``swap`` is the share of articles whose names are exchanged, for others each time,
    of whose sentences that tell nothing the share ``thinned`` is left out, and of whose tokens the share ``masked``;
    to the share ``spliced`` of these another such one is joined;
    the first ``frozen`` layers do not learn, so what they give for an article as it stands is kept in memory.
    """

    epochs: int = 12
    budget: int = 700
    encoder_rate: float = 1e-4
    head_rate: float = 5e-4
    layer_decay: float = 0.9
    warm_up: int = 150
    decay_from: float = 0.6
    swap: float = 0.9
    thinned: float = 0.3
    masked: float = 0.06
    spliced: float = 0.15
    noise: float = 0.05
    strays_from: int = 2
    average: float = 0.995
    layers: int = 12
    dropout: float = 0.15
    frozen: int = 3
    seed: int = 7
    bf16: bool = True


def schedule(step: int, total: int, plan: Plan) -> float:
    """The factor of the learning rates: a linear warm-up, a plateau, and a decay to a twentieth by half a cosine.

    >>> plan = Plan(warm_up=10, decay_from=0.5)
    >>> [round(schedule(s, 100, plan), 3) for s in (0, 9, 40, 75, 100)]
    [0.1, 1.0, 1.0, 0.525, 0.05]
    """
    if step < plan.warm_up:
        return (step + 1) / plan.warm_up
    begin = plan.decay_from * total
    if step < begin:
        return 1.0
    done = min(1.0, (step - begin) / max(1.0, total - begin))
    return 0.05 + 0.95 * (1 + math.cos(math.pi * done)) / 2
