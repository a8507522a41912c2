"""Amounts that leave their unit to an amount before them: '20 millones ... y otros 85', '105 millones, de los que 60'.

A bare number is money only where the words say so: a cue right before it, nothing counted after it, and an amount
near it whose scale and currency it can take.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from kg.lexicon import rows
from kg.values.atoms import Atom
from kg.values.forms import phrases
from kg.values.layout import Layout
from kg.values.numbers import number_words
from kg.values.ranges import Group, changes, in_brackets, is_year
from kg.values.tokens import Phrases, Token
from kg.values.units import MoneyWords, money_words

_SENTENCE_ENDS = frozenset(".?!\n")
_CLOSING = frozenset(".,;:)»”\"'—–\n?!")
_REACH = 120  # tokens back
_THINGS = 24  # tokens back
_YEAR = 4  # digits
_MEMORY = 6  # amounts back that a number may take its unit from
_THOUSANDFOLD = 3  # decimal places: a number that much larger than the one before it has no scale to take


@dataclass(frozen=True, slots=True)
class ElisionWords:
    """The words that tell an elided amount in a language."""

    cues: Phrases[str]
    close_cues: Phrases[str]
    links: Phrases[str]
    sharp_links: Phrases[str]
    nouns: Phrases[str]
    money: MoneyWords
    numbers: frozenset[str]
    parts: Phrases[Phrases[str]]
    counted: Phrases[str]
    plural: str
    not_plural: frozenset[str]


@cache
def elision_words(language: str) -> ElisionWords:
    """The elision words of a language, from ``money.toml``."""
    (counted,) = rows(language, "money", "counted")
    links = [(phrase, row) for row, phrase in phrases(language, "elision_link")]
    cues = [(phrase, row) for row, phrase in phrases(language, "elision")]
    return ElisionWords(
        Phrases((phrase, row.name) for phrase, row in cues if not row.fields.get("close")),
        Phrases((phrase, row.name) for phrase, row in cues if row.fields.get("close")),
        Phrases((phrase, row.name) for phrase, row in links if not row.fields.get("sharp")),
        Phrases((phrase, row.name) for phrase, row in links if row.fields.get("sharp")),
        _named(language, "financial"),
        money_words(language),
        frozenset(number_words(language).cardinals),
        _parts(language),
        _named(language, "counted"),
        counted.fields["plural"],
        frozenset(counted.fields["not_plural"].split("|")),
    )


def _parts(language: str) -> Phrases[Phrases[str]]:
    """What may follow a number after each opening; several rows may give followers to one."""
    followers: dict[str, list[tuple[str, str]]] = {}
    for row, opening in phrases(language, "elision_part"):
        followers.setdefault(opening, []).extend((after, row.name) for after in row.fields["followers"].split("|"))
    return Phrases((opening, Phrases(after)) for opening, after in followers.items())


def _named(language: str, section: str) -> Phrases[str]:
    return Phrases((phrase, row.name) for row, phrase in phrases(language, section))


@dataclass(frozen=True, slots=True)
class Elided:
    """A bare number read in the terms of an amount before it: the amount, and the place of its antecedent."""

    group: Group
    antecedent: Group


def read_elided(layout: Layout, group: Group, money: Sequence[Group], words: ElisionWords) -> Elided | None:
    """A bare number as an amount; None where nothing says that it is one.

    Args:
        layout: the text.
        group: the number, without unit or scale.
        money: the amounts before it, in order.
        words: of the language.
    """
    tokens = layout.tokens
    if not money or group.high or not _is_bare(tokens, group, words):
        return None
    gap = layout.gap(money[-1].last, group.first)
    if gap > 1 or group.first - money[-1].last > _REACH or _is_of_things(tokens, money[-1].last, group.first, words):
        return None
    cued = words.cues.before(tokens, group.first) is not None or _is_linked(tokens, group, gap, words)
    if cued or (not gap and _leans(tokens, group, money[-1], words)):
        return _in_terms_of(group, _model(tokens, group.low, money))
    return None


def _leans(tokens: Sequence[Token], group: Group, before: Group, words: ElisionWords) -> bool:
    """Whether a number and the amount before it, in one sentence, stand as parts of one construction do."""
    return (
        _is_listed(tokens, group)
        or _is_part(tokens, group, before, words)
        or _is_parallel(tokens, group, before, words)
        or _is_led_to(tokens, group, before, words)
        or _is_of_whole(tokens, group, before, words)
        or _is_extended(tokens, group, before, words)
    )


def _is_parallel(tokens: Sequence[Token], group: Group, before: Group, words: ElisionWords) -> bool:
    """'75 millones en 2025, 80 en 2026': the same word and a year after both, or before it another such part."""
    if group.last + 1 >= len(tokens) or tokens[group.first - 1].key not in words.money.lists | {",", ";"}:
        return False
    here, there = tokens[group.last : group.last + 2], tokens[before.last : before.last + 2]
    alike = here[0].key == there[0].key and _is_year(there[-1])
    return _is_year(here[1]) and here[0].text.islower() and (alike or before.low.lent)


def _is_year(token: Token) -> bool:
    return len(token.text) == _YEAR and token.text.isdecimal() and is_year(Decimal(token.text))


def _is_led_to(tokens: Sequence[Token], group: Group, before: Group, words: ElisionWords) -> bool:
    """'pasa de 20 millones este año a 35 el próximo': the end of a change."""
    joined = words.money.ranges.at(tokens, group.first - 1)
    opened = before.first > 0 and joined is not None and tokens[before.first - 1].key in joined[0]
    return opened and changes(tokens, before.first, words.money.movements)


def _is_of_whole(tokens: Sequence[Token], group: Group, before: Group, words: ElisionWords) -> bool:
    """'De los 600 millones previstos, 450 saldrán ...'."""
    return tokens[group.first - 1].text == "," and words.money.of_the.before(tokens, before.first) is not None


def _is_extended(tokens: Sequence[Token], group: Group, before: Group, words: ElisionWords) -> bool:
    """'un crédito de 300 millones, ampliable a 400', where no other number is what is extended."""
    cue = words.close_cues.before(tokens, group.first)
    return cue is not None and not any(
        token.is_digits or token.key in words.numbers for token in tokens[before.last : cue[1]]
    )


def _is_of_things(tokens: Sequence[Token], first: int, last: int, words: ElisionWords) -> bool:
    """Whether a count of things stands between ('681 rondas frente a 694'): then the number counts the same things."""
    for at in range(last - 1, max(first, last - _THINGS), -1):
        if tokens[at].text in _SENTENCE_ENDS:
            return False
        if tokens[at].is_digits and at + 1 < last:
            after = tokens[at + 1]
            return after.text[0].isalpha() and after.key.endswith(words.plural) and after.key not in words.not_plural
    return False


def _is_bare(tokens: Sequence[Token], group: Group, words: ElisionWords) -> bool:
    """Whether nothing beside a number says that it is a percentage, a code or a count."""
    atom = group.low
    if atom.unit or (atom.scales and max(atom.scales) >= 1_000_000) or (atom.spelled and atom.value < 4):
        return False
    if not atom.value or (is_year(atom.value) and not _is_sharp(tokens, group)):
        return False
    before = tokens[group.first - 1] if group.first else None
    if before and (before.text in "-–/#+€$" or before.is_digits):
        return False
    return not _is_counted(tokens, group.last, words)


def _is_counted(tokens: Sequence[Token], at: int, words: ElisionWords) -> bool:
    if at >= len(tokens):
        return False
    after = tokens[at]
    if words.counted.at(tokens, at) or after.text in "-–/:%+" or after.is_digits:
        return True
    if after.key.endswith(words.plural) and after.key not in words.not_plural and after.text[0].isalpha():
        return True
    return after.text[0].isupper()


def _is_sharp(tokens: Sequence[Token], group: Group) -> bool:
    """Whether a number shows separators, as amounts do and counts of things seldom."""
    text = tokens[group.first].text
    return "," in text or "." in text


def _is_closed(tokens: Sequence[Token], group: Group) -> bool:
    return group.last >= len(tokens) or tokens[group.last].text in _CLOSING


def _is_linked(tokens: Sequence[Token], group: Group, gap: int, words: ElisionWords) -> bool:
    """'una por 20 millones, la otra por 18.': a weaker cue, at the end of a clause."""
    if not _is_closed(tokens, group) or group.low.spelled:
        return False
    if _is_sharp(tokens, group) and words.sharp_links.before(tokens, group.first):
        return True
    if gap:
        return False
    said = tokens[group.first - 1].key in words.money.of and words.nouns.before(tokens, group.first - 1) is not None
    return said or words.links.before(tokens, group.first) is not None


def _is_listed(tokens: Sequence[Token], group: Group) -> bool:
    """'Banco Grigotá, 90; Mutual Guapay, 50.', 'Ecisa Sur (8,3)': after a name, to the end of its clause."""
    if group.first < 2 or not _is_closed(tokens, group) or not tokens[group.first - 2].text[0].isupper():
        return False
    before, after = tokens[group.first - 1].text, tokens[group.last].text if group.last < len(tokens) else "."
    if before == "(":
        return after == ")" and _is_sharp(tokens, group)
    return before == "," and after in ".;\n"


def _is_part(tokens: Sequence[Token], group: Group, before: Group, words: ElisionWords) -> bool:
    """'900 millones: 350 al cierre'; in brackets only right after the whole ('40 millones (25 en 2025)')."""
    opening = words.parts.before(tokens, group.first)
    if opening is None or (tokens[opening[1]].text == "(" and opening[1] != before.last):
        return False
    return opening[0].at(tokens, group.last) is not None


def _model(tokens: Sequence[Token], atom: Atom, money: Sequence[Group]) -> Group:
    """Of the last amounts the one most like the number in size and decimals; the nearest among equals.

    What the text says once more in brackets ('95 millones de libras (112 millones de euros)') is no model.
    """
    last = money[: -_MEMORY - 1 : -1]
    plain = [group for group in last if not in_brackets(tokens, group.first)] or last
    return min(plain, key=lambda group: (_distance(atom, group.high or group.low), plain.index(group)))


def _distance(atom: Atom, other: Atom) -> int:
    plain = other.value / other.multiplier
    price = atom.value.as_tuple().exponent == -2 and other.multiplier != 1
    return abs(atom.value.adjusted() - plain.adjusted()) // 3 + price if plain else 99


def _in_terms_of(group: Group, antecedent: Group) -> Elided:
    model = antecedent.high or antecedent.low
    plain = model.value / model.multiplier
    atom = group.low
    if atom.value.adjusted() - plain.adjusted() < _THOUSANDFOLD and not atom.scales:
        atom = replace(atom, value=atom.value * model.multiplier, scales=model.scales)
    elif atom.scales and model.scales[: len(atom.scales)] != atom.scales:
        atom = replace(atom, value=atom.value * model.multiplier, scales=(*atom.scales, *model.scales))
    return Elided(replace(group, low=replace(atom, unit=model.unit, lent=True)), antecedent)
