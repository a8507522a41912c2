"""How far two names speak for one thing, by their words alone."""

from enum import StrEnum

from rapidfuzz.distance import OSA

from kg.linking import vocabulary
from kg.linking.names import SHORTENED, Name, initials, is_acronym, is_shortening, skipping_one
from kg.linking.translations import same_trade, translated

# Least letters of a name for one, of a short form for one, of a name for two letters apart.
_MISSPELT, _MISSPELT_PART, _MISSPELT_TWICE = 6, 8, 12
_SPACED = 6
_CUT = 3
"""Least letters that a name's last word is cut to."""


class Likeness(StrEnum):
    """The way in which two names are alike, strongest first."""

    SAME = "the same words"
    STRUCTURE = "the same but for words such as 'group'"
    TRADE = "the same in another language"
    SORT = "one adds only what sort of company it is"
    SHORT = "one is the beginning of the other"
    ACRONYM = "one is the other's acronym"
    PART = "one's words are all in the other"
    OVERLAP = "their own words begin alike"
    TOLD_SHORT = "one is the last word of the other"
    END = "one is the last word of the other, as of many"
    OF_PLACE = "one adds only of which country it is"
    PLACE = "one adds only a country"
    SHORTENED = "one is made of the other's beginnings"
    TRANSLATED = "one may be the other in another language"
    INITIALS = "one is the other's two initials"
    SPELLING = "spelt almost alike"


# What a likeness is worth by itself, from 0 to 1; what the articles say of both adds to it (kg.linking.support).
WEIGHTS = {
    Likeness.SAME: 0.95,
    Likeness.STRUCTURE: 0.8,
    Likeness.TRADE: 0.75,
    Likeness.SORT: 0.6,
    Likeness.SHORT: 0.5,
    Likeness.ACRONYM: 0.5,
    Likeness.PART: 0.45,
    Likeness.OVERLAP: 0.4,
    Likeness.OF_PLACE: 0.5,
    Likeness.PLACE: 0.4,
    Likeness.SHORTENED: 0.45,
    Likeness.TRANSLATED: 0.45,
    Likeness.TOLD_SHORT: 0.4,
    Likeness.END: 0.3,
    Likeness.INITIALS: 0.3,
    Likeness.SPELLING: 0.4,
}


def likeness(a: Name, b: Name) -> Likeness | None:
    """The strongest way in which two companies' names are alike; None where they are not.

    >>> from kg.linking.names import parse
    >>> likeness(parse("Hoteles Maragda"), parse("Maragda Hotels")).name
    'SAME'
    >>> likeness(parse("Naturgy"), parse("Naturgy Group")).name, likeness(parse("Galp"), parse("Galp Energia")).name
    ('STRUCTURE', 'SORT')
    >>> likeness(parse("Banco Santander"), parse("Government of Santander")) is None
    True
    """
    if a.known or b.known:
        return Likeness.SAME if a.known == b.known else None
    if (a.key == b.key and a.country == b.country) or a.squashed == b.squashed:
        return Likeness.SAME
    if a.generic or b.generic:
        return _bodies(a, b) or _short_for_body(a, b) or _short_for_body(b, a)
    if (a.country and b.country and a.country != b.country) or _only_common(a, b) or _a_branch_between(a, b):
        return None
    if same_trade(a, b):
        return Likeness.TRADE
    return _own_words(a, b) or _written_short(a, b) or _written_short(b, a) or _spelling(a, b) or _translated(a, b)


def kindred(a: Name, b: Name) -> bool:
    """Whether two companies share a name of their own, as parent and subsidiary do.

    >>> from kg.linking.names import parse
    >>> kindred(parse("Airbus"), parse("Airbus Helicopters")), kindred(parse("Siemens Gamesa"), parse("Siemens Energy"))
    (True, True)
    >>> kindred(parse("Banco Santander"), parse("Government of Santander"))
    False
    """
    return likeness(a, b) in (Likeness.SORT, Likeness.SHORT, Likeness.PLACE, Likeness.OVERLAP)


def people(a: Name, b: Name) -> Likeness | None:
    """The same for two persons: 'Altman' is a part of 'Sam Altman', 'Matías Larraín' of 'Matías Larraín Goñi'.

    >>> from kg.linking.names import parse_person
    >>> people(parse_person("Altman"), parse_person("Sam Altman")).name
    'PART'
    """
    if a.proper == b.proper:
        return Likeness.SAME
    short, long = sorted((a.proper, b.proper), key=len)
    if len(short) < len(long) and _in_order(short, long):
        return Likeness.STRUCTURE if len(short) > 1 else Likeness.PART
    return Likeness.SPELLING if len(short) > 1 and _spelling(a, b) else None


def _bodies(a: Name, b: Name) -> Likeness | None:
    """Public bodies without a name of their own: what they look after must agree."""
    if not (a.generic and b.generic and a.kind & b.kind):
        return None
    if a.key == b.key:
        return Likeness.SAME
    if not (a.kind < b.kind or b.kind < a.kind) or len(a.kind & b.kind) < 2:
        return None
    return Likeness.STRUCTURE if a.country and a.country == b.country else Likeness.PART


def _only_common(a: Name, b: Name) -> bool:
    """Whether all that two names have in common is said by many, and each has something else: 'Air Luna', 'Air Sol'.

    >>> from kg.linking.names import parse
    >>> _only_common(parse("First Solar"), parse("First Republic")), _only_common(parse("Red"), parse("Red Hat"))
    (True, False)
    """
    one, other = set(a.words), set(b.words)
    if not one & other or not one - other or not other - one:
        return False
    return one & other & set(a.proper) <= vocabulary.common()


def _own_words(a: Name, b: Name) -> Likeness | None:
    if sorted(a.proper) == sorted(b.proper):
        return _same_own_words(a, b)
    if _with_structure(a.squashed, b) or _with_structure(b.squashed, a):
        return Likeness.STRUCTURE
    short, long = sorted((a, b), key=lambda n: (len(n.words), len(n.proper), n.squashed))
    if long.proper[: len(short.proper)] == short.proper or long.words[: len(short.words)] == short.words:
        return Likeness.SHORT if short.kind <= long.kind else Likeness.OVERLAP if not long.kind | long.trades else None
    if _begun(short, long):
        return Likeness.SHORT
    return Likeness.PART if _is_part(short, long) else _last_word(short, long)


def _begun(short: Name, long: Name) -> bool:
    """Whether one is the beginning of the other, however it is written."""
    cut = _cut_short(short.proper, long.proper) or _cut_short(long.proper, short.proper)
    return cut or _camel_part(short, long) or _spaced_apart(short, long)


def _last_word(short: Name, long: Name) -> Likeness | None:
    """'Iberdrola' of 'Hidroeléctrica Iberdrola', and 'Sur' of 'Banco Sur', which might be of any."""
    if len(short.words) > 1 or long.proper[-1:] != short.words:
        return None
    return Likeness.END if vocabulary.common().issuperset(short.words) else Likeness.TOLD_SHORT


def _cut_short(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the last word of one is the beginning of the other's, and the rest the same: 'Luna Bio', 'Luna Biotech'.

    >>> _cut_short(("luna", "bio"), ("luna", "biotech")), _cut_short(("luna", "co"), ("luna", "coal"))
    (True, False)
    """
    same = len(one) == len(other) > 1 and one[:-1] == other[:-1]
    return same and len(one[-1]) >= _CUT and other[-1].startswith(one[-1])


def _a_branch_between(a: Name, b: Name) -> bool:
    """Whether what one has before the sort of company is another's own name: 'Luna Energy', 'Luna Brisa Energy'.

    >>> from kg.linking.names import parse
    >>> _a_branch_between(parse("Luna Energy"), parse("Luna Brisa Energy"))
    True
    >>> _a_branch_between(parse("Hoteles Luna"), parse("Hoteles Luna Brisa"))
    False
    """
    short, long = sorted((a, b), key=lambda n: len(n.proper))
    own, sort = len(short.proper), short.words[len(short.proper) :]
    within = own < len(long.proper) and long.proper[:own] == short.words[:own] == short.proper
    return within and bool(sort) and bool(short.kind) and long.words[-len(sort) :] == sort


def _spaced_apart(short: Name, long: Name) -> bool:
    """'JP Morgan' of 'JPMorgan Chase', whichever way it is spaced."""
    begun = {"".join(long.words[:n]) for n in range(1, len(long.words))}
    return len(short.squashed) >= _SPACED and short.squashed in begun


def _is_part(short: Name, long: Name) -> bool:
    if vocabulary.codes().issuperset(short.proper):
        return False
    said = tuple(w for w in short.words if w in short.proper or w not in vocabulary.function_words())
    return len(short.words) - len(short.structure) > 1 and len(said) < len(long.words) and _in_order(said, long.words)


def _with_structure(short: str, long: Name) -> bool:
    """'Citigroup' is 'Citi' and a word that says nothing."""
    rest = long.squashed.removeprefix(short)
    return len(short) >= 4 and len(long.words) == 1 and rest in ("group", "grupo", "corp", "bank")


def _same_own_words(a: Name, b: Name) -> Likeness | None:
    if a.country and b.country and a.country != b.country:
        return None
    if a.kind == b.kind:
        if a.country == b.country:
            return Likeness.STRUCTURE
        return Likeness.OF_PLACE if _of_its_country(a) or _of_its_country(b) else Likeness.PLACE
    if a.kind <= b.kind or b.kind <= a.kind:
        return Likeness.SORT
    return None


def _of_its_country(name: Name) -> bool:
    """Whether a name of several words ends in 'of' its country, as one in full does; 'Luna Chile' is Luna's there."""
    *_, before, last = ("", "", *vocabulary.words(name.text))
    return len(name.words) > 2 and last in vocabulary.nations() and before in vocabulary.function_words()


def _camel_part(short: Name, long: Name) -> bool:
    """'Criteria' of 'CriteriaCaixa': the next letter in the text is a capital."""
    text, other = short.text.strip(), long.text.strip()
    return len(text) >= 4 and other.startswith(text) and other[len(text) : len(text) + 1].isupper()


def _written_short(short: Name, long: Name) -> Likeness | None:
    if len(short.words) != 1 or len(long.words) < 2:
        return None
    word = short.words[0]
    if word in initials(long.text) or (is_acronym(short.text) and word in skipping_one(initials(long.text))):
        return Likeness.ACRONYM if len(word) > 2 else Likeness.INITIALS if is_acronym(short.text, least=2) else None
    return _shortened(short, long) if len(vocabulary.words(long.text)) > 2 else None


def _short_for_body(short: Name, body: Name) -> Likeness | None:
    """'Conagua' of the 'Comisión Nacional del Agua', of which many countries have one."""
    return _shortened(short, body) if body.generic else None


def _shortened(short: Name, long: Name) -> Likeness | None:
    """'Codelco' of the 'Corporación Nacional del Cobre'."""
    made = len(short.words) == 1 and len(short.words[0]) >= SHORTENED
    return Likeness.SHORTENED if made and is_shortening(short.words[0], vocabulary.words(long.text)) else None


def _translated(a: Name, b: Name) -> Likeness | None:
    return Likeness.TRANSLATED if translated(a, b) else None


def _spelling(a: Name, b: Name) -> Likeness | None:
    """One letter apart, two in long names; a short form is held against the other's first word."""
    if a.kind and b.kind and a.kind != b.kind:
        return None
    short, long = sorted((a, b), key=lambda n: (len(n.proper), n.squashed))
    first = "".join(long.proper[: len(short.proper)])
    least = _MISSPELT if len(short.proper) == len(long.proper) else _MISSPELT_PART
    return Likeness.SPELLING if _near("".join(short.proper), first, least) else None


def _near(one: str, other: str, least: int) -> bool:
    shorter = min(len(one), len(other))
    allowed = (shorter >= least) + (shorter >= _MISSPELT_TWICE)
    return one != other and OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _in_order(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)
