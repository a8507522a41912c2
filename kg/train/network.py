"""The whole reading network: the encoder and its heads."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from kg.reader.neural_tokens import Window
from kg.train.encoder import Encoder
from kg.train.heads import Attributes, Linker, Relater, Tagger, Teller
from kg.train.seconds import Seconds


class Network(nn.Module):
    """Encoder, tagger, linker, relater, attributes and second deals."""

    def __init__(self, encoder: Encoder, *, dropout: float = 0.1) -> None:
        super().__init__()
        width = encoder.word.weight.shape[1]
        self.encoder = encoder
        self.tagger = Tagger(width, dropout)
        self.linker = Linker(width)
        self.relater = Relater(width, dropout)
        self.attributes = Attributes(width, dropout)
        self.seconds = Seconds(width, dropout)
        self.teller = Teller(width, dropout)

    def below(self, cut: Sequence[Window], layers: int) -> Tensor:
        """What the first ``layers`` layers make of an article's windows, in half the room; they do not learn."""
        with torch.no_grad():
            ids = torch.tensor([i for w in cut for i in w.ids])
            return self.encoder.lower(ids, [len(w.ids) for w in cut], layers).to(torch.bfloat16)

    def above(self, given: Sequence[Tensor], cuts: Sequence[Sequence[Window]], layers: int) -> list[Tensor]:
        """Each article's hidden states, (T, width), from what the first ``layers`` layers gave for its windows."""
        flat = [w for cut in cuts for w in cut]
        lengths = [len(w.ids) for w in flat]
        rest = range(layers, len(self.encoder.layers))
        states = self.encoder.upper(torch.cat(list(given)).float(), lengths, rest).float()
        parts = [s[w.offset : w.offset + w.kept] for s, w in zip(states.split(lengths), flat, strict=True)]
        out, at = [], 0
        for cut in cuts:
            out.append(torch.cat(parts[at : at + len(cut)]))
            at += len(cut)
        return out
