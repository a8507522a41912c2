"""The training loop: batches of articles by number of tokens, warm-up and decay, averaged weights, checkpoints."""

import json
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from kg.model import Span
from kg.reader.neural_inputs import sentence_table
from kg.reader.neural_tags import tagged
from kg.reader.neural_tokens import tokenize
from kg.train.data import Annotation, Gold, make_example
from kg.train.losses import Case, link_loss, relate, row_loss, table_loss
from kg.train.network import Network
from kg.train.swap import Names, exchange
from kg.train.targets import gather_entities, seen_mentions, tables, tag_labels

Article = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. ``swap`` is the share of articles whose names are exchanged; rates are for encoder and heads."""

    epochs: int = 12
    budget: int = 1100
    encoder_rate: float = 6e-5
    head_rate: float = 6e-4
    layer_decay: float = 0.92
    warm_up: int = 150
    decay_from: float = 0.6
    swap: float = 0.5
    noise: float = 0.05
    strays_from: int = 2
    average: float = 0.995
    layers: int = 12
    dropout: float = 0.1
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


def parameter_groups(network: Network, plan: Plan) -> list[dict[str, Any]]:
    """Heads with their rate, the encoder's layers with rates that fall towards the embeddings, which stay frozen."""
    encoder = network.encoder
    encoder.word.requires_grad_(requires_grad=False)
    groups: list[dict[str, Any]] = []
    depth = len(encoder.layers)
    for at, layer in enumerate(encoder.layers):
        rate = plan.encoder_rate * plan.layer_decay ** (depth - 1 - at)
        groups.append({"params": list(layer.parameters()), "lr": rate, "weight_decay": 0.01})
    low = [*encoder.position.parameters(), *encoder.norm.parameters()]
    groups.append({"params": low, "lr": plan.encoder_rate * plan.layer_decay**depth, "weight_decay": 0.0})
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    groups.append({"params": heads, "lr": plan.head_rate, "weight_decay": 0.01})
    for group in groups:
        group["base"] = group["lr"]
    return groups


def make_batches(sizes: Sequence[int], budget: int, chance: random.Random) -> list[list[int]]:
    """Places grouped so that articles of like size share a batch of at most ``budget`` padded tokens.

    >>> sorted(map(sorted, make_batches([100, 500, 110, 120], 400, random.Random(1))))
    [[0, 2, 3], [1]]
    """
    order = sorted(range(len(sizes)), key=lambda i: sizes[i] * chance.uniform(0.85, 1.15))
    out: list[list[int]] = [[]]
    for i in order:
        widest = max([sizes[i], *(sizes[j] for j in out[-1])])
        if out[-1] and widest * (len(out[-1]) + 1) > budget:
            out.append([])
        out[-1].append(i)
    chance.shuffle(out)
    return out


@dataclass(slots=True)
class Trainer:
    """The state of a run: network, optimiser, averaged weights, step and epoch."""

    network: Network
    tokenizer: Tokenizer
    plan: Plan
    folder: Path
    optimiser: torch.optim.AdamW
    average: dict[str, Tensor]
    step: int = 0
    epoch: int = 0

    @classmethod
    def begin(cls, network: Network, tokenizer: Tokenizer, plan: Plan, folder: Path) -> "Trainer":
        """A fresh run, or the one that ``folder`` holds a checkpoint of."""
        optimiser = torch.optim.AdamW(parameter_groups(network, plan), betas=(0.9, 0.98), fused=True)
        average = {n: p.detach().clone() for n, p in network.named_parameters() if p.requires_grad}
        trainer = cls(network, tokenizer, plan, folder, optimiser, average)
        checkpoint = folder / "last.pt"
        if checkpoint.exists():
            trainer.load(checkpoint)
        return trainer

    def load(self, path: Path) -> None:
        """Goes on from a checkpoint."""
        state = torch.load(path, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.average = state["average"]
        self.step, self.epoch = state["step"], state["epoch"]

    def save(self) -> None:
        """Writes the checkpoint, and the averaged weights by themselves."""
        self.folder.mkdir(parents=True, exist_ok=True)
        state = {
            "network": self.network.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "average": self.average,
            "step": self.step,
            "epoch": self.epoch,
        }
        torch.save(state, self.folder / "next.pt")
        (self.folder / "next.pt").replace(self.folder / "last.pt")
        torch.save({**self.network.state_dict(), **self.average}, self.folder / "average.next")
        (self.folder / "average.next").replace(self.folder / "average.pt")
        (self.folder / "plan.json").write_text(json.dumps(asdict(self.plan), indent=1), "utf8")

    def run(self, articles: Sequence[Article], names: Names) -> None:
        """Trains to the plan's last epoch; a checkpoint after each."""
        sizes = [len(a["text"]) // 4 + 24 for a in articles]
        steps = len(make_batches(sizes, self.plan.budget, random.Random(self.plan.seed)))
        total = steps * self.plan.epochs
        while self.epoch < self.plan.epochs:
            chance = random.Random(f"{self.plan.seed}/{self.epoch}")
            torch.manual_seed(self.plan.seed + self.epoch)
            begun, sums, tokens = time.monotonic(), [0.0] * 4, 0
            for batch in make_batches(sizes, self.plan.budget, chance):
                losses, count = self._learn([articles[i] for i in batch], names, chance, total)
                sums = [a + b for a, b in zip(sums, losses, strict=True)]
                tokens += count
            self.epoch += 1
            self.save()
            self._log(sums, len(articles), tokens, time.monotonic() - begun)

    def _log(self, sums: Sequence[float], articles: int, tokens: int, seconds: float) -> None:
        line: dict[str, float] = {
            "epoch": self.epoch,
            "step": self.step,
            "seconds": round(seconds),
            "tokens/s": round(tokens / seconds),
        }
        line |= {n: round(v / articles, 4) for n, v in zip(("tags", "links", "table", "rows"), sums, strict=True)}
        print(time.strftime("%H:%M:%S"), json.dumps(line), flush=True)

    def _learn(
        self, batch: Sequence[Article], names: Names, chance: random.Random, total: int
    ) -> tuple[list[float], int]:
        self.network.train()
        factor = schedule(self.step, total, self.plan)
        for group in self.optimiser.param_groups:
            group["lr"] = group["base"] * factor
        losses, count = self._losses([self._varied(a, names, chance) for a in batch], chance)
        loss = (losses[0] * 4.0 + losses[1] + losses[2] + losses[3]) / len(batch)
        loss.backward()  # type: ignore[no-untyped-call,unused-ignore]
        nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.step += 1
        self._update_average()
        return [float(v.detach()) for v in losses], count

    def _varied(self, article: Article, names: Names, chance: random.Random) -> Annotation:
        return exchange(article, names, chance) if chance.random() < self.plan.swap else article

    def _losses(self, batch: Sequence[Annotation], chance: random.Random) -> tuple[list[Tensor], int]:
        examples = [make_example(a) for a in batch]
        tokens = [tokenize(self.tokenizer, e.text, e.title) for e in examples]
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.plan.bf16):
            states = self.network.hidden(tokens)
        sums = [torch.zeros(()) for _ in range(4)]
        for example, found, hidden in zip(examples, tokens, states, strict=True):
            scores = self.network.tagger(hidden)
            strays = self._strays(example.mentions, found.spans, scores) if self.epoch >= self.plan.strays_from else []
            seen = seen_mentions(example, strays, chance, noise=self.plan.noise)
            entities = gather_entities(seen, found.spans, example.sentences)
            case = Case(
                example,
                found.spans,
                torch.from_numpy(sentence_table(example.sentences, found.spans)),
                torch.from_numpy(tag_labels(example, found.spans)),
                seen,
                entities,
                tables(example, entities),
            )
            for at, loss in enumerate(self._case_losses(hidden, scores, case)):
                sums[at] = sums[at] + loss
        return sums, sum(len(t.ids) for t in tokens)

    def _case_losses(self, hidden: Tensor, scores: Tensor, case: Case) -> Iterator[Tensor]:
        yield nn.functional.cross_entropy(scores, case.tags)
        if case.entities.names:
            outputs = relate(self.network, hidden, case)
            yield link_loss(self.network, hidden, case)
            yield table_loss(case, outputs)
            yield row_loss(self.network, hidden, case, outputs)

    @staticmethod
    def _strays(gold: Sequence[Gold], spans: Sequence[Span], scores: Tensor) -> list[Gold]:
        """Companies and anaphors that the tagger finds now and that overlap no annotated mention but a place's."""
        taken = [g.span for g in gold if g.kind not in {"place", "product"}]
        out = []
        for found in tagged(scores.detach().numpy()):
            span = Span(spans[found.first].start, spans[found.last - 1].end)
            clear = all(span.end <= t.start or t.end <= span.start for t in taken)
            if found.kind in {"company", "anaphor"} and clear:
                out.append(Gold(found.kind, span, ""))
        return out

    def _update_average(self) -> None:
        keep = min(self.plan.average, (1 + self.step) / (10 + self.step))
        if self.step % 4 == 0:
            with torch.no_grad():
                for name, value in self.network.named_parameters():
                    if name in self.average:
                        self.average[name].lerp_(value, 1 - keep**4)
