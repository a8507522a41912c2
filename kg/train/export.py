"""A trained network to the graphs that ship: ONNX with 8-bit weights, and the tokenizer beside them."""

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

from kg.reader.neural_labels import KINDS
from kg.train.encoder import Encoder, Layer
from kg.train.heads import FEATURES, INNER, STRINGS
from kg.train.network import Network

OPSET = 17
_LARGE = 4096
_SMOOTH = 0.8
_LINEARS = ("qkv", "out", "up", "down")
_FUSED = "com.microsoft"


class ByteEmbedding(nn.Module):
    """An embedding kept as bytes with a scale for each row."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("bytes", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """Ids (...) to vectors (..., width)."""
        out: Tensor = self.bytes[ids].float() * self.scale[ids]
        return out


class ByteLinear(nn.Module):
    """A linear layer kept as bytes with a scale for each output, computed in floats."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        weight = linear.weight.detach()
        scale = weight.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("bytes", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale)
        self.bias = linear.bias

    def forward(self, x: Tensor) -> Tensor:
        """As the layer itself."""
        return functional.linear(x, self.bytes.float() * self.scale, self.bias)


class Smoothed(nn.Module):
    """A linear layer whose inputs are scaled down, and its weights up, where single inputs are much larger than others.

    Both fit bytes better so. Xiao et al. 2023, SmoothQuant: Accurate and Efficient Post-Training Quantization.
    """

    def __init__(self, linear: nn.Linear, largest: Tensor) -> None:
        super().__init__()
        weight = linear.weight.detach()
        scale = largest.clamp(min=1e-5) ** _SMOOTH / weight.abs().amax(dim=0).clamp(min=1e-5) ** (1 - _SMOOTH)
        self.register_buffer("scale", 1 / scale.clamp(min=1e-4))
        self.linear = nn.Linear(weight.shape[1], weight.shape[0])
        self.linear.weight.data = weight * scale.clamp(min=1e-4)
        self.linear.bias.data = linear.bias.data

    def forward(self, x: Tensor) -> Tensor:
        """As the layer itself."""
        out: Tensor = self.linear(x * self.scale)
        return out


class Attention(torch.autograd.Function):
    """Softmax attention that becomes one operator of ONNX Runtime, which never writes the table of scores to memory.

    It is without a mask, for texts of one length: with one, the operator falls back to a slower way.
    """

    @staticmethod
    def forward(_context: Any, queries: Tensor, keys: Tensor, values: Tensor, heads: int) -> Tensor:
        """Three times (batch, tokens, width) to the same."""
        parts = [t.unflatten(-1, (heads, -1)).transpose(1, 2) for t in (queries, keys, values)]
        return functional.scaled_dot_product_attention(*parts).transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(graph: Any, queries: Any, keys: Any, values: Any, heads: int) -> Any:
        """The operator."""
        out = graph.op(f"{_FUSED}::MultiHeadAttention", queries, keys, values, num_heads_i=heads)
        out.setType(queries.type())
        return out


class FusedLayer(nn.Module):
    """A smoothed layer in the form that is fastest: one scaling and quantisation feeds three products, none is cut up.

    What scales the input of ``out`` is put into the weights of the values instead.
    """

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        qkv, out = layer.qkv, layer.out
        if not isinstance(qkv, Smoothed) or not isinstance(out, Smoothed):
            raise TypeError("layers are smoothed before they are fused")
        width = out.linear.in_features
        self.heads = layer.heads
        self.register_buffer("scale", qkv.scale)
        self.queries, self.keys, self.values = (_part(qkv.linear, at, width) for at in range(0, 3 * width, width))
        self.values.weight.data *= out.scale[:, None]
        self.values.bias.data *= out.scale
        self.out, self.up, self.down = out.linear, layer.up, layer.down
        self.norm_attention, self.norm_out = layer.norm_attention, layer.norm_out

    def forward(self, x: Tensor) -> Tensor:
        """Hidden states (batch, tokens, width) to the next."""
        scaled = x * self.scale
        mixed = Attention.apply(self.queries(scaled), self.keys(scaled), self.values(scaled), self.heads)
        x = self.norm_attention(x + self.out(mixed))
        out: Tensor = self.norm_out(x + self.down(functional.gelu(self.up(x))))
        return out


def _part(linear: nn.Linear, at: int, width: int) -> nn.Linear:
    out = nn.Linear(linear.in_features, width)
    out.weight.data = linear.weight.data[at : at + width].clone()
    out.bias.data = linear.bias.data[at : at + width].clone()
    return out


class Reading(nn.Module):
    """Encoder, smoothed, and tagger as one graph."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.encoder = network.encoder
        self.layers = nn.ModuleList(FusedLayer(layer) for layer in network.encoder.layers)
        self.tagger = network.tagger

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        """Hidden states and scores of tags."""
        x = self.encoder.norm(self.encoder.word(ids) + self.encoder.position(torch.arange(ids.shape[1])))
        for layer in self.layers:
            x = layer(x)
        return x, self.tagger(x)


def _sample(
    tokens: int = 23, mentions: int = 7, entities: int = 5, sentences: int = 3
) -> dict[str, tuple[Tensor, ...]]:
    """Inputs of each graph, of sizes that differ from one another."""
    hidden = torch.randn(tokens, 384)
    found = (
        torch.rand(mentions, tokens),
        torch.randint(0, tokens, (mentions,)),
        torch.randint(0, 3, (mentions,)),
        torch.randint(0, sentences, (mentions,)),
    )
    table = torch.nn.functional.one_hot(torch.arange(tokens) % sentences, sentences).float()
    member = torch.nn.functional.one_hot(torch.arange(mentions) % entities, entities).float().T.contiguous()
    cells = (torch.randn(4, INNER), torch.randint(0, len(KINDS), (4,)), torch.rand(4, sentences))
    pools = tuple(torch.rand(n, tokens) for n in (6, 8, 9))
    return {
        "encode": (torch.randint(3, 99, (2, tokens)),),
        "link": (hidden, *found, torch.rand(mentions, mentions, STRINGS)),
        "relate": (hidden, *found, member, torch.rand(entities, entities, FEATURES), table),
        "attributes": (hidden, table, *cells, *pools),
        "seconds": (hidden, table, *cells, torch.rand(4, sentences)),
    }


_INPUTS: Mapping[str, Mapping[str, Mapping[int, str]]] = {
    "encode": {"ids": {0: "b", 1: "t"}},
    "link": {
        "hidden": {0: "t"},
        "pool": {0: "m", 1: "t"},
        "first": {0: "m"},
        "sort": {0: "m"},
        "sentence": {0: "m"},
        "strings": {0: "m", 1: "m"},
    },
    "relate": {
        "hidden": {0: "t"},
        "pool": {0: "m", 1: "t"},
        "first": {0: "m"},
        "sort": {0: "m"},
        "sentence": {0: "m"},
        "member": {0: "e", 1: "m"},
        "features": {0: "e", 1: "e"},
        "sentences": {0: "t", 1: "s"},
    },
    "attributes": {
        "hidden": {0: "t"},
        "sentences": {0: "t", 1: "s"},
        "pairs": {0: "n"},
        "kinds": {0: "n"},
        "attention": {0: "n", 1: "s"},
        "amounts": {0: "a", 1: "t"},
        "dates": {0: "d", 1: "t"},
        "durations": {0: "u", 1: "t"},
    },
    "seconds": {
        "hidden": {0: "t"},
        "sentences": {0: "t", 1: "s"},
        "pairs": {0: "n"},
        "kinds": {0: "n"},
        "attention": {0: "n", 1: "s"},
        "first": {0: "n", 1: "s"},
    },
}
_OUTPUTS: Mapping[str, Sequence[str]] = {
    "encode": ("states", "tags"),
    "link": ("scores",),
    "relate": ("deals", "relations", "singles", "table", "looks", "roles"),
    "attributes": ("status", "evidence", "amount", "signed", "start", "end", "duration"),
    "seconds": ("others",),
}


def byte_embeddings(encoder: Encoder) -> None:
    """Puts the encoder's table of pieces into bytes; it cannot be trained after."""
    encoder.word = ByteEmbedding(encoder.word.weight.detach())  # type: ignore[assignment,unused-ignore]


def smooth(encoder: Encoder, texts: Iterable[Tensor]) -> None:
    """Scales the inputs of the encoder's linear layers by how large they grow on some texts (ids, (1, tokens))."""
    layers = {(at, name): getattr(layer, name) for at, layer in enumerate(encoder.layers) for name in _LINEARS}
    largest = {key: torch.zeros(linear.in_features) for key, linear in layers.items()}

    def watch(key: tuple[int, str]) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
        def seen(_module: nn.Module, given: tuple[Tensor, ...]) -> None:
            largest[key] = torch.maximum(largest[key], given[0].abs().flatten(0, -2).amax(dim=0))

        return seen

    hooks = [linear.register_forward_pre_hook(watch(key)) for key, linear in layers.items()]
    with torch.no_grad():
        for ids in texts:
            encoder.equal(ids)
    for hook in hooks:
        hook.remove()
    for (at, name), linear in layers.items():
        setattr(encoder.layers[at], name, Smoothed(linear, largest[at, name]))


def byte_linears(module: nn.Module) -> None:
    """Puts every large linear layer below ``module`` into bytes; it cannot be trained after."""
    for name, child in module.named_children():
        if isinstance(child, nn.Linear) and child.weight.numel() >= _LARGE:
            setattr(module, name, ByteLinear(child))
        else:
            byte_linears(child)


def export(network: Network, folder: Path, version: str, tokenizer: str, texts: Iterable[Tensor]) -> None:
    """Writes the graphs, the tokenizer and the version; the network is of no other use after.

    Args:
        network: Trained weights.
        folder: Where to.
        version: What readings are to be signed with.
        tokenizer: The tokenizer's own JSON.
        texts: Ids of some windows of articles, to see how large the activations grow.
    """
    network.eval()
    smooth(network.encoder, texts)
    byte_embeddings(network.encoder)
    modules = {
        "encode": Reading(network),
        "link": network.linker,
        "relate": network.relater,
        "attributes": network.attributes,
        "seconds": network.seconds,
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, module in modules.items():
        path = folder / f"{name}.onnx"
        if name == "encode":
            _quantised(module, name, path)
        else:
            byte_linears(module)
            write_graph(module, name, path, fold=False)
    (folder / "tokenizer.json").write_text(tokenizer, "utf8")
    (folder / "VERSION").write_text(version + "\n", "utf8")


def write_graph(module: nn.Module, name: str, path: Path, *, fold: bool) -> None:
    """Writes a module as the graph of that name; ``fold`` works out its constants."""
    torch.onnx.export(
        module,
        _sample()[name],
        str(path),
        input_names=list(_INPUTS[name]),
        output_names=list(_OUTPUTS[name]),
        dynamic_axes={k: dict(v) for k, v in _INPUTS[name].items()},
        opset_version=OPSET,
        do_constant_folding=fold,
        dynamo=False,
        custom_opsets={_FUSED: 1} if name == "encode" else None,
    )


def _quantised(module: nn.Module, name: str, path: Path) -> None:
    """The graph with its matrix products in bytes, activations' scales found as it runs."""
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        write_graph(module, name, plain, fold=True)
        quantize_dynamic(
            str(plain), str(path), op_types_to_quantize=["MatMul"], weight_type=QuantType.QInt8, per_channel=True
        )
