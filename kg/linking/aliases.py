"""Names that an article's reading puts together, though neither their words nor the text say that they are one."""

import re
from collections.abc import Iterable, Iterator
from itertools import product

from kg.linking import vocabulary
from kg.linking.likeness import Likeness, likeness
from kg.linking.names import Name, initials
from kg.model import Span
from kg.renames import renamed

_BETWEEN = re.compile(r"\s*(?:[,:/=—–-]\s?|[(\[]\W?)\s*")
_LONGEST = 6  # of what may stand between two names of one thing, in code points


def parts_of(names: Iterable[Name], text: str) -> tuple[tuple[Name, ...], ...]:
    """A company's names, those together that belong together.

    Two do where they are alike, where the text sets them side by side ('Superintendencia de Puertos (SUPU)') or says
    that one came after the other ('Cauce pasa a llamarse Altamar').

    >>> from kg.linking.names import parse
    >>> several = [parse(t) for t in ("Hidro Cauce", "Cauce", "Banco Lucero", "HIC")]
    >>> [[n.text for n in part] for part in parts_of(several, "Hidro Cauce (HIC) paga al Banco Lucero.")]
    [['Banco Lucero'], ['Hidro Cauce', 'Cauce', 'HIC']]
    """
    parts: list[list[Name]] = []
    for name in sorted(names, key=lambda n: (-len(n.words), n.text)):
        mine = next((part for part in parts if any(_belong(name, other, text) for other in part)), None)
        if mine is None:
            parts.append([name])
        else:
            mine.append(name)
    return tuple(map(tuple, parts))


def _belong(name: Name, other: Name, text: str) -> bool:
    like = likeness(name, other)
    if like not in (None, Likeness.OVERLAP) or name.squashed in other.squashed:
        return True
    if name.squashed in initials(other.text):
        return True
    one, two = name.text, other.text
    return side_by_side(one, two, text) or side_by_side(two, one, text) or _renamed(one, two, text)


def side_by_side(one: str, other: str, text: str) -> bool:
    """Whether a text says one name right before the other, with a comma, a dash or a bracket between.

    >>> side_by_side("Puerto Alto", "EPA", "Lo dijo Puerto Alto (EPA)."), side_by_side("Alto", "EPA", "Alto y EPA")
    (True, False)
    """
    ends, starts = ([m.span() for m in re.finditer(re.escape(name), text)] for name in (one, other))
    gaps = (text[a[1] : b[0]] for a, b in product(ends, starts) if 0 < b[0] - a[1] <= _LONGEST)
    return any(_BETWEEN.fullmatch(gap) for gap in gaps)


def _renamed(one: str, other: str, text: str) -> bool:
    """Whether a text says that one name came after the other."""
    found = re.finditer("|".join(map(re.escape, sorted((one, other), key=len, reverse=True))), text)
    places = [(m[0], Span(*m.span())) for m in found]
    return any(places[i][0] != places[j][0] for i, j in renamed(text, [span for _, span in places]))


def without_lists(names: Iterable[Name], told: frozenset[str]) -> Iterator[Name]:
    """The names but for those that are two names of the article joined by 'and', where another is left.

    >>> from kg.linking.names import parse
    >>> [n.text for n in without_lists([parse("Faro y Brisa"), parse("Brisa")], frozenset({"Faro", "Brisa"}))]
    ['Brisa']
    """
    every = tuple(names)
    single = tuple(n for n in every if not _is_list(n.text, told))
    yield from single or every


def _is_list(text: str, told: frozenset[str]) -> bool:
    found = text.split()
    joints = [at for at, word in enumerate(found) if word.casefold() in vocabulary.joints()]
    return any({" ".join(found[:at]), " ".join(found[at + 1 :])} <= told for at in joints)
