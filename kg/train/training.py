"""The training loop: batches of articles by number of tokens, warm-up and decay, averaged weights, checkpoints."""

import json
import os
import random
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, distributed, nn

from kg.model import Span
from kg.reader.neural_inputs import sentence_table
from kg.reader.neural_tags import tagged
from kg.reader.neural_tokens import UNKNOWN, Window, tokenize, windows
from kg.train.data import Example, Gold, make_example
from kg.train.losses import Case, link_loss, relate, row_loss, second_loss, signal_loss, table_loss
from kg.train.network import Network
from kg.train.plan import Plan, schedule
from kg.train.splice import splice
from kg.train.swap import Names, exchange
from kg.train.targets import gather_entities, seen_mentions, tables, tag_labels
from kg.train.thin import thin

Article = dict[str, Any]

PARTS = ("tags", "links", "table", "rows", "signals", "others")
"""The losses, in the order they are added up."""

_SHORT = 1600
"""The longest text, in characters, that another is spliced to."""


def parameter_groups(network: Network, plan: Plan) -> list[dict[str, Any]]:
    """Heads with their rate, the encoder's layers with rates that fall towards the embeddings, which stay frozen."""
    encoder = network.encoder
    encoder.word.requires_grad_(requires_grad=False)
    groups: list[dict[str, Any]] = []
    depth = len(encoder.layers)
    encoder.position.requires_grad_(requires_grad=False)
    encoder.norm.requires_grad_(requires_grad=False)
    for at, layer in enumerate(encoder.layers):
        layer.requires_grad_(requires_grad=at >= plan.frozen)
        if at < plan.frozen:
            continue
        rate = plan.encoder_rate * plan.layer_decay ** (depth - 1 - at)
        groups.append({"params": list(layer.parameters()), "lr": rate, "weight_decay": 0.01})
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


@dataclass(frozen=True, slots=True)
class Crew:
    """The processes that train together, each on its share of the articles and one thread: gradients are averaged.

    On few cores this is faster than the threads of one process, which wait for each other in every small operation.
    """

    rank: int = 0
    size: int = 1

    @classmethod
    def join(cls) -> "Crew":
        """This process's place among those that ``torchrun`` started, or alone."""
        if "WORLD_SIZE" not in os.environ:
            return cls()
        distributed.init_process_group("gloo")
        return cls(distributed.get_rank(), distributed.get_world_size())

    @staticmethod
    def is_first() -> bool:
        """Whether this process is alone or the one that writes."""
        return os.environ.get("RANK", "0") == "0"

    def fewest(self, count: int) -> int:
        """The least of all processes' counts."""
        if self.size == 1:
            return count
        found = torch.tensor(count)
        distributed.all_reduce(found, distributed.ReduceOp.MIN)
        return int(found)

    def share(self, parameters: Sequence[Tensor]) -> None:
        """Averages the gradients over the processes."""
        if self.size == 1:
            return
        grads = [torch.zeros_like(p) if p.grad is None else p.grad for p in parameters]
        flat = torch.cat([g.reshape(-1) for g in grads])
        distributed.all_reduce(flat)
        for parameter, part in zip(parameters, flat.split([g.numel() for g in grads]), strict=True):
            parameter.grad = (part / self.size).view_as(parameter)


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article, or one with its names exchanged, and what the frozen layers make of its windows."""

    example: Example
    spans: tuple[Span, ...]
    cut: tuple[Window, ...]
    below: Tensor


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
    kept: dict[str, "Prepared"] = field(default_factory=dict)
    partners: dict[str, list[Article]] = field(default_factory=dict)
    crew: Crew = field(default_factory=Crew)

    @classmethod
    def begin(cls, network: Network, tokenizer: Tokenizer, plan: Plan, folder: Path) -> "Trainer":
        """A fresh run, or the one that ``folder`` holds a checkpoint of."""
        optimiser = torch.optim.AdamW(parameter_groups(network, plan), betas=(0.9, 0.98), fused=True)
        average = {n: p.detach().clone() for n, p in network.named_parameters() if p.requires_grad}
        trainer = cls(network, tokenizer, plan, folder, optimiser, average, crew=Crew.join())
        checkpoint = folder / "last.pt"
        if checkpoint.exists():
            trainer.load(checkpoint)
        return trainer

    def load(self, path: Path) -> None:
        """Goes on from a checkpoint."""
        state = torch.load(path, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.average |= {n: v for n, v in state["average"].items() if n in self.average}
        self.step, self.epoch = state["step"], state["epoch"]

    def save(self) -> None:
        """Writes the checkpoint, and the averaged weights by themselves, those of each pass kept."""
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
        shutil.copyfile(self.folder / "average.pt", self.folder / f"average-{self.epoch}.pt")
        (self.folder / "plan.json").write_text(json.dumps(asdict(self.plan), indent=1), "utf8")

    def run(self, articles: Sequence[Article], names: Names) -> None:
        """Trains to the plan's last epoch; a checkpoint after each."""
        articles = articles[self.crew.rank :: self.crew.size]
        self.partners = {a["language"]: [] for a in articles}
        for article in (a for a in articles if len(a["text"]) <= _SHORT):
            self.partners[article["language"]].append(article)
        sizes = [len(a["text"]) // 4 + 24 for a in articles]
        steps = self.crew.fewest(len(make_batches(sizes, self.plan.budget, random.Random(self.plan.seed))))
        total = steps * self.plan.epochs
        self.step = self.epoch * steps
        while self.epoch < self.plan.epochs:
            chance = random.Random(f"{self.plan.seed}/{self.epoch}/{self.crew.rank}")
            torch.manual_seed(self.plan.seed + self.epoch)
            begun, sums, tokens = time.monotonic(), [0.0] * len(PARTS), 0
            batches = make_batches(sizes, self.plan.budget, chance)
            for batch in batches[: self.crew.fewest(len(batches))]:
                losses, count = self._learn([articles[i] for i in batch], names, chance, total)
                sums = [a + b for a, b in zip(sums, losses, strict=True)]
                tokens += count
            self.epoch += 1
            if self.crew.rank:
                continue
            self.save()
            self._log(sums, len(articles), tokens, time.monotonic() - begun)

    def _log(self, sums: Sequence[float], articles: int, tokens: int, seconds: float) -> None:
        line: dict[str, float] = {
            "epoch": self.epoch,
            "step": self.step,
            "seconds": round(seconds),
            "tokens/s": round(tokens / seconds),
        }
        line |= {n: round(v / articles, 4) for n, v in zip(PARTS, sums, strict=True)}
        print(time.strftime("%H:%M:%S"), json.dumps(line), flush=True)

    def _learn(
        self, batch: Sequence[Article], names: Names, chance: random.Random, total: int
    ) -> tuple[list[float], int]:
        self.network.train()
        factor = schedule(self.step, total, self.plan)
        for group in self.optimiser.param_groups:
            group["lr"] = group["base"] * factor
        losses, count = self._losses([self._prepared(a, names, chance) for a in batch], chance)
        loss = (losses[0] * 4.0 + sum(losses[1:], torch.zeros(()))) / len(batch)
        loss.backward()  # type: ignore[no-untyped-call,unused-ignore]
        self.crew.share([p for p in self.network.parameters() if p.requires_grad])
        nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.step += 1
        self._update_average()
        return [float(v.detach()) for v in losses], count

    def _prepared(self, article: Article, names: Names, chance: random.Random) -> Prepared:
        """The article as it stands, made when it is first asked for, or with its names exchanged."""
        if chance.random() < self.plan.swap:
            return self._prepare(self._varied(article, names, chance), chance)
        key = article["id"]
        if key not in self.kept:
            self.kept[key] = self._prepare(article)
        return self.kept[key]

    def _varied(self, article: Article, names: Names, chance: random.Random) -> Article:
        """The article with other names and without some of its sentences; with some, another such one below it."""

        def renamed(one: Article) -> Article:
            return exchange(thin(one, chance, self.plan.thinned), names, chance)

        other, partners = renamed(article), self.partners.get(article["language"], ())
        if len(other["text"]) > _SHORT or not partners or chance.random() >= self.plan.spliced:
            return other
        return splice(other, renamed(chance.choice(partners)))

    def _prepare(self, article: Article, chance: random.Random | None = None) -> Prepared:
        """Ready for the heads; with ``chance`` some tokens are masked."""
        example = make_example(article)
        tokens = tokenize(self.tokenizer, example.text, example.title)
        if chance:
            tokens = replace(
                tokens, ids=tuple(UNKNOWN if chance.random() < self.plan.masked else i for i in tokens.ids)
            )
        cut = tuple(windows(tokens))
        self.network.eval()
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.plan.bf16):
            below = self.network.below(cut, self.plan.frozen)
        self.network.train()
        return Prepared(example, tokens.spans, cut, below)

    def _losses(self, batch: Sequence[Prepared], chance: random.Random) -> tuple[list[Tensor], int]:
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.plan.bf16):
            states = self.network.above([p.below for p in batch], [p.cut for p in batch], self.plan.frozen)
        sums = [torch.zeros(()) for _ in PARTS]
        for prepared, hidden in zip(batch, states, strict=True):
            scores = self.network.tagger(hidden)
            for at, loss in enumerate(self._case_losses(hidden, scores, self._case(prepared, scores, chance))):
                sums[at] = sums[at] + loss
        return sums, sum(len(p.spans) for p in batch)

    def _case(self, prepared: Prepared, scores: Tensor, chance: random.Random) -> Case:
        """The article for the heads: gold mentions less some, and after some epochs what the tagger makes up now."""
        example, spans = prepared.example, prepared.spans
        strays = self._strays(example.mentions, spans, scores) if self.epoch >= self.plan.strays_from else []
        seen = seen_mentions(example, strays, chance, noise=self.plan.noise)
        entities = gather_entities(seen, spans, example.sentences)
        return Case(
            example,
            spans,
            torch.from_numpy(sentence_table(example.sentences, spans)),
            torch.from_numpy(tag_labels(example, spans)),
            seen,
            entities,
            tables(example, entities),
        )

    def _case_losses(self, hidden: Tensor, scores: Tensor, case: Case) -> Iterator[Tensor]:
        yield nn.functional.cross_entropy(scores, case.tags, reduction="sum") / max(1, len(case.tags))
        if case.entities.names:
            outputs = relate(self.network, hidden, case)
            yield link_loss(self.network, hidden, case)
            yield table_loss(case, outputs)
            yield row_loss(self.network, hidden, case, outputs)
            yield signal_loss(self.network, hidden, case, outputs)
            yield second_loss(self.network, hidden, case, outputs)

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
