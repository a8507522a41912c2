"""The heads over the encoder's hidden states: tags, who is meant, who deals with whom, and a deal's attributes.

All work on one article: hidden states of its tokens, (T, width), stitched together from its windows. M mentions, E
entities (clusters of mentions), S sentences, P = ``INNER`` the heads' own width. Every head is made of matrix products
only, so that each is exported as one graph.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.reader.neural_labels import KINDS, PAIRS, RELATIONS, ROLES, SINGLES, SLOTS, STATUSES, TAGS

INNER = 256
FAR = 6
STRINGS = 8
FEATURES = 6
_HEADS = 4
_RARE = 4.0


class Tagger(nn.Module):
    """Scores of the tags for each token."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.drop = nn.Dropout(dropout)
        self.score = nn.Linear(width, TAGS)

    def forward(self, hidden: Tensor) -> Tensor:
        """(..., width) to (..., TAGS)."""
        out: Tensor = self.score(self.drop(hidden))
        return out


class Mentions(nn.Module):
    """A vector for each mention: the mean of its tokens, its first token, and what sort it is."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.join = nn.Linear(2 * width, INNER)
        self.sort = nn.Embedding(3, INNER)
        self.norm = nn.LayerNorm(INNER)

    def forward(self, hidden: Tensor, pool: Tensor, first: Tensor, sort: Tensor) -> Tensor:
        """``pool`` (M, T), ``first`` (M) places, ``sort`` (M) to (M, P)."""
        both = torch.cat([pool @ hidden, hidden[first]], dim=-1)
        out: Tensor = self.norm(self.join(both) + self.sort(sort))
        return out


class Linker(nn.Module):
    """Whether two mentions stand for the same company: a score for each pair, above 0 if so."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.mentions = Mentions(width)
        self.left = nn.Linear(INNER, INNER)
        self.right = nn.Linear(INNER, INNER)
        self.far = nn.Embedding(2 * FAR + 1, INNER)
        self.strings = nn.Linear(STRINGS, INNER)
        self.score = nn.Linear(INNER, 1)
        self.product = nn.Linear(INNER, INNER, bias=False)

    def forward(
        self, hidden: Tensor, pool: Tensor, first: Tensor, sort: Tensor, sentence: Tensor, strings: Tensor
    ) -> Tensor:
        """``strings`` (M, M, STRINGS) to (M, M)."""
        found = self.mentions(hidden, pool, first, sort)
        apart = (sentence[:, None] - sentence[None, :]).clamp(-FAR, FAR) + FAR
        mixed = self.left(found)[:, None] + self.right(found)[None] + self.far(apart) + self.strings(strings)
        scores: Tensor = self.score(functional.gelu(mixed)).squeeze(-1)
        return scores + self.product(found) @ found.T / INNER**0.5


class Relater(nn.Module):
    """Who deals with whom: for every ordered pair of entities, and every entity alone, scores of the classes.

    For a pair it first weighs the pairs of their mentions (where do they meet?), then attends to the tokens from there,
    then lets the pairs of the table see each other. Outputs' last score of each class table is the threshold's.
    """

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.mentions = Mentions(width)
        self.ask = nn.Linear(INNER, INNER)
        self.answer = nn.Linear(INNER, INNER)
        self.near = nn.Embedding(2 * FAR + 1, 1)
        self.query = nn.Linear(3 * INNER, INNER)
        self.key = nn.Linear(width, INNER)
        self.value = nn.Linear(width, INNER)
        self.presence = nn.Parameter(torch.tensor([1.0, 1.0, 2.0]))
        self.first = nn.Linear(4 * INNER + FEATURES, 2 * INNER)
        self.second = nn.Linear(2 * INNER, INNER)
        self.norm = nn.LayerNorm(INNER)
        self.around = nn.Linear(6 * INNER, INNER)
        self.settle = nn.Linear(INNER, INNER)
        self.norm_out = nn.LayerNorm(INNER)
        self.drop = nn.Dropout(dropout)
        self.roles = nn.Linear(INNER, len(SINGLES))
        nn.init.constant_(self.roles.bias, -_RARE)
        self.classes = PairClasses()
        self.relations = nn.Linear(INNER, len(RELATIONS) + 1)
        self.singles = nn.Linear(INNER, len(SINGLES) + 1)

    def forward(  # noqa: PLR0913, PLR0917  (a graph's inputs)
        self,
        hidden: Tensor,
        pool: Tensor,
        first: Tensor,
        sort: Tensor,
        sentence: Tensor,
        member: Tensor,
        features: Tensor,
        sentences: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
        """``member`` (E, M), ``features`` (E, E, FEATURES), ``sentences`` (T, S) one-hot.

        Gives scores of deals (E, E, PAIRS + 1), relations (E, E, RELATIONS + 1), single parties (E, SINGLES + 1), the
        pairs' vectors (E, E, P), their attention by sentence (E, E, S) and each mention's roles (M, SINGLES).
        """
        found = self.mentions(hidden, pool, first, sort)
        left, right = self._meet(found, sentence, member)
        heads, tails = left @ found, right @ found
        here = sentences[first]
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):
            context, attention = self._attend(hidden, heads, tails, (left @ here, right @ here), sentences)
            joined = torch.cat([heads, tails, heads * tails, context, features], dim=-1)
            pairs = self.norm(self.second(self.drop(functional.gelu(self.first(joined)))).float())
            pairs = self._settle(pairs).float()
        places = torch.arange(pairs.shape[0])
        alone = pairs[places, places]
        roles = self.roles(found)
        chances = torch.exp(10.0 * torch.tanh(roles / 10.0))
        parts = (torch.log(left @ chances + 1e-4) + _RARE, torch.log(right @ chances + 1e-4) + _RARE)
        return self.classes(pairs, *parts), self.relations(pairs), self.singles(alone), pairs, attention, roles

    def _meet(self, found: Tensor, sentence: Tensor, member: Tensor) -> tuple[Tensor, Tensor]:
        """Weights (E, E, M) of the first's and of the second's mentions in each pair."""
        apart = (sentence[:, None] - sentence[None, :]).clamp(-FAR, FAR) + FAR
        scores = self.ask(found) @ self.answer(found).T / INNER**0.5 + self.near(apart).squeeze(-1)
        weights = torch.exp(10.0 * torch.tanh(scores / 10.0))
        total = (member @ weights @ member.T)[:, :, None]
        left = member[:, None, :] * (weights @ member.T).T[None] / total
        right = member[None] * (member @ weights)[:, None, :] / total
        return left, right

    def _attend(
        self, hidden: Tensor, heads: Tensor, tails: Tensor, present: tuple[Tensor, Tensor], sentences: Tensor
    ) -> tuple[Tensor, Tensor]:
        """What the tokens say of each pair, (E, E, P), and how much each sentence was looked at, (E, E, S)."""
        query = self.query(torch.cat([heads, tails, heads * tails], dim=-1))
        both = torch.stack([present[0], present[1], present[0] * present[1]], dim=-1) @ self.presence
        bias = both @ sentences.T
        keys, values = self.key(hidden), self.value(hidden)
        step = INNER // _HEADS
        contexts, looks = [], []
        for at in range(0, INNER, step):
            scores = query[..., at : at + step] @ keys[:, at : at + step].T / step**0.5 + bias
            weights = torch.softmax(scores, dim=-1)
            contexts.append(weights @ values[:, at : at + step])
            looks.append(weights)
        looked = sum(looks[1:], looks[0]) @ sentences / _HEADS
        return torch.cat(contexts, dim=-1), looked.float()

    def _settle(self, pairs: Tensor) -> Tensor:
        """Each pair again, having seen its reverse and the strongest of both its entities' other pairs."""
        given, taken = pairs.amax(dim=1), pairs.amax(dim=0)
        size = pairs.shape
        seen = [
            pairs,
            pairs.transpose(0, 1),
            given[:, None].expand(size),
            taken[:, None].expand(size),
            given[None].expand(size),
            taken[None].expand(size),
        ]
        change = self.settle(self.drop(functional.gelu(self.around(torch.cat(seen, dim=-1)))))
        out: Tensor = self.norm_out(pairs + change)
        return out


class PairClasses(nn.Module):
    """Scores of the pair classes: a class's vector is its kind's, its two roles' and its own together.

    To what the pair says is added what the mentions in which the two meet say of each alone.
    """

    def __init__(self) -> None:
        super().__init__()
        self.kind = nn.Embedding(len(KINDS), INNER)
        self.first = nn.Embedding(len(ROLES), INNER)
        self.second = nn.Embedding(len(ROLES), INNER)
        self.own = nn.Embedding(len(PAIRS), INNER)
        self.bias = nn.Parameter(torch.full((len(PAIRS),), -1.0))
        self.threshold = nn.Linear(INNER, 1)
        self.trust = nn.Parameter(torch.tensor(0.3))
        for table in (self.kind, self.first, self.second, self.own):
            nn.init.normal_(table.weight, std=0.04)
        self.register_buffer("kinds", torch.tensor([KINDS.index(p.kind) for p in PAIRS]))
        self.register_buffer("firsts", torch.tensor([ROLES.index(p.first) for p in PAIRS]))
        self.register_buffer("seconds", torch.tensor([ROLES.index(p.second) for p in PAIRS]))
        self.register_buffer("heads", torch.tensor([SINGLES.index((p.kind, p.first)) for p in PAIRS]))
        self.register_buffer("tails", torch.tensor([SINGLES.index((p.kind, p.second)) for p in PAIRS]))
        self.register_buffer("symmetric", torch.tensor([float(p.symmetric) for p in PAIRS]))

    def forward(self, pairs: Tensor, left: Tensor, right: Tensor) -> Tensor:
        """(E, E, P), and roles of the first and the second (E, E, SINGLES), to (E, E, PAIRS + 1).

        Classes that read the same both ways score the same both ways.
        """
        table = self.kind(self.kinds) + self.first(self.firsts) + self.second(self.seconds) + self.own.weight
        scores = pairs @ table.T + self.bias + self.trust * (left[..., self.heads] + right[..., self.tails])
        turned = (scores + scores.transpose(0, 1)) / 2
        scores = scores + self.symmetric * (turned - scores)
        return torch.cat([scores, self.threshold(pairs)], dim=-1)


class Teller(nn.Module):
    """Which sentences tell a deal of what kind: asked in training only, so that the encoder learns the words for it."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.drop = nn.Dropout(dropout)
        self.token = nn.Linear(width, len(KINDS))
        self.bias = nn.Parameter(torch.full((len(KINDS),), -6.0))

    def forward(self, hidden: Tensor, sentences: Tensor) -> Tensor:
        """(T, width) and (T, S) to (S, KINDS): above 0 where the sentence tells such a deal."""
        words = torch.exp(10.0 * torch.tanh(self.token(self.drop(hidden)) / 10.0))
        return torch.log(sentences.T @ words + 1e-4) + self.bias


class Attributes(nn.Module):
    """A deal's status, evidence, amount and dates, asked with rows of the pair table and the deal's kind."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.kind = nn.Embedding(len(KINDS), INNER)
        self.ask = nn.Linear(INNER, INNER)
        self.drop = nn.Dropout(dropout)
        self.token = nn.Linear(width, INNER)
        self.trust = nn.Parameter(torch.tensor(1.0))
        self.told = nn.Linear(width, INNER)
        self.status = nn.Linear(2 * INNER, len(STATUSES))
        self.pointers = nn.ModuleList(Pointer(width) for _ in ("amount", *SLOTS, "duration"))

    def forward(  # noqa: PLR0913, PLR0917  (a graph's inputs)
        self,
        hidden: Tensor,
        sentences: Tensor,
        pairs: Tensor,
        kinds: Tensor,
        attention: Tensor,
        amounts: Tensor,
        dates: Tensor,
        durations: Tensor,
    ) -> tuple[Tensor, ...]:
        """N rows of pairs (N, P), kinds (N) and attention (N, S); pools of values, (1 + n, T), whose first row is 0.

        Gives scores of status (N, STATUSES), evidence (N, S), amount (N, 1 + n), the three dates and the duration;
        place 0 of the last five is that the text does not say.
        """
        asked = self.drop(functional.gelu(self.ask(pairs + self.kind(kinds))))
        looks = asked @ self.token(hidden).T / INNER**0.5
        evidence = torch.log(torch.exp(10.0 * torch.tanh(looks / 10.0)) @ sentences + 1e-6)
        evidence = evidence + self.trust * torch.log(attention + 1e-4)
        told = torch.softmax(looks + torch.log_softmax(evidence, dim=-1) @ sentences.T, dim=-1) @ self.told(hidden)
        status = self.status(torch.cat([asked, told], dim=-1))
        sure = torch.softmax(evidence, dim=-1)
        pools = [amounts, dates, dates, dates, durations]
        values = [
            pointer(hidden, asked, told, pool, sentences, sure)
            for pointer, pool in zip(self.pointers, pools, strict=True)
        ]
        return status, evidence, *values


class Pointer(nn.Module):
    """Which of the values found in the text is the deal's, if any."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.value = nn.Linear(width, INNER)
        self.asked = nn.Linear(2 * INNER, INNER)
        self.place = nn.Linear(3, INNER)
        self.score = nn.Linear(INNER, 1)
        self.none = nn.Linear(2 * INNER, 1)

    def forward(
        self, hidden: Tensor, asked: Tensor, told: Tensor, pool: Tensor, sentences: Tensor, sure: Tensor
    ) -> Tensor:
        """(N, 1 + n) scores: row 0 of ``pool`` stands for none."""
        values = self.value(pool @ hidden)
        where = (pool @ sentences).T
        before = functional.pad(where[1:], (0, 0, 0, 1))
        after = functional.pad(where[:-1], (0, 0, 1, 0))
        near = torch.stack([sure @ where, sure @ before, sure @ after], dim=-1)
        both = torch.cat([asked, told], dim=-1)
        question = self.asked(both)
        mixed = functional.gelu(question[:, None] + values[None] + self.place(near))
        scores = self.score(mixed).squeeze(-1) + question @ values.T / INNER**0.5
        return torch.cat([self.none(both), scores[:, 1:]], dim=-1)
