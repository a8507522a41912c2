"""Numbers written in digits, in words, or in both ('10 mil 707 millones'), in the separators of the text's country."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.lexicon import rows
from kg.values.tokens import Phrases, Token, tokenize

_MILLION = Decimal(1_000_000)
_LONGEST = 18  # digits; what is longer is no quantity but a code
_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}


@dataclass(frozen=True, slots=True)
class Scale:
    """A word that multiplies what stands before it; ``alone`` where it may stand for one of itself ('millón')."""

    value: Decimal
    alone: bool
    flag: str | None


@dataclass(frozen=True, slots=True)
class NumberWords:
    """A language's words for numbers.

    ``rough`` are those that only come near it ('una veintena de'); ``decimal`` is the separator, which ``varies``
    between the language's countries or not.
    """

    cardinals: Mapping[str, Decimal]
    articles: frozenset[str]
    scales: Mapping[str, Scale]
    joins: Mapping[str, str]
    before: Phrases[Decimal]
    rough: Phrases[str]
    after: Phrases[Decimal]
    decimal: str
    varies: bool


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number over tokens ``[first, last)``.

    ``scales`` are the scale words after its last plain number; ``spelled`` says that it has no digits, ``weak`` that
    it is a number only where a unit or a scale follows ('a', 'medio').
    """

    value: Decimal
    first: int
    last: int
    scales: tuple[Decimal, ...] = ()
    spelled: bool = False
    weak: bool = False
    flag: str | None = None


@cache
def number_words(language: str) -> NumberWords:
    """The number words of a language, from ``numbers.toml``.

    >>> number_words("es").cardinals["quinientos"]
    Decimal('500')
    """
    cardinals: dict[str, Decimal] = {}
    for row in rows(language, "numbers", "cardinal"):
        words = row.pattern.split("|")
        values = row.fields.get("values") or [row.fields["start"] + n * row.fields["step"] for n in range(len(words))]
        cardinals |= {word: Decimal(value) for word, value in zip(words, values, strict=True)}
    scales = {
        word: Scale(
            Decimal(row.fields["value"]), word in row.fields.get("alone", "").split("|"), row.fields.get("flag")
        )
        for row in rows(language, "numbers", "scale")
        for word in row.pattern.split("|")
    }
    articles = (word for row in rows(language, "numbers", "article") for word in row.pattern.split("|"))
    joins = {word: row.name for row in rows(language, "numbers", "join") for word in row.pattern.split("|")}
    (style,) = rows(language, "numbers", "style")
    return NumberWords(
        cardinals,
        frozenset(articles),
        scales,
        joins,
        _fractions(language, "before"),
        Phrases(
            (phrase, row.name)
            for row in rows(language, "numbers", "fraction")
            if row.fields.get("rough")
            for phrase in row.pattern.split("|")
        ),
        _fractions(language, "after"),
        style.fields["decimal"],
        style.fields["varies"],
    )


def _fractions(language: str, place: str) -> Phrases[Decimal]:
    return Phrases(
        (phrase, Decimal(row.fields["value"]))
        for row in rows(language, "numbers", "fraction")
        if row.fields["place"] == place
        for phrase in row.pattern.split("|")
    )


def read_digits(digits: str, decimal: str) -> Decimal | None:
    """The value of a number in digits; ``decimal`` is the separator ('.' or ',') where the digits leave it open.

    Both separators: the last is the decimal one. One, repeated, groups. One, once: decimal unless exactly three digits
    follow it, and then as ``decimal`` says, except that '3,500' with trailing zeros is grouped: nobody writes them.
    None where it is no number ('1.2.3').

    >>> read_digits("1.234,5", "."), read_digits("3,500", ","), read_digits("1,2", "."), read_digits("45'000,000", ".")
    (Decimal('1234.5'), Decimal('3500'), Decimal('1.2'), Decimal('45000000'))
    """
    fraction = _FRACTIONS.get(digits[-1], Decimal(0))
    plain = digits.rstrip("½¼¾").translate(_SPACES)
    if "'" in plain:
        following = next((mark for mark in plain[plain.rfind("'") :] if mark in ".,"), ",")
        plain, decimal = plain.replace("'", following), ""
    if len(plain) > _LONGEST:
        return None
    whole, part = _split(plain, decimal)
    if whole is None:
        return None
    return Decimal(f"{whole or 0}.{part}" if part else whole or "0") + fraction


_SPACES = str.maketrans({" ": None, "\u00a0": None, "\u202f": None, "\u2009": None, "’": "'"})
_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?:,[0-9]{3})+")
# India's way: the last three, then twos ('1,20,000').
_LAKHS = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}")


def _split(digits: str, decimal: str) -> tuple[str | None, str]:
    """Whole part and decimals, without separators; None where the groups are not groups."""
    cut = max(digits.rfind("."), digits.rfind(","))
    if cut < 0:
        return digits, ""
    if not _is_decimal(digits, cut, decimal):
        whole, part = digits, ""
    else:
        whole, part = digits[:cut], digits[cut + 1 :]
    if not whole.isdigit() and not _GROUPED.fullmatch(whole) and not _LAKHS.fullmatch(whole):
        return None, ""
    return whole.replace(".", "").replace(",", ""), part


def _is_decimal(digits: str, cut: int, decimal: str) -> bool:
    mark = digits[cut]
    if digits.count(mark) > 1:
        return False
    if len(digits) - cut - 1 != 3 or ("." in digits and "," in digits) or digits[0] == "0" or cut > 3:
        return True
    return bool(decimal) and mark == decimal and digits[-1] != "0"


def grouped_by(digits: str) -> str | None:
    """The separator of a number whose one separator stands before exactly three digits, as groups do.

    >>> grouped_by("1.200"), grouped_by("1,20"), grouped_by("0,125")
    ('.', None, None)
    """
    return digits[-4] if _GROUPED.fullmatch(digits) and digits[0] != "0" else None


def vote(digits: str) -> str | None:
    """The decimal separator that a number in digits gives away, None where it fits both.

    >>> vote("3,5"), vote("1.200,50"), vote("1.200"), vote("364.115.000")
    (',', ',', None, ',')
    """
    cut = max(digits.rfind("."), digits.rfind(","))
    if cut < 0 or not digits.replace(".", "").replace(",", "").isdigit():
        return None
    mark = digits[cut]
    other = "," if mark == "." else "."
    if digits.count(mark) > 1:
        return other
    if len(digits) - cut - 1 == 3 and other not in digits and digits[0] != "0":
        return None
    return mark


class _Reader:
    """Reads one numeral, token by token."""

    def __init__(self, tokens: Sequence[Token], first: int, words: NumberWords, decimal: str) -> None:
        self.tokens = tokens
        self.words = words
        self.decimal = decimal
        self.first = self.at = first
        self.total = Decimal(0)
        self.current: Decimal | None = None
        self.scales: tuple[Decimal, ...] = ()
        self.ceiling: Decimal | None = None
        self.smaller = Decimal(0)  # the largest scale below a million since the last one above
        self.spelled = True
        self.weak = False
        self.flag: str | None = None

    def read(self) -> Numeral | None:
        self._begin()
        while self.at < len(self.tokens) and self._step():
            pass
        if self.at == self.first:
            return None
        value = self.total + (self.current or 0)
        return Numeral(value, self.first, self.at, self.scales, self.spelled, self.weak, self.flag)

    def _begin(self) -> None:
        """A fraction, an article or a scale word that needs no number before it."""
        if found := self.words.before.at(self.tokens, self.first):
            self.current, self.at = found
            self.weak = True
            return
        token = self.tokens[self.first]
        if token.key in self.words.articles:
            self.current, self.weak, self.at = Decimal(1), True, self.first + 1
        elif (scale := self.words.scales.get(token.key)) and scale.alone:
            self._multiply(scale)
            self.weak = scale.value >= _MILLION

    def _step(self) -> bool:
        token = self.tokens[self.at]
        if token.is_digits:
            return self._add_digits(token)
        if scale := self.words.scales.get(token.key):
            return self._multiply(scale)
        if (word := self.words.cardinals.get(token.key)) is not None:
            return self._add(word)
        return self._add_fraction() or self._join(token)

    def _add_digits(self, token: Token) -> bool:
        if self.weak or (self.at > self.first and not self.scales):
            return False
        value = read_digits(token.text, self.decimal)
        if value is None or not self._room_for(value, digits=True):
            return False
        self.spelled = self.spelled and self.at > self.first
        return self._add(value)

    def _add(self, value: Decimal) -> bool:
        if self.weak or not self._room_for(value, digits=False):
            return False
        self.current = value if self.current is None else self.current + value
        self.scales = ()
        self.at += 1
        return True

    def _room_for(self, value: Decimal, *, digits: bool) -> bool:
        """Whether a number may follow what was read: 'mil' takes 'quinientos', 'treinta' takes 'cinco'."""
        if self.current is None:
            return self.ceiling is None or self._below_ceiling(value, digits=digits)
        step = Decimal(10)
        while step <= value:
            step *= 10
        return value > 0 and self.current >= step and self.current % step == 0

    def _below_ceiling(self, value: Decimal, *, digits: bool) -> bool:
        """After 'millones' only what is less than one and clearly its rest: '300 mil', '250,000', 'doscientos mil'."""
        following = self.tokens[self.at + 1].key if self.at + 1 < len(self.tokens) else ""
        scale = self.words.scales.get(following)
        whole = value * scale.value if scale else value
        return (scale is not None or value >= 100_000 or not digits) and whole < (self.ceiling or 0) and value > 0

    def _multiply(self, scale: Scale) -> bool:
        if self.current is None and (self.at > self.first or not scale.alone):
            return False
        if self.ceiling is not None and scale.value >= self.ceiling:
            return False
        if scale.value <= self.smaller or (self.scales and scale.value <= self.scales[-1]):
            return False
        product = (Decimal(1) if self.current is None else self.current) * scale.value
        if scale.value >= _MILLION:
            self.total, self.current, self.ceiling, self.smaller = self.total + product, None, scale.value, Decimal(0)
        else:
            self.current, self.smaller = product, scale.value
        self.scales = (*self.scales, scale.value)
        self.weak = False
        self.flag = self.flag or scale.flag
        self.at += 1
        return True

    def _add_fraction(self) -> bool:
        """'millón y medio', 'two and a half million'."""
        found = self.words.after.at(self.tokens, self.at)
        if found is None or self.at == self.first:
            return False
        part, after = found
        if not self.scales and not self._halves_scale(after):
            return False
        if self.current is None:
            self.total += part * self.scales[-1]
        else:
            self.current += part * (self.scales[-1] if self.scales else 1)
        self.at = after
        self.weak = False
        return True

    def _halves_scale(self, after: int) -> bool:
        """'dos y medio millones'; never 'entre 300.000 y medio millón'."""
        scaled = after < len(self.tokens) and self.tokens[after].key in self.words.scales
        return scaled and (self.current or 0) < 1000

    def _join(self, token: Token) -> bool:
        """'treinta y cinco', 'thirty-five', 'one hundred and five'."""
        kind = self.words.joins.get(token.key)
        following = self.tokens[self.at + 1].key if self.at + 1 < len(self.tokens) else ""
        value = self.words.cardinals.get(following)
        if kind is None or value is None or self.current is None or not self.spelled:
            return False
        fits = value < 10 <= self.current % 100 if kind == "tens" else self.current % 100 == 0
        if not fits or self.current == 0 or not self._room_for(value, digits=False):
            return False
        self.at += 1
        return self._add(value)


def read_numeral(tokens: Sequence[Token], first: int, words: NumberWords, decimal: str | None = None) -> Numeral | None:
    """The longest number that begins at a token, None where none does.

    ``decimal`` is the text's decimal separator; without it, the language's.

    >>> words = number_words("es")
    >>> read_numeral(tokenize("2 mil 257,5 millones de dólares"), 0, words).value
    Decimal('2257500000.0')
    >>> read_numeral(tokenize("millón y medio"), 0, words).value
    Decimal('1500000.0')
    """
    return _Reader(tokens, first, words, decimal or words.decimal).read()


def parse_number(text: str, language: str) -> Decimal | None:
    """The value of a text that is a number and nothing else, None where it is not.

    >>> parse_number("dos mil quinientos millones", "es"), parse_number("half a billion", "en")
    (Decimal('2500000000'), Decimal('500000000.0'))
    """
    tokens = tokenize(text)
    numeral = read_numeral(tokens, 0, number_words(language)) if tokens else None
    return numeral.value if numeral and not numeral.weak and numeral.last == len(tokens) else None
