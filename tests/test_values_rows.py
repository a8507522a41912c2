"""Every row of the languages' numbers, money and dates, and of the shared currencies, does what its examples say.

Sections and rows are found, not listed: a section without a check here fails by its name. Where a row is a list of
phrases its examples are also read with each of them in turn, and with a word of no meaning instead, which has to change
what is read: a row that changes nothing is dead.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest

from kg.kinds import Per, Qualifier
from kg.lexicon import SHARED, Row, languages, rows, table
from kg.values import MoneyMention, find_dates, find_money
from kg.values.atoms import grammar, may_hold_money, read_atoms
from kg.values.countries import countries, countries_in
from kg.values.dates_words import words as date_words
from kg.values.forms import phrases
from kg.values.numbers import number_words, parse_number, read_digits, read_numeral
from kg.values.tokens import tokenize

PUBLISHED = date(2025, 5, 20)  # a Tuesday; every example of a date is told on it
NONSENSE = "xx"
TOPICS = ("numbers", "money", "dates")

Check = Callable[[str, Row], None]


def sections() -> Iterator[tuple[str, str, str]]:
    """Language, topic and name of every section."""
    for language in languages():
        yield from ((language, topic, section) for topic in TOPICS for section in table(language, topic))
    yield from ((SHARED, "currencies", section) for section in table(SHARED, "currencies"))


ROWS = [
    pytest.param(language, topic, section, row, id=f"{language} {topic} {section}: {row.name}")
    for language, topic, section in sections()
    for row in rows(language, topic, section)
]


def fields(text: str, language: str) -> list[tuple[object, ...]]:
    """What is read in a text, wherever it stands."""
    return [(m.low, m.high, m.currency, m.qualifier, m.per, m.decided_by, m.flag) for m in find_money(text, language)]


def one(text: str, language: str) -> MoneyMention:
    (mention,) = find_money(text, language)
    return mention


def listed(language: str, section: str, row: Row) -> list[str]:
    """The phrases of a row, the forms of its verbs among them."""
    return [phrase for found, phrase in phrases(language, section) if found == row and phrase]


def place_of(phrase: str, text: str) -> re.Match[str] | None:
    """Where a phrase stands in a text, the last time."""
    before = r"(?<![^\W\d])" if phrase[0].isalnum() else ""
    after = r"(?!\w)" if phrase[-1].isalnum() else ""
    found = list(re.finditer(f"{before}{re.escape(phrase)}{after}", text, re.IGNORECASE))
    return found[-1] if found else None


def instead(text: str, own: list[str], other: str) -> str:
    """A text with another phrase in the place of the last of a row's own that stands in it, the longest of several."""
    places = [found for phrase in own if (found := place_of(phrase, text))]
    assert places, f"{text!r} has none of its row's phrases"
    place = max(places, key=lambda found: (found.end(), len(found[0])))
    before, after = text[: place.start()], text[place.end() :]
    return f"{before}{' ' * (before[-1:].isalpha() and other[0].isalpha())}{other}{after}"


def matters(language: str, section: str, row: Row) -> None:
    """Each example is read otherwise without the row's phrase."""
    own = listed(language, section, row)
    for example in row.examples:
        assert fields(example, language) != fields(instead(example, own, f" {NONSENSE} "), language), example


def with_each(language: str, section: str, row: Row) -> Iterator[str]:
    """The examples, and each once more with every phrase of the row."""
    own = listed(language, section, row)
    for example in row.examples:
        yield from (example, *(instead(example, own, phrase) for phrase in own))


# --- numbers


def check_style(_: str, row: Row) -> None:
    for example in row.examples:
        plain = example.replace(row.fields["group"], "").replace(row.fields["decimal"], ".")
        assert read_digits(example, row.fields["decimal"]) == Decimal(plain)


def check_cardinal(language: str, row: Row) -> None:
    forms = row.pattern.split("|")
    values = row.fields.get("values") or [row.fields["start"] + n * row.fields["step"] for n in range(len(forms))]
    told = dict(zip(forms, values, strict=True))
    assert all(parse_number(form, language) == value for form, value in told.items())
    assert set(row.examples) <= set(told)


def check_number(language: str, row: Row) -> None:
    assert all(parse_number(example, language) is not None for example in row.examples)
    assert all(parse_number(never, language) is None for never in row.never)


def check_scale(language: str, row: Row) -> None:
    for form in row.pattern.split("|"):
        numeral = read_numeral(tokenize(f"2 {form}"), 0, number_words(language))
        assert numeral is not None
        assert (numeral.scales, numeral.flag) == ((Decimal(row.fields["value"]),), row.fields.get("flag"))
    check_number(language, row)


def check_fraction(language: str, row: Row) -> None:
    for example in row.examples:
        for form in row.pattern.split("|"):
            numeral = read_numeral(tokenize(instead(example, row.pattern.split("|"), form)), 0, number_words(language))
            assert numeral is not None
            plain = numeral.value / numeral.scales[-1]
            assert (plain if row.fields["place"] == "before" else plain % 1) == Decimal(row.fields["value"]), form
    check_number(language, row)


# --- money


def check_unit(language: str, row: Row) -> None:
    for example in row.examples:
        mention = one(example, language)
        assert mention.currency in (None, *row.fields.get("currencies", ()), row.fields.get("currency"))
    assert all(not find_money(never, language) for never in row.never)
    matters(language, "unit", row)


def check_no_unit(language: str, row: Row) -> None:
    assert not any(find_money(text, language) for text in with_each(language, "no_unit", row))
    assert all(find_money(f"4 {phrase.split()[0]}", language) for phrase in listed(language, "no_unit", row))


def check_abbreviation(language: str, row: Row) -> None:
    for example in row.examples:
        atoms = read_atoms(tokenize(example), grammar(language))
        assert any(Decimal(row.fields["value"]) in atom.scales for atom in atoms)
        assert find_money(example, language)
    assert all(not find_money(never, language) for never in row.never)
    if "unit" not in row.fields:
        matters(language, "abbreviation", row)


def check_vast(language: str, row: Row) -> None:
    assert all(one(text, language).flag is None for text in with_each(language, "vast", row))
    assert all(one(never, language).flag == row.fields["flag"] for never in row.never)


def check_rate(language: str, row: Row) -> None:
    assert not any(find_money(text, language) for text in with_each(language, "rate", row))
    assert all(find_money(never, language) for never in row.never)
    matters(language, "rate", row)


def check_bare(language: str, row: Row) -> None:
    texts = with_each(language, "bare", row) if row.pattern else row.examples
    assert all(find_money(text, language)[-1].decided_by in ("antecedent", "custom") for text in texts)
    assert all(not find_money(never, language) for never in row.never)


def check_custom(language: str, row: Row) -> None:
    for example in row.examples:
        mention = one(example, language)
        assert (mention.currency or "", mention.decided_by) == (
            row.fields["currency"],
            "custom" if row.fields["currency"] else None,
        )


def check_qualifier(language: str, row: Row) -> None:
    means = Qualifier(row.fields.get("qualifier", row.name))
    change = rows(language, "money", "movement")[0].pattern.split("|")[0]
    for phrase in listed(language, "qualifier", row):
        assert one(f"{phrase} 40 euros", language).qualifier is means, phrase
        if row.fields.get("level"):
            assert one(f"{change} {phrase} 40 euros", language).qualifier is Qualifier.EXACT, phrase
    assert all(means in [m.qualifier for m in find_money(text, language)] for text in row.examples)
    assert all(means not in [m.qualifier for m in find_money(never, language)] for never in row.never)


def check_qualifier_after(language: str, row: Row) -> None:
    for phrase in listed(language, "qualifier_after", row):
        text = f"40 euros{phrase}" if phrase[0] in "-+" else f"40 euros {phrase}"
        assert one(text, language).qualifier is Qualifier(row.name), phrase
    for example in row.examples:
        assert find_money(example, language)[0].qualifier is Qualifier(row.name)


def check_per(language: str, row: Row) -> None:
    means = None if row.fields.get("total") else Per(row.fields.get("per", row.name))
    for phrase in listed(language, "per", row):
        assert one(f"40 euros{'' if phrase[0] in '-/' else ' '}{phrase}", language).per is means, phrase
    assert all(one(example, language).per is means for example in row.examples)


def check_per_before(language: str, row: Row) -> None:
    for text in with_each(language, "per_before", row):
        assert one(text, language).per is Per(row.name), text


def check_purpose(means: Per) -> Check:
    def check(language: str, row: Row) -> None:
        assert all([m.per for m in find_money(text, language)] == [means] for text in row.examples)
        assert all(means not in [m.per for m in find_money(text, language)] for text in row.never)

    return check


def check_share(language: str, row: Row) -> None:
    check_purpose(Per.SHARE)(language, row)
    for phrase in listed(language, "share", row):
        assert one(f"{phrase}: 40 euros", language).per is Per.SHARE, phrase


def check_range(language: str, row: Row) -> None:
    for before in row.fields["before"].split("|"):
        for phrase in row.pattern.split("|"):
            mention = one(f"{before} 4 {phrase} 5 €".strip(), language)
            assert (mention.low, mention.high, mention.qualifier) == (4, 5, Qualifier.RANGE), (before, phrase)
    for example in row.examples:
        assert one(example, language).qualifier is Qualifier.RANGE


def check_quantity(language: str, row: Row) -> None:
    """No money; and without the row there would be, or less of it, or the text would not be skipped at first sight."""
    assert not any(find_money(text, language) for text in with_each(language, "quantity", row))
    own, read = listed(language, "quantity", row), grammar(language)
    told = [*row.examples, *rows(language, "money", "financial")[0].examples]
    spared = any(
        not may_hold_money(text, read) and not read.anchors.isdisjoint(t.key for t in tokenize(text)) for text in told
    )
    held = [text for text in told if any(place_of(phrase, text) for phrase in own)]
    assert spared or any(fields(text, language) != fields(instead(text, own, NONSENSE), language) for text in held)


def check_financial(language: str, row: Row) -> None:
    count = {len(find_money(text, language)) for text in with_each(language, "financial", row)}
    assert count == {len(find_money(row.examples[0], language))} != {0}
    matters(language, "financial", row)


def check_two(section: str) -> Check:
    """Examples hold two amounts with each of the row's phrases, what is never read so holds one."""

    def check(language: str, row: Row) -> None:
        for text in with_each(language, section, row):
            assert len(find_money(text, language)) == 2, text
        assert all(len(find_money(never, language)) == 1 for never in row.never)
        matters(language, section, row)

    return check


def check_negation(language: str, row: Row) -> None:
    assert not any(find_money(text, language) for text in with_each(language, "negation", row))
    assert all(find_money(never, language) for never in row.never)
    matters(language, "negation", row)


def check_elision_part(language: str, row: Row) -> None:
    """The number is an amount with each of the openings and each of the followers, and without any it is none."""
    followers = row.fields["followers"].split("|")
    said = "|".join(map(re.escape, sorted(followers, key=len, reverse=True)))
    for text in with_each(language, "elision_part", row):
        places = list(re.finditer(rf"(?<=[0-9n] )(?:{said})(?!\w)", text))
        before, after = text[: places[-1].start()], text[places[-1].end() :]
        count = len(find_money(f"{before}{NONSENSE}{after}", language))
        for follower in followers:
            assert len(find_money(f"{before}{follower}{after}", language)) == count + 1, (text, follower)


def check_counted(language: str, row: Row) -> None:
    """What is counted takes the place of the number and all behind it in an elided amount."""
    elided = rows(language, "money", "elision")[0].examples[0]
    begin = list(re.finditer("[0-9]+", elided))[1].start()
    assert len(find_money(f"{elided[:begin]}9", language)) == 2
    for counted in (*row.examples, *(f"9 {phrase}" for phrase in listed(language, "counted", row))):
        assert len(find_money(f"{elided[:begin]}{counted}", language)) == 1, counted


def check_ending(language: str, row: Row) -> None:
    forms = {
        phrase
        for section, found in table(language, "money").items()
        if any(f"/{row.name}" in verb.partition(" ")[0] for other in found for verb in other.fields.get("verbs", ()))
        for _, phrase in phrases(language, section)
    }
    assert set(row.examples) <= forms


def check_connective(language: str, row: Row) -> None:
    matters(language, "connective", row)
    assert all(len(find_money(never, language)) == 2 for never in row.never)


# --- dates


def check_date_word(section: str) -> Check:
    def check(language: str, row: Row) -> None:
        known = date_words(language).values[section]
        forms = row.pattern.split("|")
        assert set(row.examples) <= set(forms)
        assert len({known[form.lower()] for form in forms}) == 1

    return check


def check_cue(_: str, row: Row) -> None:
    cue = re.compile(rf"(?<!\w)(?:{row.pattern})$", re.IGNORECASE)
    assert all(cue.search(example) for example in row.examples)
    assert not any(cue.search(never) for never in row.never)


def check_bound(language: str, row: Row) -> None:
    for example in row.examples:
        assert [(m.value, m.bound) for m in find_dates(f"{example} 2029", language)] == [("2029", row.name)]


def check_no_year(language: str, row: Row) -> None:
    assert not any(find_dates(example, language) for example in row.examples)
    assert all(find_dates(never, language) for never in row.never)


def check_feast(language: str, row: Row) -> None:
    for example in row.examples:
        for phrase in row.pattern.split("|"):
            assert len(find_dates(instead(example, row.pattern.split("|"), phrase), language)) == 1, phrase


def check_expression(language: str, row: Row) -> None:
    for example in row.examples:
        found = find_dates(example["text"], language, published=PUBLISHED)
        values = [m.value for m in found if m.rule == row.name]
        assert not found if example.get("none") else values == [example.get("value")], example
    for text in row.never:
        assert row.name not in {m.rule for m in find_dates(text, language, published=PUBLISHED)}, text


# --- currencies


def check_currency(_: str, row: Row) -> None:
    for language in languages():
        for sign in (*row.fields["signs"], *row.fields["codes"]):
            assert one(f"por {sign} 40", language).currency == row.name, sign
        assert all(one(example, language).currency == row.name for example in row.examples)


def check_shared_sign(_: str, row: Row) -> None:
    assert all(one(example, "es").currency in (None, *row.fields["currencies"]) for example in row.examples)


def check_multiple_sign(_: str, row: Row) -> None:
    for phrase in row.pattern.split("|"):
        assert one(f"por {phrase} 40", "es").low == 40 * Decimal(row.fields["value"]), phrase


WORDS = ("month", "abbreviation", "weekday", "season", "ordinal", "part", "unit", "number")
CHECKS: dict[tuple[str, str], Check] = {
    ("numbers", "style"): check_style,
    ("numbers", "cardinal"): check_cardinal,
    ("numbers", "article"): check_number,
    ("numbers", "scale"): check_scale,
    ("numbers", "join"): check_number,
    ("numbers", "fraction"): check_fraction,
    ("money", "unit"): check_unit,
    ("money", "no_unit"): check_no_unit,
    ("money", "abbreviation"): check_abbreviation,
    ("money", "vast"): check_vast,
    ("money", "rate"): check_rate,
    ("money", "bare"): check_bare,
    ("money", "custom"): check_custom,
    ("money", "qualifier"): check_qualifier,
    ("money", "qualifier_after"): check_qualifier_after,
    ("money", "per"): check_per,
    ("money", "per_before"): check_per_before,
    ("money", "share"): check_share,
    ("money", "per_noun"): check_purpose(Per.UNIT),
    ("money", "price"): check_purpose(Per.UNIT),
    ("money", "range"): check_range,
    ("money", "quantity"): check_quantity,
    ("money", "financial"): check_financial,
    ("money", "movement"): check_two("movement"),
    ("money", "negation"): check_negation,
    ("money", "elision"): check_two("elision"),
    ("money", "elision_link"): check_two("elision_link"),
    ("money", "elision_part"): check_elision_part,
    ("money", "counted"): check_counted,
    ("money", "ending"): check_ending,
    ("money", "connective"): check_connective,
    **{("dates", section): check_date_word(section) for section in WORDS},
    ("dates", "tense"): check_cue,
    ("dates", "leaning"): check_cue,
    ("dates", "bound"): check_bound,
    ("dates", "counted"): check_no_year,
    ("dates", "labelled"): check_no_year,
    ("dates", "feast"): check_feast,
    ("dates", "expression"): check_expression,
    ("currencies", "currency"): check_currency,
    ("currencies", "shared_sign"): check_shared_sign,
    ("currencies", "multiple_sign"): check_multiple_sign,
}


@pytest.mark.parametrize(("language", "topic", "section", "row"), ROWS)
def test_a_row_does_what_its_examples_say(language: str, topic: str, section: str, row: Row):
    CHECKS[topic, section](language, row)


def test_every_section_has_a_check_and_every_check_a_section():
    assert {(topic, section) for _, topic, section in sections()} == set(CHECKS)


@pytest.mark.parametrize("topic", TOPICS)
def test_languages_have_the_same_sections(topic: str):
    assert len({tuple(sorted(table(language, topic))) for language in languages()}) == 1


@pytest.mark.parametrize("row", [pytest.param(r, id=r.name) for r in rows(SHARED, "countries", "country")])
def test_every_country_is_found_by_its_names(row: Row):
    assert countries()[row.name].currency == row.fields["currency"]
    for name in (*row.examples, *row.fields["names"], *row.fields["places"]):
        assert row.name in countries_in(tokenize(f"está en {name}.")), name
