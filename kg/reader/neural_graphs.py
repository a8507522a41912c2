"""The trained graphs: what the encoder and the heads compute, whoever runs them."""

from pathlib import Path
from typing import Protocol

import onnxruntime

from kg.errors import ModelMissing
from kg.reader.neural_inputs import MentionInputs
from kg.reader.neural_tokens import Floats, Ints

GRAPHS = ("encode", "link", "relate", "attributes", "seconds")
_SLOWER = ["SkipLayerNormFusion"]
"""Rewritings of graphs that ONNX Runtime is slower with: its fused sum and normalisation takes five times as long."""


class Graphs(Protocol):
    """Arrays to arrays; the shapes are those of the heads in training."""

    def encode(self, ids: Ints) -> tuple[Floats, Floats]:
        """Ids (B, T) of texts of one length to hidden states (B, T, width) and scores of tags (B, T, TAGS)."""

    def link(self, hidden: Floats, found: MentionInputs, strings: Floats) -> Floats:
        """Whether two mentions are of one company: (M, M)."""

    def relate(
        self, hidden: Floats, found: MentionInputs, member: Floats, features: Floats, sentences: Floats
    ) -> tuple[Floats, ...]:
        """Scores of deals, relations and single parties; the pairs' vectors and their attention by sentence."""

    def attributes(
        self, hidden: Floats, sentences: Floats, cells: tuple[Floats, Ints, Floats], pools: tuple[Floats, ...]
    ) -> tuple[Floats, ...]:
        """Scores of status, evidence, amount, signed, start, end, duration for (pairs, kinds, attention)."""

    def seconds(self, hidden: Floats, sentences: Floats, cells: tuple[Floats, Ints, Floats], first: Floats) -> Floats:
        """Which sentences tell another deal than those that ``first`` (N, S) tells, for the same cells: (N, S)."""


class OnnxGraphs:
    """The graphs in a folder, run by ONNX Runtime: each run by the thread that asks, so that many can ask at once."""

    def __init__(self, folder: Path) -> None:
        """Opens the graphs.

        Raises:
            ModelMissing: when a graph is not there.
        """
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = 1
        self._sessions = {name: _open(folder / f"{name}.onnx", options) for name in GRAPHS}

    def _run(self, name: str, *arrays: Floats | Ints) -> list[Floats]:
        session = self._sessions[name]
        names = [given.name for given in session.get_inputs()]
        found: list[Floats] = session.run(None, dict(zip(names, arrays, strict=True)))
        return found

    def encode(self, ids: Ints) -> tuple[Floats, Floats]:
        """See :class:`Graphs`."""
        hidden, tags = self._run("encode", ids)
        return hidden, tags

    def link(self, hidden: Floats, found: MentionInputs, strings: Floats) -> Floats:
        """See :class:`Graphs`."""
        return self._run("link", hidden, found.pool, found.first, found.sort, found.sentence, strings)[0]

    def relate(
        self, hidden: Floats, found: MentionInputs, member: Floats, features: Floats, sentences: Floats
    ) -> tuple[Floats, ...]:
        """See :class:`Graphs`."""
        given = (hidden, found.pool, found.first, found.sort, found.sentence, member, features, sentences)
        return tuple(self._run("relate", *given))

    def attributes(
        self, hidden: Floats, sentences: Floats, cells: tuple[Floats, Ints, Floats], pools: tuple[Floats, ...]
    ) -> tuple[Floats, ...]:
        """See :class:`Graphs`."""
        return tuple(self._run("attributes", hidden, sentences, *cells, *pools))

    def seconds(self, hidden: Floats, sentences: Floats, cells: tuple[Floats, Ints, Floats], first: Floats) -> Floats:
        """See :class:`Graphs`."""
        return self._run("seconds", hidden, sentences, *cells, first)[0]


def _open(path: Path, options: onnxruntime.SessionOptions) -> onnxruntime.InferenceSession:
    if not path.exists():
        raise ModelMissing(f"{path}: the trained reader is not installed; reinstall kg-deals")
    return onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
    )
