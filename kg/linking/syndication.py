"""Near-copies of one text: what an agency sends to many outlets counts as one source.

MinHash over word triples finds the pairs worth comparing; the share of words in common, in order, decides.
"""

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from datasketch import MinHash, MinHashLSH

from kg.linking import vocabulary
from kg.model import Article

NEAR_COPY = 0.65
_PERMUTATIONS = 64
_BANDS, _ROWS = 32, 2
_SHINGLE = 2


def signature(article: Article) -> MinHash:
    """The MinHash of an article's word pairs: the same on every machine."""
    words = vocabulary.words(article.text)
    made = MinHash(num_perm=_PERMUTATIONS, seed=1)
    pairs = {" ".join(words[i : i + _SHINGLE]) for i in range(max(len(words) - _SHINGLE + 1, 1))}
    made.update_batch([pair.encode() for pair in sorted(pairs)])
    return made


def bands(made: MinHash) -> tuple[str, ...]:
    """The blocks of a signature: near-copies share at least one with near certainty."""
    return tuple(
        f"{i}:" + made.hashvalues[i * _ROWS : (i + 1) * _ROWS].tobytes().hex() for i in range(_PERMUTATIONS // _ROWS)
    )


def similarity(a: Article, b: Article) -> float:
    """The share of words that two texts have in common, in order: 0 to 1."""
    first, second = sorted((a.text.split(), b.text.split()))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def near_copies(articles: Iterable[Article]) -> tuple[tuple[str, ...], ...]:
    """Groups of article ids, each and the groups sorted; an article without a copy is in none."""
    by_id = {a.id: a for a in articles}
    index = MinHashLSH(num_perm=_PERMUTATIONS, params=(_BANDS, _ROWS))
    signatures = {id_: signature(by_id[id_]) for id_ in sorted(by_id)}
    for id_, made in signatures.items():
        index.insert(id_, made)
    group = {id_: {id_} for id_ in by_id}
    for id_, made in signatures.items():
        for other in sorted(index.query(made)):
            if id_ < other and similarity(by_id[id_], by_id[other]) >= NEAR_COPY:
                _merge(group, id_, other)
    return tuple(sorted({tuple(sorted(members)) for members in group.values() if len(members) > 1}))


def _merge(group: Mapping[str, set[str]], a: str, b: str) -> None:
    if group[a] is not group[b]:
        joined = group[a]
        for member in group[b]:
            joined.add(member)
            group[member] = joined  # type: ignore[index]
