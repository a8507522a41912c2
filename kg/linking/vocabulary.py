"""What single words of a name mean, whatever the language: concepts, countries, legal forms, institutions.

The rows are in ``kg/lang/*/organisations.toml`` and ``kg/lang/shared``. Words are folded (:func:`fold`).
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from kg import lexicon

NAMES = 1 << 16  # as many names as are kept taken apart: memory does not grow with the graph
CLASSES = ("topic", "structure", "head", "body")
_DOTTED = re.compile(r"\b(?:\w\.){2,}(?:\w\b)?|\b\w\.(?= ?&)")
_POSSESSIVE = re.compile(r"['’]s?\b|['’](?=\s|$)")
_DOMAIN = re.compile(r"(?<=\w{3})\.(?:com|net|org|es|mx|ai|io)\b")
_LONGEST = 4
_WORD = re.compile(r"[^\W_]+(?:&[^\W_]+)*|\+")


def fold(text: str) -> str:
    """Small letters without accents.

    >>> fold("Škoda Compañía")
    'skoda compania'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return plain.casefold().replace("ı", "i").replace("ø", "o").replace("ł", "l")


@lru_cache(maxsize=NAMES)
def words(text: str) -> tuple[str, ...]:
    """The folded words of a name; abbreviations, possessives and web endings taken together or away.

    >>> words("Solaria del Ebro, S.L."), words("Amazon.com Inc."), words("Peru's AT&T")
    (('solaria', 'del', 'ebro', 'sl'), ('amazon', 'inc'), ('peru', 'at&t'))
    """
    return words_of(text)


def words_of(text: str) -> tuple[str, ...]:
    """The same of a whole text, which is not kept in memory.

    >>> words_of("Solaria compra a Škoda.")
    ('solaria', 'compra', 'a', 'skoda')
    """
    folded = _DOMAIN.sub("", _POSSESSIVE.sub("", fold(text)))
    return tuple(_WORD.findall(_DOTTED.sub(lambda m: m.group().replace(".", ""), folded)))


@dataclass(frozen=True, slots=True)
class Country:
    """A country's ISO code and the words that give it away."""

    code: str
    names: frozenset[str]
    demonyms: frozenset[str]
    cities: frozenset[str]
    currency: str


@cache
def function_words() -> frozenset[str]:
    """Articles and prepositions of all languages."""
    return frozenset(_meanings("function"))


@cache
def relatives() -> frozenset[str]:
    """Words that begin a clause, so that what follows describes something else, of all languages.

    >>> {"which", "cuya"} <= relatives()
    True
    """
    return frozenset(_meanings("relative"))


@cache
def concepts() -> Mapping[str, tuple[str, str]]:
    """Word to its class and concept; of two classes the later one of topic, structure, head, body.

    >>> concepts()["ministerio"], concepts()["ministry"]
    (('body', 'ministry'), ('body', 'ministry'))
    """
    return {
        _one(word): (section, row.name)
        for section in CLASSES
        for row in _rows(section)
        for word in row.pattern.split("|")
    }


@cache
def trades() -> Mapping[str, str]:
    """Word for what a company makes or does to its name in all languages: one's own still, not what sort it is.

    >>> trades()["vidrios"], trades()["glass"]
    ('glass', 'glass')
    """
    return _meanings("trade")


@cache
def trade_names() -> frozenset[str]:
    """What words of one trade come to, whatever their language: :func:`trades` gives it for each."""
    return frozenset(trades().values())


@cache
def common() -> frozenset[str]:
    """Words that the names of many companies begin with: alone they do not say which one is meant, in any language.

    >>> {"air", "norte"} <= common()
    True
    """
    return frozenset(_meanings("common"))


@cache
def joints() -> frozenset[str]:
    """Words between two names of a list, of all languages.

    >>> sorted(joints() & {"y", "and", "de"})
    ['and', 'y']
    """
    return frozenset(_meanings("joint"))


@cache
def topics() -> Mapping[str, str]:
    """Word to what a ministry or regulator looks after.

    >>> topics()["hacienda"], topics()["health"]
    ('finance', 'health')
    """
    return _meanings("topic")


@cache
def acronyms() -> Mapping[str, tuple[tuple[str, ...], str | None]]:
    """One-word names of ministries: their concepts, and their country where only one has it."""
    rows = lexicon.rows(lexicon.SHARED, "acronyms", "acronym")
    return {row.pattern: (tuple(row.fields["concepts"]), row.fields["country"] or None) for row in rows}


@cache
def institutions() -> Mapping[tuple[str, ...], tuple[str, str | None]]:
    """Whole names, as :func:`content`, of public bodies known by name: which one it is, and its country.

    >>> institutions()[content("BEI")], institutions()[content("European Investment Bank")]
    (('eib', None), ('eib', None))
    """
    return {
        content(form): (row.name, row.fields["country"] or None)
        for row in _rows("institution")
        for form in row.pattern.split("|")
    }


@cache
def countries() -> tuple[Country, ...]:
    """Every country of the language data."""
    return tuple(
        Country(
            row.name,
            _folded(row, "names"),
            _folded(row, "demonyms"),
            _folded(row, "places"),
            row.fields["currency"],
        )
        for row in lexicon.rows(lexicon.SHARED, "countries", "country")
    )


@cache
def codes() -> frozenset[str]:
    """The countries' ISO codes.

    >>> "ES" in codes()
    True
    """
    return frozenset(country.code for country in countries())


@cache
def places() -> Mapping[str, str]:
    """Country names and one-word demonyms to the country's code; names of several words as :func:`content` has them.

    >>> places()["mexican"], places()["peru"], places()["costarica"]
    ('MX', 'PE', 'CR')
    """
    demonyms = {word: c.code for c in countries() for word in c.demonyms if " " not in word}
    return demonyms | {_one(word): c.code for c in countries() for word in c.names}


@cache
def demonyms() -> Mapping[str, str]:
    """One-word names of peoples to the country's code.

    >>> demonyms()["sueca"], demonyms()["swedish"]
    ('SE', 'SE')
    """
    return {word: c.code for c in countries() for word in c.demonyms if " " not in word}


@cache
def nations() -> frozenset[str]:
    """Names of countries, as :func:`content` has them: no demonyms."""
    return frozenset(_one(word) for c in countries() for word in c.names)


@cache
def legal_forms() -> frozenset[tuple[str, ...]]:
    """Legal forms as words, and their order of search is by length."""
    rows = lexicon.rows(lexicon.SHARED, "legal_forms", "legal_form")
    return frozenset(words(form) for row in rows for form in row.fields["forms"])


@cache
def _longest_form() -> int:
    return max(map(len, legal_forms()))


def without_legal_form(name: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name without the legal forms it ends in; a name of nothing else stays.

    >>> without_legal_form(("grupo", "luna", "sa", "de", "cv"))
    ('grupo', 'luna')
    """
    for size in range(_longest_form(), 0, -1):
        if len(name) > size and name[-size:] in legal_forms():
            return without_legal_form(name[:-size])
    return name


def content(text: str) -> tuple[str, ...]:
    """The words of a name without legal forms, articles and prepositions.

    >>> content("the Government of Santander")
    ('government', 'santander')
    """
    bare = without_legal_form(words(text))
    return _phrased(tuple(w for w in bare if w not in function_words()) or bare)


def _phrased(found: tuple[str, ...]) -> tuple[str, ...]:
    """Words with those that mean something together taken as one, and places as the language data call them."""
    made, at = [], 0
    while at < len(found):
        size = next((n for n in range(_LONGEST, 0, -1) if found[at : at + n] in _phrases()), 0)
        made.append(_phrases()[found[at : at + size]] if size else found[at])
        at += size or 1
    return tuple(made)


@cache
def _phrases() -> Mapping[tuple[str, ...], str]:
    """Several words to the one that they are taken for: countries, sorts of bodies; places to their one name."""
    names = (name for country in countries() for name in country.names if " " in name)
    forms = (word for section in CLASSES for row in _rows(section) for word in row.pattern.split("|") if " " in word)
    several = {_bare(form): _one(form) for form in (*names, *forms)}
    return several | {_bare(form): row.name for row in _rows("place") for form in row.pattern.split("|")}


def _bare(form: str) -> tuple[str, ...]:
    return tuple(w for w in form.split() if w not in function_words())


def _one(form: str) -> str:
    return "".join(_bare(form))


def _folded(row: lexicon.Row, key: str) -> frozenset[str]:
    return frozenset(" ".join(words(text)) for text in row.fields.get(key, ()))


def _meanings(section: str) -> dict[str, str]:
    """Each word of a section's rows to the name of its row, of all languages."""
    return {word: row.name for row in _rows(section) for word in row.pattern.split("|")}


def _rows(section: str) -> Iterator[lexicon.Row]:
    for code in lexicon.languages():
        yield from lexicon.rows(code, "organisations", section)
