"""Which language a text is in, and which each of its sentences."""

import re
from collections.abc import Sequence
from functools import cache

from kg import lexicon
from kg.model import Span
from kg.reader.candidates import Sentence
from kg.reader.words import common

_ENOUGH = 12  # letters
_SURE = 0.7  # langdetect's probability of the best language
_FOREIGN = 3  # words that only the other language has


def detect(text: str) -> str | None:
    """The language as an ISO 639-1 code, whether it is read here or not; None where it cannot be told.

    >>> detect("La constructora ha firmado un contrato con el puerto.")
    'es'
    >>> detect("A empresa assinou um contrato novo com a prefeitura de Lisboa.")
    'pt'
    >>> detect("1234") is None
    True
    """
    if len(re.findall(r"[^\W\d_]", text)) < _ENOUGH:
        return None
    from langdetect import DetectorFactory, LangDetectException, detect_langs

    DetectorFactory.seed = 0
    try:
        best = detect_langs(text[:4000])[0]
    except LangDetectException:  # no letters of a known alphabet
        return None
    return best.lang.partition("-")[0] if best.prob >= _SURE else None


def tell_apart(text: str, sentences: Sequence[Span], language: str) -> tuple[Sentence, ...]:
    """Each sentence with its own language: the article's unless the sentence's small words are another's.

    >>> text = "The bank said no. «No hay acuerdo con la empresa y no lo habrá», dijo Paz."
    >>> [s.language for s in tell_apart(text, [Span(0, 17), Span(18, len(text))], "en")]
    ['en', 'es']
    """
    others = [code for code in lexicon.languages() if code != language]
    return tuple(Sentence(span, _language(span.of(text), language, others)) for span in sentences)


def _language(sentence: str, own: str, others: Sequence[str]) -> str:
    words = [w.casefold() for w in re.findall(r"[^\W\d_]+", sentence)]
    hits = {code: sum(w in _only(code) for w in words) for code in (own, *others)}
    best = max(hits, key=lambda code: hits[code])
    return best if hits[best] >= _FOREIGN and hits[best] > 3 * hits[own] else own


@cache
def _only(language: str) -> frozenset[str]:
    """Common words that no other language here has."""
    others = frozenset[str]().union(*(common(code) for code in lexicon.languages() if code != language))
    return common(language) - others
