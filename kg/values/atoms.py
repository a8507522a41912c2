"""Numbers with what stands right at them, a sign before, a scale and a unit after: what amounts are made of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from kg.values.numbers import NumberWords, Numeral, number_words, read_numeral
from kg.values.tokens import Token
from kg.values.units import MoneyWords, Unit, money_words

_ONE = Decimal(1)
_PART = re.compile("[1-4]['’][0-9]{2}")  # of a year, after 'Q': "Q1'26"
_FIGURE = re.compile("[0-9½¼¾]")
_WORD = re.compile(r"[^\W\d_½¼¾]+")


@dataclass(frozen=True, slots=True)
class Atom:
    """A number over tokens ``[first, last)`` and its unit, None where none stands at it.

    ``value`` counts units of ``unit`` (cents stay cents); ``scales`` are the words that multiplied it;
    ``prefixed``: the unit stands before it; ``lent``: unit or scale is that of another.
    """

    first: int
    last: int
    value: Decimal
    scales: tuple[Decimal, ...]
    unit: Unit | None
    spelled: bool
    flag: str | None = None
    prefixed: bool = False
    lent: bool = False

    @property
    def multiplier(self) -> Decimal:
        """The product of its scales."""
        product = _ONE
        for scale in self.scales:
            product *= scale
        return product


@dataclass(frozen=True, slots=True)
class Grammar:
    """What reading atoms takes: the words of a language, those a number may begin with, and those money needs.

    ``anchors`` are names and scales, ``shorts`` the letters that count only beside figures, ``percents`` the phrases
    that hold an anchor and are no money.
    """

    language: str
    numbers: NumberWords
    money: MoneyWords
    starts: frozenset[str]
    anchors: frozenset[str]
    shorts: frozenset[str]
    symbols: re.Pattern[str]
    percents: re.Pattern[str]


@cache
def grammar(language: str) -> Grammar:
    """The grammar of a language's amounts."""
    numbers, money = number_words(language), money_words(language)
    alone = {word for word, scale in numbers.scales.items() if scale.alone}
    starts = {*numbers.cardinals, *numbers.articles, *alone, *numbers.before.firsts}
    signs = {token for phrase in money.signs.phrases for token in phrase}
    anchors = {*money.nouns.firsts, *numbers.scales}
    shorts = {t for t in signs if t.isalpha()} | {t for phrase in money.abbreviations.phrases for t in phrase}
    symbols = "".join(t for t in signs if len(t) == 1 and not t.isalnum() and t not in "./")
    percents = (" ".join(words) for words in money.quantities.phrases if not anchors.isdisjoint(words))
    return Grammar(
        language,
        numbers,
        money,
        frozenset(starts),
        frozenset(anchors),
        frozenset(shorts - anchors),
        re.compile(f"[{re.escape(symbols)}]"),
        re.compile("|".join(map(re.escape, percents)) or r"(?!)"),
    )


def may_hold_money(text: str, words: Grammar) -> bool:
    """Whether a text has anything that money cannot do without: a sign, a currency's name, a scale.

    It costs a few microseconds a sentence and spares most sentences the rest.

    >>> may_hold_money("Abrió 3 plantas en 2024", grammar("es")), may_hold_money("Cuesta 3 euros", grammar("es"))
    (False, True)
    """
    if words.symbols.search(text):
        return True
    found = _WORD.findall(text)
    if not words.shorts.isdisjoint(found) and _FIGURE.search(text):
        return True
    if words.anchors.isdisjoint(map(str.lower, found)):
        return False
    lower = text.lower()
    return not words.percents.search(lower) or not words.anchors.isdisjoint(
        _WORD.findall(words.percents.sub(" ", lower))
    )


def read_atoms(tokens: Sequence[Token], words: Grammar, decimal: str | None = None) -> list[Atom]:
    """All numbers of a text with their units, in order, none overlapping another.

    >>> from kg.values.tokens import tokenize
    >>> [(a.value, a.unit and a.unit.currency) for a in read_atoms(tokenize("2 firmas por 2.500 M€"), grammar("es"))]
    [(Decimal('2'), None), (Decimal('2500000000'), 'EUR')]
    """
    atoms: list[Atom] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        begins = token.key in words.starts or token.text in words.money.signs.firsts or token.is_digits
        atom = _read_atom(tokens, at, words, decimal) if begins else None
        if atom is not None:
            atom = _scaled_end(tokens, atoms[-1], atom, words) if atoms else atom
            whole = _with_parts(tokens, atoms[-1], atom, words) if atoms else None
            atoms[len(atoms) - (whole is not None) :] = [whole or atom]
        at = _after(tokens, atom, words) if atom else at + 1
    spoken = {a.unit.name for a in atoms if a.unit and a.unit.needs and _speaks(tokens, a)}
    return [_sure(tokens, atom, spoken) for atom in atoms]


def _sure(tokens: Sequence[Token], atom: Atom, spoken: set[str]) -> Atom:
    """A one-letter sign counts where it, or another like it in the text, clearly stands for money ('N96 billion')."""
    if atom.unit is None or not atom.unit.needs or atom.unit.name in spoken:
        return atom
    number = next((n for n in range(atom.first, atom.last) if tokens[n].is_digits), atom.first)
    return replace(atom, first=number, unit=None)


def _after(tokens: Sequence[Token], atom: Atom, words: Grammar) -> int:
    """Where to read on: what an amount is for ('$78 a pound') is no amount of its own."""
    per = words.money.pers.at(tokens, atom.last) if atom.unit else None
    return per[1] if per else atom.last


def _read_atom(tokens: Sequence[Token], at: int, words: Grammar, decimal: str | None) -> Atom | None:
    token = tokens[at]
    if token.is_digits:
        return _after_number(tokens, at, at, None, words, decimal) if _stands_free(tokens, at) else None
    return _after_sign(tokens, at, words, decimal) or (
        _after_number(tokens, at, at, None, words, decimal) if token.key in words.starts else None
    )


def _after_sign(tokens: Sequence[Token], at: int, words: Grammar, decimal: str | None) -> Atom | None:
    sign = words.money.signs.at(tokens, at)
    if sign is None or not _stands_free(tokens, at):
        return None
    unit, after = _scaled_sign(tokens, *_second_sign(tokens, *sign, words), words)
    if not _near(tokens, after) or not tokens[after].is_digits:
        return None
    part = len(tokens[at].text) == 1 and _PART.fullmatch(tokens[after].text)
    return None if part else _after_number(tokens, at, after, unit, words, decimal)


def _stands_free(tokens: Sequence[Token], at: int) -> bool:
    """A number or a sign of letters is no part of a longer code ('A-N96', '3G', 'B2')."""
    if at == 0 or tokens[at - 1].end < tokens[at].start:
        return True
    before = tokens[at - 1].text
    if tokens[at].is_digits:
        return not before[-1].isalpha()
    if before == "-" and (at == 1 or tokens[at - 2].end < tokens[at - 1].start or tokens[at - 2].text == "|"):
        return True
    return not tokens[at].text[0].isalpha() or not (tokens[at - 1].is_digits or before in "-/.&@#")


def _second_sign(tokens: Sequence[Token], unit: Unit, after: int, words: Grammar) -> tuple[Unit, int]:
    """'COP $ 410.000 millones', 'MXN $3': two signs of one amount."""
    second = words.money.signs.at(tokens, after)
    both = unit.narrowed(second[0]) if second else None
    return (both, second[1]) if second and both else (unit, after)


def _scaled_sign(tokens: Sequence[Token], unit: Unit, after: int, words: Grammar) -> tuple[Unit, int]:
    """'US$ MM 350': a short scale between sign and number."""
    short = words.money.abbreviations.at(tokens, after)
    if short is None or short[0].unit or short[1] >= len(tokens) or not tokens[short[1]].is_digits:
        return unit, after
    return replace(unit, factor=unit.factor * short[0].value), short[1]


def _near(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token follows the one before it with at most one space between."""
    return 0 < at < len(tokens) and tokens[at].start - tokens[at - 1].end <= 1


def _after_number(
    tokens: Sequence[Token], first: int, at: int, unit: Unit | None, words: Grammar, decimal: str | None
) -> Atom | None:
    numeral = read_numeral(tokens, at, words.numbers, decimal)
    if numeral is None:
        return None
    numeral = _hyphened_scale(tokens, numeral, words.numbers)
    atom = Atom(
        first, numeral.last, numeral.value, numeral.scales, unit, numeral.spelled, numeral.flag, unit is not None
    )
    atom = _abbreviated(tokens, atom, words)
    atom = _with_unit_after(tokens, atom, words)
    if numeral.weak and (atom.unit is None or atom.unit.sign or atom.unit.weight):
        return None
    return atom


def _hyphened_scale(tokens: Sequence[Token], numeral: Numeral, words: NumberWords) -> Numeral:
    """'C$26-billion', 'Rs 620-crore'."""
    at = numeral.last
    if at + 1 >= len(tokens) or tokens[at].text != "-" or numeral.scales:
        return numeral
    scale = words.scales.get(tokens[at + 1].key)
    if scale is None or not _touches(tokens, at) or not _touches(tokens, at + 1):
        return numeral
    return replace(numeral, value=numeral.value * scale.value, scales=(scale.value,), last=at + 2, weak=False)


def _touches(tokens: Sequence[Token], at: int) -> bool:
    return 0 < at < len(tokens) and tokens[at].start == tokens[at - 1].end


def _abbreviated(tokens: Sequence[Token], atom: Atom, words: Grammar) -> Atom:
    """'2.500 M€', 'US$ 9 MM', '150 mdp', '€350m': a short scale counts only where a unit is at hand."""
    found = words.money.abbreviations.at(tokens, atom.last)
    if found is None or not _near(tokens, atom.last):
        return atom
    short, after = found
    noun = words.money.nouns.at(tokens, atom.last)
    if noun and noun[1] > after:
        return atom
    unit = short.unit or atom.unit
    if short.unit and atom.unit:
        unit = atom.unit.narrowed(short.unit) or short.unit
    value, scales = atom.value * short.value, (*atom.scales, short.value)
    scaled = replace(atom, last=after, value=value, scales=scales, unit=unit, flag=atom.flag or short.flag)
    if unit is not None:
        return scaled
    if _unit_at(tokens, after, words):
        return scaled
    said = short.loose and _is_said_of_money(tokens, atom.first, words)
    return replace(scaled, lent=True) if said else atom


def _is_said_of_money(tokens: Sequence[Token], first: int, words: Grammar) -> bool:
    """'un ebitda de 45M', 'debt of 45m': what the number counts is money."""
    of = first - 1
    return of > 0 and tokens[of].key in words.money.of and words.money.financial.before(tokens, of) is not None


def _with_parts(tokens: Sequence[Token], before: Atom, atom: Atom, words: Grammar) -> Atom | None:
    """'tres euros con veinte céntimos': a whole and its parts are one amount."""
    if before.unit is None or atom.unit is None or before.scales or before.last + 1 != atom.first:
        return None
    if tokens[before.last].key not in words.money.with_parts or before.value != before.value.to_integral_value():
        return None
    both = before.unit.narrowed(atom.unit) if before.unit.factor == 1 > atom.unit.factor else None
    parts = atom.value * atom.unit.factor
    if both is None or parts >= 1:
        return None
    return replace(before, last=atom.last, value=before.value + parts, unit=replace(both, factor=_ONE))


def _scaled_end(tokens: Sequence[Token], before: Atom, atom: Atom, words: Grammar) -> Atom:
    """'£4.1-4.3bn', 'US$ 8 a 10 M': a short scale at the end of a range, whose sign is at its beginning."""
    if atom.unit or atom.scales or not before.prefixed or before.scales or before.last + 1 != atom.first:
        return atom
    if words.money.ranges.at(tokens, before.last) is None:
        return atom
    scaled = _abbreviated(tokens, replace(atom, unit=before.unit), words)
    return scaled if scaled.scales else atom


def _with_unit_after(tokens: Sequence[Token], atom: Atom, words: Grammar) -> Atom:
    found = _unit_at(tokens, atom.last, words)
    if found is None:
        return atom
    unit, after = found
    if unit.touching and not _is_short_price(tokens, atom):
        return atom
    if atom.unit is not None:
        both = atom.unit.narrowed(unit)
        return replace(atom, last=after, unit=both) if both else atom
    atom = replace(atom, last=after, unit=unit)
    part = words.numbers.after.at(tokens, after)
    if part and atom.spelled and not atom.scales:
        return replace(atom, last=part[1], value=atom.value + part[0])
    return atom


def _is_short_price(tokens: Sequence[Token], atom: Atom) -> bool:
    """'412.5p', '85c': small letters at the number; never '40C' of heat or the '1080p' of a screen, without a comma."""
    if atom.scales or not _touches(tokens, atom.last) or tokens[atom.last].text.isupper():
        return False
    return not (len(tokens[atom.first].text) > 3 and tokens[atom.first].text.isdigit())


def _unit_at(tokens: Sequence[Token], at: int, words: Grammar) -> tuple[Unit, int] | None:
    """A sign, or a noun with what narrows it: 'de pesos mexicanos', 'Canadian dollars', '-pound'."""
    if not _near(tokens, at):
        return None
    noun_at = at + (tokens[at].key in words.money.of or tokens[at].text == "-")
    sign = words.money.signs.at(tokens, noun_at)
    if sign and not sign[0].needs and tokens[noun_at].key not in words.money.nouns.firsts:
        return None if _opens_number(tokens, sign[1]) else sign
    if words.money.no_units.at(tokens, noun_at):
        return None
    before = words.money.countries.at(tokens, noun_at)
    noun = words.money.nouns.at(tokens, before[1]) if before else None
    if noun is None:
        before, noun = None, words.money.nouns.at(tokens, noun_at)
    if noun is None or (noun[0].weight and words.money.quantities.at(tokens, noun[1])):
        return None
    return _narrowed(tokens, *noun, before, words)


def _narrowed(
    tokens: Sequence[Token], unit: Unit, after: int, before: tuple[str, int] | None, words: Grammar
) -> tuple[Unit, int] | None:
    """A noun with the country's adjective that stands before or after it, or with what it is a part of."""
    narrow = before or words.money.countries.at(tokens, after)
    if narrow and narrow[0] in unit.currencies:
        return replace(unit, currency=narrow[0], currencies=frozenset([narrow[0]])), max(after, narrow[1])
    if before:
        return None
    if unit.factor < 1 and after < len(tokens) and tokens[after].key in words.money.of:
        whole = words.money.nouns.at(tokens, after + 1)
        both = unit.narrowed(whole[0]) if whole else None
        if whole and both:
            return both, whole[1]
    return unit, after


def _opens_number(tokens: Sequence[Token], after: int) -> bool:
    """Whether a sign belongs to the number after it ('el miércoles 7 $ 1,2 billones')."""
    return _near(tokens, after) and tokens[after].is_digits


def _speaks(tokens: Sequence[Token], atom: Atom) -> bool:
    """Whether a number after a one-letter sign looks like money: a scale, separators, four digits ('N96 billion')."""
    digits = next((t.text for t in tokens[atom.first : atom.last] if t.is_digits), "")
    return bool(atom.scales) or len(digits) > 3
