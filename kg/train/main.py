"""Trains the reader from a folder of annotated articles: ``python -m kg.train.main CORPUS --out FOLDER``."""

import argparse
import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import torch
from pytickersymbols import PyTickerSymbols
from tokenizers import Tokenizer

from kg.reader.neural_tokens import tokenize, windows
from kg.train.base import base_file, read_base
from kg.train.data import is_dev, read_folder
from kg.train.encoder import from_base
from kg.train.export import export
from kg.train.network import Network
from kg.train.plan import Plan
from kg.train.swap import gather
from kg.train.training import Crew, Trainer
from kg.train.vocabulary import Vocabulary, make_tokenizer, prune, to_json

PIECES = 36_000
_SHOWN = 12


def listed_companies() -> list[str]:
    """Names of listed companies, for swapping names."""
    return sorted({row["name"] for row in PyTickerSymbols().get_all_stocks()})


def vocabulary_in(folder: Path, texts: Iterable[str]) -> Vocabulary:
    """The pruned table of pieces: that of an earlier run in ``folder``, else made from ``texts`` and kept there."""
    path = folder / "vocabulary.json"
    if not path.exists():
        base = read_base(base_file())
        found = prune(base.pieces, base.scores, texts, PIECES)
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"pieces": found.pieces, "ids": found.base_ids}, ensure_ascii=False), "utf8")
        (folder / "tokenizer.json").write_text(to_json(found), "utf8")
    state = json.loads(path.read_text("utf8"))
    return Vocabulary(tuple((p, s) for p, s in state["pieces"]), tuple(state["ids"]))


def build(folder: Path, texts: Iterable[str], plan: Plan) -> tuple[Network, Tokenizer]:
    """The network with the base model's weights and fresh heads, and its tokenizer."""
    torch.manual_seed(plan.seed)
    found = vocabulary_in(folder, texts)
    encoder = from_base(read_base(base_file()), found.base_ids, plan.layers, plan.dropout)
    return Network(encoder, dropout=plan.dropout), make_tokenizer(found.pieces)


def train(corpus: Path, folder: Path, plan: Plan, *, limit: int | None = None, start: Path | None = None) -> None:
    """Trains on the articles of ``corpus`` outside the dev split, and exports the averaged weights.

    Args:
        corpus: Annotated articles, in any folders below.
        folder: Where the run is kept, and gone on with; ``weights`` below it takes the graphs that ship.
        plan: How to train.
        limit: Only so many articles, for a trial.
        start: Weights to begin with instead of the base model's and fresh heads.
    """
    articles = [a for a in read_folder(corpus) if not is_dev(a["id"])]
    random.Random(plan.seed).shuffle(articles)
    articles = articles[:limit]
    texts = [t for a in read_folder(corpus) for t in (a["title"] or "", a["text"])]
    network, tokenizer = build(folder, texts, plan)
    if start:
        network.load_state_dict(torch.load(start, weights_only=True), strict=False)
    names = gather(articles, listed_companies())
    Trainer.begin(network, tokenizer, plan, folder).run(articles, names)
    if Crew.is_first():
        ship(corpus, folder, f"neural-{plan.seed}-{plan.epochs}")


def ship(corpus: Path, folder: Path, version: str) -> None:
    """Exports a run's averaged weights to ``weights`` in its folder: what :func:`kg.reader.neural.load` reads.

    Args:
        corpus: The articles of the run; some of them show how large the network's activations grow.
        folder: The run.
        version: What readings are to be signed with.
    """
    plan = Plan(**json.loads((folder / "plan.json").read_text("utf8")))
    network, tokenizer = build(folder, (), plan)
    network.load_state_dict(torch.load(folder / "average.pt", weights_only=True))
    every = max(1, len(found := read_folder(corpus)) // _SHOWN)
    known = [a for a in found if not is_dev(a["id"])][::every]
    tokens = [tokenize(tokenizer, a["text"], a["title"]) for a in known]
    shown = [torch.tensor([window.ids]) for t in tokens for window in windows(t)]
    export(network, folder / "weights", version, (folder / "tokenizer.json").read_text("utf8"), shown)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line of training."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--set", nargs="*", default=[], metavar="NAME=VALUE", help="changes to the plan")
    given = parser.parse_args(arguments)
    plan = Plan()
    for row in given.set:
        name, value = row.split("=")
        plan = replace(plan, **{name: type(getattr(plan, name))(json.loads(value))})
    train(given.corpus, given.out, plan, limit=given.limit, start=given.start)


if __name__ == "__main__":
    main()
