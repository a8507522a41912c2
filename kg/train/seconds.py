"""The head that says where a second deal of the same two parties is told, and of what kind.

In the pair table the kinds of two companies' deal compete, so of two deals between them (a contract and its change, the
sale of a plant and the lease of it) it shows the likelier. Like all heads this one is made of matrix products only
(:mod:`kg.train.heads`, whose letters for sizes it keeps).
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.reader.neural_labels import KINDS
from kg.train.heads import INNER

_FACTS = 3
_RARE = 5.0


class Seconds(nn.Module):
    """Whether a sentence tells another deal of two parties than the one which a first sentence tells."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.kind = nn.Embedding(len(KINDS), INNER)
        self.ask = nn.Linear(INNER, INNER)
        self.token = nn.Linear(width, INNER)
        self.told = nn.Linear(width, INNER)
        self.mix = nn.Linear(4 * INNER + _FACTS, INNER)
        self.score = nn.Linear(INNER, len(KINDS))
        self.drop = nn.Dropout(dropout)
        nn.init.constant_(self.score.bias, -_RARE)

    def forward(
        self, hidden: Tensor, sentences: Tensor, pairs: Tensor, kinds: Tensor, attention: Tensor, first: Tensor
    ) -> Tensor:
        """N rows of pairs (N, P), kinds (N), attention (N, S) and the first sentence, one-hot (N, S), to (N, S, KINDS).

        Above 0 where the sentence tells another deal of that kind; at the first sentence, where it tells two.
        """
        asked = self.drop(functional.gelu(self.ask(pairs + self.kind(kinds))))
        looks = torch.exp(10.0 * torch.tanh(asked @ self.token(hidden).T / (10.0 * INNER**0.5)))
        worth = looks @ sentences + 1e-6
        parts = (looks[:, None] * sentences.T[None]) @ self.told(hidden) / worth[..., None]
        begun = (first[:, None] @ parts).expand_as(parts)
        facts = torch.stack([torch.log(attention + 1e-4), torch.log(worth), first], dim=-1)
        joined = torch.cat([parts, begun, parts * begun, asked[:, None].expand_as(parts), facts], dim=-1)
        out: Tensor = self.score(self.drop(functional.gelu(self.mix(joined))))
        return out
