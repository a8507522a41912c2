"""Near-copies of one text: what an agency sends to many outlets counts as one source.

MinHash over word pairs finds the pairs worth comparing; the share of words in common, in order, decides.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from difflib import SequenceMatcher
from hashlib import blake2b
from itertools import combinations

from datasketch import MinHash

from kg.linking import vocabulary
from kg.model import Article

NEAR_COPY = 0.65
_SHORT, _SHORT_COPY = 40, 0.92
_LATEST = timedelta(days=30)
_PERMUTATIONS, _ROWS, _SHINGLE = 128, 4, 2
_ALIKE = 0.3


def signature(article: Article) -> MinHash:
    """The MinHash of an article's word pairs: the same on every machine."""
    words = vocabulary.words_of(article.text)
    made = MinHash(num_perm=_PERMUTATIONS, seed=1)
    pairs = {" ".join(words[i : i + _SHINGLE]) for i in range(max(len(words) - _SHINGLE + 1, 1))}
    made.update_batch([pair.encode() for pair in sorted(pairs)])
    return made


def bands(made: MinHash) -> tuple[str, ...]:
    """The blocks of a signature: near-copies share at least one with near certainty."""
    parts = (made.hashvalues[at : at + _ROWS] for at in range(0, _PERMUTATIONS - _ROWS + 1, _ROWS))
    return tuple(f"{at}:{blake2b(part.tobytes(), digest_size=6).hexdigest()}" for at, part in enumerate(parts))


def similarity(a: Article, b: Article) -> float:
    """The share of words that two texts have in common, in order: 0 to 1."""
    first, second = sorted((a.text.split(), b.text.split()))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def is_copy(a: Article, b: Article) -> bool:
    """Whether one text repeats the other: of the same weeks, and nearly word by word where they are short."""
    if a.published and b.published and abs(a.published - b.published) > _LATEST:
        return False
    least = _SHORT_COPY if min(len(a.text.split()), len(b.text.split())) < _SHORT else NEAR_COPY
    return similarity(a, b) >= least


def copies_of(articles: Iterable[Article]) -> tuple[tuple[str, ...], ...]:
    """Groups of ids of near-copies, each and the groups sorted; an article without a copy is in none."""
    by_id = {a.id: a for a in articles}
    group = {id_: {id_} for id_ in by_id}
    for one, other in sorted(_alike({id_: signature(by_id[id_]) for id_ in sorted(by_id)})):
        if group[one] is not group[other] and is_copy(by_id[one], by_id[other]):
            group[one] |= group[other]
            group.update(dict.fromkeys(group[other], group[one]))
    return tuple(sorted({tuple(sorted(members)) for members in group.values() if len(members) > 1}))


def _alike(signatures: Mapping[str, MinHash]) -> set[tuple[str, str]]:
    """The pairs of ids that share a band and an estimated third of their word pairs."""
    blocks: dict[str, list[str]] = {}
    for id_, made in signatures.items():
        for band in bands(made):
            blocks.setdefault(band, []).append(id_)
    pairs = {pair for ids in blocks.values() for pair in combinations(ids, 2)}
    return {(a, b) for a, b in pairs if signatures[a].jaccard(signatures[b]) >= _ALIKE}
