"""Reads the dev articles with a network in training, without exporting it: ``python -m kg.train.evaluate RUN CORPUS``.

Amounts and dates are the annotated ones, and no rules speak, so that runs can be told from each other; the records
written are what ``kg score`` takes.
"""

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch

from kg.kinds import MentionKind
from kg.reader.neural import Floors, Neural
from kg.reader.neural_inputs import MentionInputs
from kg.reader.neural_tokens import Floats, Ints
from kg.reader.structure import Cluster, FoundDeal, Places, Structure
from kg.train.data import Annotation, Example, GoldValue, is_dev, make_example, read_folder
from kg.train.main import build
from kg.train.network import Network
from kg.train.plan import Plan


@dataclass(frozen=True, slots=True)
class TorchGraphs:
    """The graphs run by PyTorch, as :class:`kg.reader.neural_graphs.Graphs` asks."""

    network: Network

    def encode(self, ids: Ints) -> tuple[Floats, Floats]:
        """Hidden states and tags."""
        with torch.no_grad():
            hidden = self.network.encoder.equal(torch.from_numpy(ids))
            return hidden.numpy(), self.network.tagger(hidden).numpy()

    def link(self, hidden: Floats, found: MentionInputs, strings: Floats) -> Floats:
        """The linker."""
        out: Floats = self._run(self.network.linker, hidden, *_arrays(found), strings)[0]
        return out

    def relate(
        self, hidden: Floats, found: MentionInputs, member: Floats, features: Floats, sentences: Floats
    ) -> tuple[Floats, ...]:
        """The relater."""
        return self._run(self.network.relater, hidden, *_arrays(found), member, features, sentences)

    def attributes(
        self, hidden: Floats, sentences: Floats, cells: tuple[Floats, Ints, Floats], pools: tuple[Floats, ...]
    ) -> tuple[Floats, ...]:
        """The attributes."""
        return self._run(self.network.attributes, hidden, sentences, *cells, *pools)

    def seconds(self, hidden: Floats, sentences: Floats, cells: tuple[Floats, Ints, Floats], first: Floats) -> Floats:
        """The second deals."""
        return self._run(self.network.seconds, hidden, sentences, *cells, first)[0]

    @staticmethod
    def _run(module: torch.nn.Module, *arrays: Floats | Ints) -> tuple[Floats, ...]:
        with torch.no_grad():
            found = module(*(torch.from_numpy(a) for a in arrays))
        return tuple(t.numpy() for t in found) if isinstance(found, tuple) else (found.numpy(),)


def _arrays(found: MentionInputs) -> tuple[Floats | Ints, ...]:
    return found.pool, found.first, found.sort, found.sentence


def gold_places(example: Example) -> Places:
    """Sentences, and the annotated amounts and dates as the candidates."""
    amounts, dates, durations = (
        tuple(v.span for v in values) for values in (example.amounts, example.dates, example.durations)
    )
    return Places(example.sentences, amounts, dates, durations, tuple(v.value or "" for v in example.amounts))


def record(article: Annotation, example: Example, found: Structure) -> dict[str, Any]:
    """A reading as the scorer takes it, amounts and dates with their annotated values."""
    names = [_name(example.text, c, found) for c in found.clusters]
    companies = [
        {"name": n, "aliases": sorted(_surfaces(example.text, c, found))}
        for n, c in zip(names, found.clusters, strict=True)
        if c.kind is MentionKind.COMPANY
    ]
    mentions = [
        {"start": m.span.start, "end": m.span.end, "kind": m.kind.value, "company": names[m.cluster]}
        for m in found.mentions
        if m.cluster is not None and m.kind is MentionKind.COMPANY
    ]
    return {
        "id": example.id,
        "companies": companies,
        "mentions": mentions,
        "amounts": article["amounts"],
        "dates": article["dates"],
        "deals": [_deal(article, example, names, d) for d in found.deals],
        "other_relations": [
            {"subject": names[r.subject], "predicate": r.predicate.value, "object": names[r.object]}
            for r in found.relations
        ],
    }


def _surfaces(text: str, cluster: Cluster, found: Structure) -> set[str]:
    return {m.span.of(text) for i in cluster.mentions if not (m := found.mentions[i]).anaphor}


def _name(text: str, cluster: Cluster, found: Structure) -> str:
    return max(sorted(_surfaces(text, cluster, found)), key=len)


def _deal(article: Annotation, example: Example, names: Sequence[str], deal: FoundDeal) -> dict[str, Any]:
    amount = None
    if deal.amount is not None:
        surface = example.amounts[deal.amount].span.of(example.text)
        row = next(a for a in article["amounts"] if a["text"] == surface)
        amount = {"value": row["value"], "currency": row["currency"]}
    return {
        "type": deal.kind.value,
        "parties": [{"name": names[p.cluster], "role": p.role.value} for p in deal.parties],
        "amount": amount,
        "signed": _value(example.dates, deal.signed, None),
        "start": _value(example.dates, deal.start, 0),
        "end": _value(example.dates, deal.end, -1),
        "duration": _value(example.durations, deal.duration, None),
        "status": deal.status.value,
        "evidence": example.sentences[deal.evidence].of(example.text),
        "confidence": deal.confidence,
    }


def _value(values: Sequence[GoldValue], at: int | None, end: int | None) -> str | None:
    value = None if at is None else values[at].value
    return value.split("/")[end] if value and end is not None else value


def read_all(neural: Neural, articles: Iterable[Annotation]) -> list[dict[str, Any]]:
    """Records of all the articles."""
    out = []
    for article in articles:
        example = make_example(article)
        found = neural.read(example.text, example.title, gold_places(example))
        sure = tuple(r for r in found.relations if r.confidence > neural.floors.relation)
        out.append(record(article, example, replace(found, relations=sure)))
    return out


def write_records(records: Iterable[dict[str, Any]], path: Path) -> None:
    """JSON Lines."""
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), "utf8")


def torch_reader(network: Network, tokenizer: Any, floors: Floors) -> Neural:
    """A network in training as a reader."""
    network.eval()
    return Neural(TorchGraphs(network), tokenizer, "training", floors)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line: a run's averaged weights read the dev articles of a corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path, help="the folder of the run")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, help="where the records go; else dev.jsonl in the run")
    given = parser.parse_args(arguments)
    plan = Plan(**json.loads((given.run / "plan.json").read_text("utf8")))
    network, tokenizer = build(given.run, (), plan)
    network.load_state_dict(torch.load(given.run / "average.pt", weights_only=True))
    articles = [a for a in read_folder(given.corpus) if is_dev(a["id"])]
    write_records(read_all(torch_reader(network, tokenizer, Floors()), articles), given.out or given.run / "dev.jsonl")


if __name__ == "__main__":
    main()
