"""The tokenizer: those of the base model's pieces that the texts use, and the plain Latin ones that come often.

Of 250 thousand pieces most belong to other scripts; a text falls into the same pieces with the pruned table, but for
rare words that fall into smaller ones.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

SPECIALS = ("<s>", "<pad>", "</s>", "<unk>")
START, PAD, END, UNKNOWN = range(4)
_LATIN = re.compile(r"▁?(?:[A-Za-zÁÉÍÓÚÜÑáéíóúüñçÇ]+|[0-9]{1,4}|[^\w\s]{1,2})")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Pieces kept, as (piece, log probability), and their ids in the base model, place by place."""

    pieces: tuple[tuple[str, float], ...]
    base_ids: tuple[int, ...]


def make_tokenizer(pieces: Sequence[tuple[str, float]]) -> Tokenizer:
    """A Unigram tokenizer over the pieces, normalising as the base model does; offsets are those of the given text.

    >>> tokens = make_tokenizer([*((s, 0.0) for s in SPECIALS), ("▁", -2.0), ("▁con", -1.0), ("trato", -1.0)])
    >>> [tokens.encode("con contrato").tokens, tokens.encode("con contrato").offsets]
    [['▁con', '▁con', 'trato'], [(0, 3), (3, 7), (7, 12)]]
    """
    tokenizer = Tokenizer(models.Unigram(list(pieces), unk_id=UNKNOWN, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    return tokenizer


def prune(base: Sequence[str], scores: Sequence[float], texts: Iterable[str], size: int) -> Vocabulary:
    """The specials, each piece that ``texts`` use, each single Latin character, and the likeliest Latin pieces.

    Args:
        base: The base model's pieces; the first four are the specials.
        scores: Their log probabilities.
        texts: What has to fall into the same pieces as before.
        size: How many pieces to keep in all.
    """
    whole = make_tokenizer(list(zip(base, scores, strict=True)))
    used: set[int] = set()
    for encoding in whole.encode_batch(list(texts)):
        used.update(encoding.ids)
    latin = [i for i, p in enumerate(base) if i > UNKNOWN and i not in used and _LATIN.fullmatch(p)]
    latin.sort(key=lambda i: (len(base[i].lstrip("▁")) > 1, -scores[i], i))
    kept = sorted({*range(len(SPECIALS)), *used, *latin[: max(0, size - len(used) - len(SPECIALS))]})
    return Vocabulary(tuple((base[i], scores[i]) for i in kept), tuple(kept))


def to_json(vocabulary: Vocabulary) -> str:
    """The tokenizer as the file that the ``tokenizers`` library loads."""
    text: str = make_tokenizer(vocabulary.pieces).to_str()
    return json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))
