"""Numbers in digits and in words, with the separators of every country."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.values.numbers import grouped_by, number_words, parse_number, read_digits, read_numeral, vote
from kg.values.tokens import Phrases, tokenize

SPELLED = {
    "es": [
        ("cero", 0),
        ("uno", 1),
        ("nueve", 9),
        ("quince", 15),
        ("dieciséis", 16),
        ("dieciseis", 16),
        ("veinte", 20),
        ("veintidós", 22),
        ("veintitres", 23),
        ("veintinueve", 29),
        ("treinta", 30),
        ("treinta y uno", 31),
        ("treinta y cinco", 35),
        ("cuarenta y ocho", 48),
        ("noventa y nueve", 99),
        ("cien", 100),
        ("ciento uno", 101),
        ("ciento cincuenta", 150),
        ("ciento noventa y nueve", 199),
        ("doscientos", 200),
        ("doscientas cincuenta", 250),
        ("quinientos", 500),
        ("setecientos ochenta y cuatro", 784),
        ("novecientas", 900),
        ("mil", 1_000),
        ("mil quinientos", 1_500),
        ("mil novecientos noventa y dos", 1_992),
        ("dos mil", 2_000),
        ("dos mil veinticinco", 2_025),
        ("veintiún mil", 21_000),
        ("treinta y cinco mil", 35_000),
        ("cien mil", 100_000),
        ("ciento veinte mil quinientos", 120_500),
        ("quinientos mil", 500_000),
        ("medio millón", 500_000),
        ("un millón", 1_000_000),
        ("millón y medio", 1_500_000),
        ("un millón y medio", 1_500_000),
        ("un millón y pico", 1_000_000),
        ("dos millones", 2_000_000),
        ("dos millones y medio", 2_500_000),
        ("tres millones doscientos mil", 3_200_000),
        ("un cuarto de millón", 250_000),
        ("tres cuartos de millón", 750_000),
        ("veinticinco millones", 25_000_000),
        ("mil millones", 1_000_000_000),
        ("mil doscientos millones", 1_200_000_000),
        ("dos mil quinientos millones", 2_500_000_000),
        ("cien mil millones", 100_000_000_000),
        ("un billón", 10**12),
        ("billón y medio", 15 * 10**11),
        ("dos billones trescientos mil millones", 23 * 10**11),
        ("2 mil 257,5 millones", 2_257_500_000),
        ("10 mil 707 millones", 10_707_000_000),
        ("mil 94 millones", 1_094_000_000),
        ("3 mil millones", 3_000_000_000),
        ("5 millones 300 mil", 5_300_000),
        ("1,2 billones", 12 * 10**11),
        ("38.000 millones", 38_000_000_000),
        ("2.5 billion", 2_500_000_000),
        ("dos millardos", 2_000_000_000),
    ],
    "en": [
        ("zero", 0),
        ("one", 1),
        ("twelve", 12),
        ("twenty", 20),
        ("twenty-one", 21),
        ("thirty-five", 35),
        ("ninety-nine", 99),
        ("one hundred", 100),
        ("one hundred and five", 105),
        ("three hundred and forty-two", 342),
        ("twelve hundred", 1_200),
        ("a thousand", 1_000),
        ("four thousand", 4_000),
        ("forty-five thousand", 45_000),
        ("three hundred thousand", 300_000),
        ("half a million", 500_000),
        ("a quarter of a million", 250_000),
        ("three-quarters of a million", 750_000),
        ("a million", 1_000_000),
        ("one and a half million", 1_500_000),
        ("two and a half million", 2_500_000),
        ("three million two hundred thousand", 3_200_000),
        ("four hundred million", 400_000_000),
        ("three hundred and five million", 305_000_000),
        ("half a billion", 500_000_000),
        ("a billion", 1_000_000_000),
        ("1.5 billion", 1_500_000_000),
        ("two trillion", 2 * 10**12),
        ("1.2 lakh", 120_000),
        ("1,200 crore", 12_000_000_000),
        ("41 lakh crore", 41 * 10**12),
        ("4 crore 20 lakh", 42_000_000),
        ("1,20,000", 120_000),
        ("2,500", 2_500),
        ("2.5", Decimal("2.5")),
    ],
}
NO_NUMBER = {
    "es": ["", "acuerdo", "un", "una", "millones", "y", "de", "medio", "entre cuatro y cinco", "1.2.3.4", "diez diez"],
    "en": ["", "deal", "a", "an", "hundred", "and", "of", "five six", "1.2.3.4", "twenty and thirty"],
}
DIGITS = [
    # digits, decimal separator of the text, value
    ("5", ",", 5),
    ("2025", ",", 2025),
    ("1,5", ",", "1.5"),
    ("1,5", ".", "1.5"),
    ("1.5", ",", "1.5"),
    ("12,75", ".", "12.75"),
    ("1.234", ",", 1234),
    ("1.234", ".", "1.234"),
    ("1,234", ".", 1234),
    ("1,234", ",", "1.234"),
    ("3,500", ",", 3500),
    ("3.500", ".", 3500),
    ("0,125", ".", "0.125"),
    ("0.125", ",", "0.125"),
    ("1.234,5", ",", "1234.5"),
    ("1.234,5", ".", "1234.5"),
    ("1,234.5", ",", "1234.5"),
    ("364.115.000", ",", 364115000),
    ("364.115.000", ".", 364115000),
    ("364,115,000", ",", 364115000),
    ("1.234.567,89", ",", "1234567.89"),
    ("1,20,000", ".", 120000),
    ("2 918 000", ",", 2918000),
    ("310\u00a0000", ",", 310000),
    ("24 180", ".", 24180),
    ("45'000,000", ".", 45000000),
    ("12'750,000", ",", 12750000),
    ("1’250’000", ",", 1250000),
    ("96½", ".", "96.5"),
    ("½", ".", "0.5"),
    ("2¼", ".", "2.25"),
    ("1234,567", ",", "1234.567"),
    ("4,1234", ".", "4.1234"),
]
NO_DIGITS = ["1.2.3", "1,23,4", "12.34.567,8", "1" * 40]


@pytest.mark.parametrize(("language", "text", "value"), [(c, t, v) for c in SPELLED for t, v in SPELLED[c]])
def test_a_number_is_read_whole(language, text, value):
    assert parse_number(text, language) == Decimal(value)


@pytest.mark.parametrize(("language", "text"), [(c, t) for c in NO_NUMBER for t in NO_NUMBER[c]])
def test_what_is_no_number_gives_none(language, text):
    assert parse_number(text, language) is None


@pytest.mark.parametrize(("digits", "decimal", "value"), DIGITS)
def test_separators_follow_the_text(digits, decimal, value):
    assert read_digits(digits, decimal) == Decimal(value)


@pytest.mark.parametrize("digits", NO_DIGITS)
def test_what_is_not_grouped_in_threes_is_no_number(digits):
    assert read_digits(digits, ",") is None


@pytest.mark.parametrize(
    ("digits", "separator"),
    [
        ("3,5", ","),
        ("3.5", "."),
        ("1.200,50", ","),
        ("1,200.50", "."),
        ("364.115.000", ","),
        ("1,200,000", "."),
        ("0,125", ","),
        ("1.200", None),
        ("1,200", None),
        ("1200", None),
    ],
)
def test_a_number_votes_for_its_decimal_separator(digits, separator):
    assert vote(digits) == separator


@pytest.mark.parametrize(("digits", "separator"), [("1.200", "."), ("3,805", ","), ("12.50", None), ("0.125", None)])
def test_groups_of_three_show_their_separator(digits, separator):
    assert grouped_by(digits) == separator


@settings(deadline=None)
@given(st.integers(0, 10**12), st.sampled_from([",", "."]))
def test_grouped_digits_read_back(number, decimal):
    grouped = f"{number:,}".replace(",", "." if decimal == "," else ",")
    assert read_digits(grouped, decimal) == number


@settings(deadline=None)
@given(st.decimals(0, 10**9, places=2), st.sampled_from([",", "."]))
def test_decimals_read_back(number, decimal):
    text = f"{number:,.2f}"
    if decimal == ",":
        text = text.translate(str.maketrans(",.", ".,"))
    assert read_digits(text, decimal) == number


NUMBER_WORDS = st.sampled_from(
    "mil millones millón billones cien ciento quinientos dos treinta y cinco medio un 5 1.200 999999999999999999 3,5 "
    "one hundred and thousand million lakh crore half a twenty - five half trillion odd".split(" ")
)


@settings(deadline=None)
@given(st.lists(NUMBER_WORDS, max_size=60), st.sampled_from(["es", "en"]))
def test_any_row_of_number_words_is_read_without_error(words, language):
    tokens = tokenize(" ".join(words))
    read = [(at, _numeral(tokens, at, language)) for at in range(len(tokens))]
    assert all(numeral is None or numeral.last > at for at, numeral in read)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("piece", ["one hundred and ", "mil quinientos ", "cien mil ", "five hundred thousand "])
def test_numbers_do_not_grow_without_end(piece, language):
    numeral = _numeral(tokenize(piece * 40), 0, language)
    assert numeral is None or numeral.value < 10**9


def _numeral(tokens, at, language):
    return read_numeral(tokens, at, number_words(language))


@settings(deadline=None)
@given(st.text(max_size=80), st.sampled_from(["es", "en"]))
def test_any_text_is_read_without_error(text, language):
    words = number_words(language)
    tokens = tokenize(text)
    for at in range(len(tokens)):
        numeral = read_numeral(tokens, at, words)
        assert numeral is None or at < numeral.last <= len(tokens)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_tokens_lie_in_their_text_in_order(text):
    tokens = tokenize(text)
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))


def test_the_longest_phrase_wins_from_either_end():
    phrases = Phrases([("más de", "more"), ("no más de", "at most"), ("de", "of")])
    tokens = tokenize("por no más de 40")
    assert phrases.at(tokens, 1) == ("at most", 4)
    assert phrases.before(tokens, 4) == ("at most", 1)
    assert phrases.at(tokens, 9) is None
    assert phrases.before(tokens, 0) is None
