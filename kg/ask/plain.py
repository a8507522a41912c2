"""A plain question onto the ready question that answers it, by the rows of ``kg/lang/*/questions.toml``."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from kg.ask.header import questions
from kg.errors import QueryError
from kg.lexicon import Row, languages, rows

TOPIC = "questions"
_PART = re.compile(r"\{(\w+)\}")
_GROUP = re.compile(r"\(\?P<(\w+)>")


@dataclass(frozen=True, slots=True)
class Understood:
    """What a plain question asks: a ready question's name, its values as text, and the row and language that fit."""

    question: str
    values: Mapping[str, str]
    row: str
    language: str


def understand(text: str) -> Understood:
    """The ready question for a plain one, or for its own title. Case, accents and question marks do not matter.

    >>> understand("¿Con quién contrata OpenAI?").question
    'contracts'
    >>> understand("which deals end within 6 months").values
    {'months': '6'}

    Raises:
        QueryError: no row fits; the message shows the nearest questions that would.
    """
    asked = _bare(text)
    for language, said in product(languages(), (asked, opened(asked))):
        for row in rows(language, TOPIC, "question"):
            if (values := fit(row, said, language)) is not None:
                return Understood(row.fields["question"], values, row.name, language)
    for question, language in product(questions(), languages()):
        if _folded(_bare(question.titles[language])) == _folded(asked) and not question.needs:
            return Understood(question.name, {}, "title", language)
    raise QueryError(f"no ready question answers {text!r}; try {_nearest(asked)}, or `kg ask list` for all of them")


def opened(asked: str) -> str:
    """The question without the words that only ask to be told.

    >>> opened("Dime los contratos de Acciona"), opened("Who supplies Talgo")
    ('contratos de Acciona', 'Who supplies Talgo')
    """
    for language in languages():
        for row in rows(language, TOPIC, "opening"):
            if match := re.match(row.pattern, _folded(asked)):
                return asked[match.end() :]
    return asked


def fit(row: Row, asked: str, language: str) -> dict[str, str] | None:
    """The values that a row reads from a question, as they are written there; None where it does not fit."""
    match = _pattern(language, row.pattern).fullmatch(_folded(asked))
    if match is None:
        return None
    found = {name.rstrip("0123456789"): asked[slice(*match.span(name))] for name, v in match.groupdict().items() if v}
    for section in ("kind", "status"):
        if section in found:
            found[section] = _named(language, section, found[section])
    if "period" in found:
        found["since"] = found["until"] = found.pop("period")
    return {**row.fields.get("values", {}), **{name: value.strip(" ,.") for name, value in found.items()}}


def _bare(text: str) -> str:
    r"""The question without the marks around it and with single spaces, composed.

    >>> _bare("  ¿Con quién\n contrata OpenAI? ")
    'Con quién contrata OpenAI'
    """
    return " ".join(unicodedata.normalize("NFC", text).split()).strip("¿?¡!. ")


def _folded(text: str) -> str:
    """Without case and accents, a character for a character, so that places stay what they were.

    >>> _folded("Telefónica")
    'telefonica'
    """
    return "".join(_base(char) for char in text)


def _base(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


@cache
def _pattern(language: str, pattern: str) -> re.Pattern[str]:
    numbers = iter(range(10, 100))
    return re.compile(_PART.sub(lambda match: _part(language, match[1], next(numbers)), pattern))


def _part(language: str, section: str, number: int) -> str:
    options = "|".join(f"(?:{row.pattern})" for row in rows(language, TOPIC, section))
    return _GROUP.sub(lambda match: f"(?P<{match[1]}{number}>", f"(?:{options})")


def _named(language: str, section: str, text: str) -> str:
    folded = _folded(text)
    return next(row.name for row in rows(language, TOPIC, section) if re.fullmatch(row.pattern, folded))


def _nearest(asked: str) -> str:
    from rapidfuzz import process

    examples = list(_examples())
    return ", ".join(repr(found) for found, *_ in process.extract(_folded(asked), examples, limit=2))


def _examples() -> Iterator[str]:
    for language in languages():
        for row in rows(language, TOPIC, "question"):
            yield from (example["text"] for example in row.examples)
