"""The whole reading network: the encoder and its heads."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from kg.reader.neural_tokens import Tokens, windows
from kg.train.encoder import Encoder
from kg.train.heads import Attributes, Linker, Relater, Tagger


class Network(nn.Module):
    """Encoder, tagger, linker, relater and attributes."""

    def __init__(self, encoder: Encoder, *, dropout: float = 0.1) -> None:
        super().__init__()
        width = encoder.word.weight.shape[1]
        self.encoder = encoder
        self.tagger = Tagger(width, dropout)
        self.linker = Linker(width)
        self.relater = Relater(width, dropout)
        self.attributes = Attributes(width, dropout)

    def hidden(self, articles: Sequence[Tokens]) -> list[Tensor]:
        """Each article's hidden states, (T, width), from one run over the windows of all."""
        cut = [windows(tokens) for tokens in articles]
        flat = [w for ws in cut for w in ws]
        lengths = [len(w.ids) for w in flat]
        states = self.encoder(torch.tensor([i for w in flat for i in w.ids]), lengths).float()
        parts = [s[w.offset : w.offset + w.kept] for s, w in zip(states.split(lengths), flat, strict=True)]
        out, at = [], 0
        for ws in cut:
            out.append(torch.cat(parts[at : at + len(ws)]))
            at += len(ws)
        return out
