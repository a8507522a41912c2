"""The encoder in PyTorch: a BERT with the base model's weights and the pruned table of pieces."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.train.base import Array, Base

POSITIONS = 512


class Layer(nn.Module):
    """Self-attention and feed-forward, each followed by its sum and normalisation."""

    def __init__(self, width: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.dropout = dropout
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.up = nn.Linear(width, 4 * width)
        self.down = nn.Linear(4 * width, width)
        self.norm_attention = nn.LayerNorm(width, eps=1e-12)
        self.norm_out = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, lengths: Sequence[int]) -> Tensor:
        """Hidden states of texts laid end to end, (sum of lengths, width)."""
        parts = self.qkv(x).view(len(x), 3, self.heads, -1).permute(1, 2, 0, 3)
        mixed = [attention(part[0], part[1], part[2]) for part in parts.split(list(lengths), dim=2)]
        joined = torch.cat(mixed, dim=1).transpose(0, 1).reshape(len(x), -1)
        x = self.norm_attention(x + self.out(joined))
        grown = self.down(functional.gelu(self.up(x)))
        return self.norm_out(x + functional.dropout(grown, self.dropout, self.training))

    def equal(self, x: Tensor) -> Tensor:
        """The same for texts of one length, (batch, tokens, width)."""
        batch, tokens, width = x.shape
        parts = self.qkv(x).view(batch, tokens, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        mixed = attention(parts[0], parts[1], parts[2])
        x = self.norm_attention(x + self.out(mixed.transpose(1, 2).reshape(batch, tokens, width)))
        return self.norm_out(x + self.down(functional.gelu(self.up(x))))


def attention(queries: Tensor, keys: Tensor, values: Tensor) -> Tensor:
    """Softmax attention written out: with bfloat16 on a CPU twice as fast as the fused kernel, forward and back."""
    scores = torch.matmul(queries * queries.shape[-1] ** -0.5, keys.transpose(-1, -2))
    return torch.matmul(torch.softmax(scores, dim=-1, dtype=scores.dtype), values)


class Encoder(nn.Module):
    """Ids to hidden states: over texts laid end to end for training, over texts of one length for reading."""

    def __init__(
        self, pieces: int, *, width: int = 384, layers: int = 12, heads: int = 12, dropout: float = 0.1
    ) -> None:
        super().__init__()
        self.word = nn.Embedding(pieces, width)
        self.position = nn.Embedding(POSITIONS, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, heads, dropout) for _ in range(layers))

    def lower(self, ids: Tensor, lengths: Sequence[int], layers: int) -> Tensor:
        """The first layers over texts laid end to end: ids (sum of lengths) to (sum of lengths, width)."""
        places = torch.cat([torch.arange(n) for n in lengths])
        return self.upper(self.norm(self.word(ids) + self.position(places)), lengths, range(layers))

    def upper(self, x: Tensor, lengths: Sequence[int], layers: range) -> Tensor:
        """Some of the layers over texts laid end to end."""
        for at in layers:
            x = self.layers[at](x, lengths)
        return x

    def equal(self, ids: Tensor) -> Tensor:
        """Runs all layers over texts of one length, (batch, tokens)."""
        places = torch.arange(ids.shape[1])
        x = self.norm(self.word(ids) + self.position(places))
        for layer in self.layers:
            x = layer.equal(x)
        return x


def from_base(base: Base, ids: tuple[int, ...], layers: int, dropout: float) -> Encoder:
    """The encoder with the base model's first ``layers`` layers and the pieces whose base ids are given."""
    encoder = Encoder(len(ids), width=base.width, layers=layers, heads=base.heads, dropout=dropout)
    word = base.tensors["emb.word"].reshape(-1, base.width)[list(ids)]
    kinds = base.tensors["emb.type"].reshape(-1, base.width)
    state = {
        "word.weight": word,
        "position.weight": base.tensors["emb.pos"].reshape(-1, base.width) + kinds[0],
        "norm.weight": base.tensors["emb.ln.w"],
        "norm.bias": base.tensors["emb.ln.b"],
    }
    for at in range(layers):
        state |= {f"layers.{at}.{name}": value for name, value in _layer(base, at).items()}
    encoder.load_state_dict({name: torch.from_numpy(value.copy()) for name, value in state.items()})
    return encoder


def _layer(base: Base, at: int) -> dict[str, Array]:
    width = base.width
    found = {name.split(".", 1)[1]: t for name, t in base.tensors.items() if name.startswith(f"l{at}.")}
    merged = [found[f"{part}.w"].reshape(width, width) for part in "qkv"]
    biases = [found[f"{part}.b"] for part in "qkv"]
    return {
        "qkv.weight": _stack(merged),
        "qkv.bias": _stack(biases),
        "out.weight": found["ao.w"].reshape(width, width),
        "out.bias": found["ao.b"],
        "up.weight": found["fi.w"].reshape(-1, width),
        "up.bias": found["fi.b"],
        "down.weight": found["fo.w"].reshape(width, -1),
        "down.bias": found["fo.b"],
        "norm_attention.weight": found["aln.w"],
        "norm_attention.bias": found["aln.b"],
        "norm_out.weight": found["oln.w"],
        "norm_out.bias": found["oln.b"],
    }


def _stack(parts: list[Array]) -> Array:
    out: Array = torch.cat([torch.from_numpy(p) for p in parts]).numpy()
    return out
