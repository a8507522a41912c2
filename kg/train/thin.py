"""Articles with some of their sentences left out, so that the reader does not learn an article by heart.

Only sentences that no deal, relation or anaphor is told by are left out; what the others tell stays true.
"""

import random
from collections.abc import Mapping
from typing import Any

from kg.model import Span
from kg.train.data import Annotation, split_sentences


def thin(article: Annotation, chance: random.Random, share: float) -> Mapping[str, Any]:
    """The article without about ``share`` of the sentences that tell nothing annotated; one that tells nothing stays.

    >>> rows = {"deals": [{"evidence": "Alba compra Brisa."}], "other_relations": [], "anaphora": []}
    >>> thin({"text": "Alba compra Brisa. Llueve mucho.", **rows}, random.Random(1), 1.0)["text"]
    'Alba compra Brisa. '
    """
    text = article["text"]
    told = [_place(text, row["evidence"]) for key in ("deals", "other_relations") for row in article[key]]
    told += [_place(text, row["sentence"]) for row in article["anaphora"]]
    if not told:
        return article
    out, at = [], 0
    for span in split_sentences(text):
        needed = any(span.start < t.end and t.start < span.end for t in told)
        if not needed and chance.random() < share:
            out.append(text[at : span.start])
            at = span.end
    return {**article, "text": "".join([*out, text[at:]])}


def _place(text: str, surface: str) -> Span:
    at = max(0, text.find(surface))
    return Span(at, at + len(surface))
