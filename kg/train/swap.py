"""Names swapped for others, word by word, so that the reader learns from what is said and not from who is named.

Every distinctive word of a company's or person's name is replaced wherever it stands, so short forms, family names and
titles stay consistent; words that many companies share ('Banco', 'Energy') stay, for they tell what a thing is.
"""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kg.train.data import Annotation

_WORD = re.compile(r"[^\W_][\w&'’-]*\w")
_TEXTS = frozenset("text title name aliases refers_to sentence evidence subject object".split())
_SHARED = 4


@dataclass(frozen=True, slots=True)
class Names:
    """Distinctive words by their shape, those of companies and those of persons."""

    companies: Mapping[str, tuple[str, ...]]
    people: Mapping[str, tuple[str, ...]]
    generic: frozenset[str]


def shape(word: str) -> str:
    """How a word is written: an acronym, capitals, a capital first, or mixed.

    >>> [shape(w) for w in ("BBVA", "TELEFÓNICA", "Nortada", "OpenAI", "3M")]
    ['acronym', 'capitals', 'title', 'mixed', 'acronym']
    """
    if word.isupper():
        return "acronym" if len(word) <= 5 else "capitals"
    return "title" if word[0].isupper() and word[1:].islower() else "mixed"


def name_words(name: str) -> list[str]:
    """The words of a name that begin with a capital or a digit and have two letters at least.

    >>> name_words("Caja Rural del Nervión")
    ['Caja', 'Rural', 'Nervión']
    """
    return [w for w in _WORD.findall(name) if not w[0].islower() and not w.isdigit()]


def gather(articles: Iterable[Annotation], listed: Iterable[str] = ()) -> Names:
    """The names of the articles; ``listed`` are further companies' names."""
    companies = {s for a in articles for c in a["companies"] for s in c["aliases"]}
    people = {s for a in articles for c in a["people"] for s in c["aliases"]}
    count = Counter(w for name in companies | set(listed) for w in set(name_words(name)))
    generic = frozenset(w for w, n in count.items() if n >= _SHARED)
    return Names(
        _by_shape(w for w in count if w not in generic),
        _by_shape(w for name in people for w in name_words(name)),
        generic,
    )


def _by_shape(found: Iterable[str]) -> dict[str, tuple[str, ...]]:
    out: dict[str, set[str]] = defaultdict(set)
    for word in found:
        out[shape(word)].add(word)
    return {s: tuple(sorted(ws)) for s, ws in sorted(out.items())}


def exchange(article: Annotation, names: Names, chance: random.Random) -> dict[str, Any]:
    """The article with its distinctive names replaced, text and annotation alike.

    >>> pool = Names({"title": ("Arcelia",)}, {}, frozenset({"Banco"}))
    >>> told = {"text": "Banco Lopa", "companies": [{"name": "Banco Lopa", "aliases": ["Banco Lopa"]}], "people": []}
    >>> exchange(told, pool, random.Random(0))["companies"]
    [{'name': 'Banco Arcelia', 'aliases': ['Banco Arcelia']}]
    """
    plan = _plan(article, names, chance)
    if not plan:
        return dict(article)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(plan, key=len, reverse=True)))})(?!\w)")
    out = _replace(dict(article), pattern, plan)
    if not isinstance(out, dict):
        raise TypeError(out)
    return out


def _plan(article: Annotation, names: Names, chance: random.Random) -> dict[str, str]:
    plan: dict[str, str] = {}
    text = article["text"]
    for key, pools in (("people", names.people), ("companies", names.companies)):
        for word in sorted({w for c in article[key] for s in c["aliases"] for w in name_words(s)}):
            pool = pools.get(shape(word), ())
            lower = re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", text)
            if pool and word not in names.generic and not lower:
                plan[word] = chance.choice(pool)
    return plan if len(set(plan.values())) == len(plan) else {}


def _replace(value: Any, pattern: re.Pattern[str], plan: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return pattern.sub(lambda m: plan[m.group()], value)
    if isinstance(value, list):
        return [_replace(v, pattern, plan) for v in value]
    if isinstance(value, dict):
        return {k: _replace(v, pattern, plan) if k in _TEXTS or isinstance(v, list) else v for k, v in value.items()}
    return value
