"""Which surfaces of an article name the same thing: short forms, capitals, legal forms, acronyms.

'Ferrolán' is 'Ferrolán Construcciones' where one name only begins so; 'AWS' is 'Amazon Web Services' where the text
sets one beside the other in brackets, or where the initials fit one name only. Ambiguity is refused: a short form of
two names is a name of its own.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise

from kg import lexicon

_ARTICLES = re.compile(r"^(?:el|la|los|las|the|grupo|group)\s+", re.IGNORECASE)
_ENDING = 3  # letters: a shorter end of a name stands for nothing
_SMALL = {
    "de",
    "del",
    "la",
    "las",
    "los",
    "el",
    "y",
    "e",
    "of",
    "the",
    "and",
    "for",
    "para",
    "en",
    "in",
    "do",
    "da",
    "&",
}


def key(surface: str) -> str:
    """What two spellings of one name share: no case, accents, stops, article or legal form.

    >>> key("FERROLÁN, S.A."), key("El Ferrolan"), key("Grupo")
    ('ferrolan', 'ferrolan', 'grupo')
    """
    bare = _ARTICLES.sub("", _legal_end().sub("", surface)) or surface
    folded = unicodedata.normalize("NFKD", bare).encode("ascii", "ignore").decode().casefold()
    return " ".join(re.findall(r"[a-z0-9&+]+", folded.replace(".", ""))) or surface.casefold()


def gather(surfaces: Iterable[str], *, equal: Mapping[str, str] | None = None) -> dict[str, str]:
    """The name that each surface stands for; a name stands for itself.

    Args:
        surfaces: The surface forms of one kind of thing in one article.
        equal: Short surface to long, where the text itself equates them (:func:`in_brackets`).

    >>> found = gather(["Ferrolán Construcciones", "FERROLÁN", "Amazon", "Amazon Web Services", "AWS"],
    ...                equal={"AWS": "Amazon Web Services"})
    >>> sorted(found.items())
    [('AWS', 'Amazon Web Services'), ('Amazon', 'Amazon'), ('Amazon Web Services', 'Amazon Web Services'),
     ('FERROLÁN', 'Ferrolán Construcciones'), ('Ferrolán Construcciones', 'Ferrolán Construcciones')]
    """
    given = list(dict.fromkeys(surfaces))
    equal = {key(a): key(b) for a, b in (equal or {}).items()}
    keys = sorted({key(s) for s in given}, key=lambda k: (-len(k.split()), k))
    best = {k: min((s for s in given if key(s) == k), key=_rank) for k in keys}
    whole: dict[str, str] = {}
    for one in keys:
        whole[one] = _whole(one, keys, equal, best)
    return {s: best[_top(key(s), whole)] for s in given}


def _rank(surface: str) -> tuple[bool, int, str]:
    """The best spelling first: not all in capitals, then the longest."""
    return surface.isupper() and len(surface) > 5, -len(surface), surface


def _top(one: str, whole: Mapping[str, str]) -> str:
    seen = {one}
    while whole[one] not in seen:
        one = whole[one]
        seen.add(one)
    return one


def _whole(one: str, keys: Sequence[str], equal: Mapping[str, str], best: Mapping[str, str]) -> str:
    """The longer name that this key is short for, if there is one and only one."""
    if equal.get(one) in keys:
        return equal[one]
    longer = [k for k in keys if len(k) > len(one) and _short_for(one, k, equal)]
    if not longer and best[one].isupper() and one.isalnum():
        longer = [k for k in keys if k != one and is_acronym(best[one], best[k])]
    if not longer and len(one) > _ENDING:
        longer = [k for k in keys if k.endswith(" " + one)]
    tops = {k for k in longer if not any(k != other and other.startswith(k + " ") for other in longer)}
    return tops.pop() if len(tops) == 1 else one


def _short_for(short: str, long: str, equal: Mapping[str, str]) -> bool:
    """Whether the longer name begins with the shorter and is not the name of its division.

    A name that the text itself shortens to initials ('Amazon Web Services (AWS)') is not shortened otherwise.
    """
    if not long.startswith(short + " ") or len(short) < 3:
        return False
    rest = long[len(short) + 1 :]
    return long not in equal.values() and not _division().fullmatch(rest)


def is_acronym(short: str, long: str) -> bool:
    """Whether the short name's letters are the long name's initials, small words left out or not.

    >>> is_acronym("BEI", "Banco Europeo de Inversiones"), is_acronym("AWS", "Amazon Web Services")
    (True, True)
    >>> is_acronym("CAF", "Banco de Desarrollo")
    False
    """
    letters = re.sub(r"[^A-ZÁÉÍÓÚÑ0-9]", "", short.upper())
    words = re.findall(r"[\w&]+", long)
    initials = ("".join(w[0] for w in words), "".join(w[0] for w in words if w.casefold() not in _SMALL))
    return len(letters) > 1 and any(letters == i.upper() for i in initials)


def in_brackets(text: str, names: Sequence[tuple[int, int]]) -> dict[str, str]:
    """Short surface to long, for names that stand beside each other as 'Long Name (SHORT)' or 'SHORT (Long Name)'.

    Args:
        text: The article.
        names: Spans of names, in order.
    """
    found: dict[str, str] = {}
    for (a, b), (c, d) in pairwise(names):
        between = text[b:c]
        if (
            not re.fullmatch(r"\s*\((?:the |en adelante,? |antes |\s)?[\"“«]?", between)
            or text[d : d + 1] not in ')"”»'
        ):
            continue
        one, other = sorted((text[a:b], text[c:d]), key=len)
        if _stands_for(one, other, text[c:d]):
            found[one] = other
    return found


def _stands_for(short: str, long: str, bracketed: str) -> bool:
    """Whether of two names beside each other, one in brackets, the short is the long one's."""
    if is_acronym(short, long) or long.casefold().startswith(short.casefold()) or _shares_letters(short, long):
        return True
    made_of = {w[:2].casefold() for w in re.findall(r"\w{3,}", long)}
    return bracketed == short and " " not in short and sum(p in short.casefold() for p in made_of) > 1


def _shares_letters(short: str, long: str) -> bool:
    """Whether the short form, in capitals, takes its letters from the long one in order ('Endesa' no, 'CTG' yes)."""
    if not short.isupper() or len(short) > 8 or short[0].casefold() != long[0].casefold():
        return False
    rest = iter(long.casefold())
    return all(letter in rest for letter in short.casefold() if letter.isalnum())


@cache
def _legal_end() -> re.Pattern[str]:
    forms = "|".join(row.pattern for code in lexicon.languages() for row in lexicon.rows(code, "legal_forms", "form"))
    return re.compile(rf"(?:,? +(?:{forms}))+\Z")


@cache
def _division() -> re.Pattern[str]:
    rows = [row for code in lexicon.languages() for row in lexicon.rows(code, "names", "division")]
    return re.compile("|".join(row.pattern for row in rows))
