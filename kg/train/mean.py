"""Ships the mean of several passes' weights: ``python -m kg.train.mean CORPUS --out FOLDER --version NAME A.pt B.pt``.

The mean of the last passes, and of what they began from, reads better than any of them (Wortsman et al. 2022, Model
soups, and Robust fine-tuning of zero-shot models): what each forgot the others keep.
"""

import argparse
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor

from kg.train.main import ship

_KEPT = ("vocabulary.json", "tokenizer.json", "plan.json")
"""What a run's folder holds besides its weights."""


def mean(weights: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of each tensor over those that have it, for a head may be new; of whole numbers, tables, the last's.

    >>> one, other = ({"bias": torch.tensor([x]), "kinds": torch.tensor([3])} for x in (1.0, 2.0))
    >>> mean([one, other | {"new": torch.tensor([5.0])}])
    {'bias': tensor([1.5000]), 'kinds': tensor([3]), 'new': tensor([5.])}
    """
    theirs = {name: [each[name] for each in weights if name in each] for name in weights[-1]}
    return {
        name: torch.stack([value.float() for value in values]).mean(0).to(values[-1].dtype)
        if values[-1].is_floating_point()
        else values[-1]
        for name, values in theirs.items()
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line: weights as often as they are to count, ``average-4.pt`` of a run among them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("weights", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--version", required=True)
    given = parser.parse_args(arguments)
    given.out.mkdir(parents=True, exist_ok=True)
    for name in _KEPT:
        shutil.copyfile(given.weights[-1].parent / name, given.out / name)
    torch.save(mean([torch.load(path, weights_only=True) for path in given.weights]), given.out / "average.pt")
    ship(given.corpus, given.out, given.version)


if __name__ == "__main__":
    main()
