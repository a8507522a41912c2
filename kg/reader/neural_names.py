"""Names as strings: what makes two surface forms look like one company's, and names gathered by their words."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from kg.reader.neural_tokens import Floats

_LEGAL = frozenset(
    "sa sau sl slu sas sab cv de inc corp corporation ltd limited plc llc co company gmbh ag nv bv se spa the el la "
    "los las grupo group".split()
)
_SMALL = frozenset("de del la el los las y e of the and for & para".split())
STRING_FEATURES = 8


@lru_cache(maxsize=4096)
def words(name: str) -> tuple[str, ...]:
    """Casefolded, unaccented words without articles and legal forms; all words where nothing else is left.

    >>> words("Grupo Nortada, S.A."), words("La Caixa")
    (('nortada',), ('caixa',))
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    plain = re.sub(r"(?<=\b\w)\.(?=\w\b)|(?<=\b\w)\.", "", plain)
    found = re.findall(r"[a-z0-9&+]+", plain)
    return tuple(w for w in found if w not in _LEGAL) or tuple(found)


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """The first letters of the words that are not small, casefolded.

    >>> initials("Banco Interamericano de Desarrollo")
    'bid'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return "".join(w[0] for w in re.findall(r"[a-z0-9]+", plain) if w not in _SMALL)


def likeness(left: str, right: str) -> tuple[float, ...]:
    """How alike two names are: equal, one within the other, at its start, acronym, shared words, first word, last word.

    Last, whether one run together is the start of the other.

    >>> likeness("Nortada", "Nortada Alimentación")
    (0.0, 1.0, 1.0, 0.0, 0.5, 1.0, 0.0, 1.0)
    >>> likeness("BID", "Banco Interamericano de Desarrollo")[3]
    1.0
    """
    a, b = words(left), words(right)
    if len(a) > len(b):
        a, b, left, right = b, a, right, left
    if not a:
        return (0.0,) * STRING_FEATURES
    shared = len(set(a) & set(b)) / len(set(a) | set(b))
    short = "".join(a)
    return (
        float(a == b),
        float(a != b and set(a) <= set(b)),
        float(a != b and b[: len(a)] == a),
        float(a != b and len(a) == 1 and len(short) > 1 and initials(right).startswith(short)),
        shared,
        float(a[0] == b[0] and a != b),
        float(a[-1] == b[-1] and a != b),
        float(a != b and len(short) > 3 and "".join(b).startswith(short)),
    )


def string_table(names: Sequence[str | None]) -> Floats:
    """The likeness of each pair, (M, M, STRING_FEATURES); zeros where a mention is no name (None)."""
    out = np.zeros((len(names), len(names), STRING_FEATURES), dtype=np.float32)
    for i, left in enumerate(names):
        for j, right in enumerate(names[:i]):
            if left is not None and right is not None:
                out[i, j] = out[j, i] = likeness(left, right)
    return out


def same_person(left: str, right: str) -> bool:
    """Whether one name's words are among the other's and the last of them agree, as a surname does.

    >>> same_person("Arrondo", "Begoña Arrondo"), same_person("Begoña", "Begoña Arrondo"), same_person("€", "Arrondo")
    (True, False, False)
    """
    a, b = words(left), words(right)
    if not (a and b):
        return False
    return (set(a) <= set(b) and a[-1] in b[1:]) or (set(b) <= set(a) and b[-1] in a[1:]) or a == b
