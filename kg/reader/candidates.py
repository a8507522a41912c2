"""Candidates for names: sequences of capitalised words, joined by the connectors of ``names.toml``."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg import lexicon
from kg.model import Span
from kg.reader.words import Word, common, is_heading, words

_CONNECTOR = re.compile(r"(?:[a-záéíóúñü]+\s){1,3}(?=[\"«]?[A-ZÁÉÍÓÚÑ0-9&])")
_ANY = ".*"
_NUMBER = re.compile(r"\d{1,2}")
_NUMBERED = re.compile(r"\s[A-ZÁÉÍÓÚÑ]|[,;:)]\s|\s(?:en|de|in|of|y|and|and the)\s[A-ZÁÉÍÓÚÑ]")
_FIRST = re.compile(r"[^\W_]+\.?")
_OPENS = re.compile(r"(?:\A|[.:!?…»”\"|>/\])]\s*[—–\-]?)\s*[«“\"'¿¡(\[—–#*-]*\s*\Z|[«“\"¿¡—|>•·]\s*\Z")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that may be a name: its surface, the language of its sentence, whether one word that opens it."""

    span: Span
    surface: str
    language: str
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in its own language."""

    span: Span
    language: str


def find_candidates(text: str, sentences: Sequence[Sentence]) -> tuple[Candidate, ...]:
    """Every stretch that is written like a name, in the order of the text.

    Words that open a sentence count only where they are no common words, or are written so inside a sentence too.
    In headings only what the rest of the text writes as a name is found, whatever its case.
    """
    plain = [s for s in sentences if not is_heading(text, s.span)]
    inner = _inner_words(text, plain)
    found = [c for s in plain for c in _of_sentence(text, s, inner)]
    surfaces = _by_first_word({c.surface for c in found})
    for sentence in sentences:
        if sentence not in plain:
            found += _of_heading(text, sentence, surfaces)
    return tuple(sorted(found, key=lambda c: c.span))


def _inner_words(text: str, sentences: Sequence[Sentence]) -> Counter[str]:
    """How often each capitalised word stands where only a name has a capital."""
    return Counter(
        w.text for s in sentences for w in words(text, s.span) if w.capital and not _opens(text, s.span.start, w.start)
    )


def _opens(text: str, start: int, at: int) -> bool:
    """Whether a word here has its capital from opening a sentence, a quotation or a list."""
    return _OPENS.search(text[start:at][-12:] if at - start > 12 else text[start:at]) is not None


def _of_sentence(text: str, sentence: Sentence, inner: Counter[str]) -> list[Candidate]:
    found, sequence = list[Candidate](), list[Word]()
    for word in [*words(text, sentence.span), None]:
        if word is not None and found and word.start < found[-1].span.end:
            continue
        if word is not None and sequence and _joins(text, sequence, word, sentence.language):
            sequence.append(word)
            continue
        kept = _trim(text, sentence, sequence, inner)
        if kept:
            span = _whole(text, kept, sentence.language)
            opens = len(kept) == 1 and _opens(text, sentence.span.start, span.start)
            found.append(Candidate(span, span.of(text), sentence.language, opens))
        sequence = [word] if word is not None and word.capital else []
    return found


def _whole(text: str, kept: list[Word], language: str) -> Span:
    """From the first to the last word, with the legal form behind it and its stop."""
    end = kept[-1].end
    form = _form_after(language).match(text, end)
    if form is not None:
        end = form.end()
    elif text[end : end + 1] == "." and len(kept) > 1 and _legal(language).fullmatch(kept[-1].text + "."):
        end += 1
    return Span(kept[0].start, end)


def _joins(text: str, sequence: list[Word], word: Word, language: str) -> bool:
    """Whether ``word`` goes on with the name: the next capital, a connector between two, a legal form after a comma."""
    gap = text[sequence[-1].end : word.start]
    if gap == ", " and _legal(language).fullmatch(word.text):
        return True
    if gap not in {" ", "\xa0", " & ", " + "}:
        return False
    if word.capital or _numbers(text, word):
        return True
    names = _after_openers(sequence, language)
    if not names:
        return False
    link = _CONNECTOR.match(text, names[-1].end + 1)
    if link is None or word.end > link.end() or ignored(language).fullmatch(" ".join(w.text for w in names)):
        return False
    follows = _FIRST.match(text, link.end())
    right = follows[0] if follows else ""
    inner = [w.text for w in names]
    return any(c.pattern.fullmatch(link[0].strip()) and c.fits(inner, right) for c in _connectors(language))


def _numbers(text: str, word: Word) -> bool:
    """Whether a number belongs to the name before it: 'Grupo 3 Ríos', 'Ingenia 44,'."""
    return _NUMBER.fullmatch(word.text) is not None and _NUMBERED.match(text, word.end) is not None


def _after_openers(sequence: Sequence[Word], language: str) -> list[Word]:
    names = [w for w in sequence if w.capital]
    while names and names[0].text.casefold() in _openers(language):
        names.pop(0)
    return names


def _trim(text: str, sentence: Sentence, sequence: list[Word], inner: Counter[str]) -> list[Word]:
    """The sequence without connectors at its end and without common words that only open the sentence."""
    kept = list(sequence)
    while kept and not (kept[-1].capital or _NUMBER.fullmatch(kept[-1].text)):
        kept.pop()
    if kept and _opens(text, sentence.span.start, kept[0].start) and _is_opener(kept, sentence, inner):
        kept.pop(0)
    while kept and (not kept[0].capital or (len(kept) > 1 and _calendar(sentence.language).fullmatch(kept[0].text))):
        kept.pop(0)
    return kept


def _is_opener(kept: list[Word], sentence: Sentence, inner: Counter[str]) -> bool:
    first = kept[0].text
    if first.casefold() in _openers(sentence.language):
        return True
    if first.casefold() not in common(sentence.language) or (first.isupper() and len(first) > 1):
        return False
    if len(kept) == 1:
        return not inner[first]
    return _leads(sentence.language).fullmatch(first) is not None and not inner[first]


def _of_heading(text: str, sentence: Sentence, surfaces: dict[str, list[str]]) -> list[Candidate]:
    """Known names in a heading, longest first at each word, whatever their case."""
    found, done = [], 0
    for word in words(text, sentence.span):
        if word.start < done:
            continue
        for surface in surfaces.get(word.text.casefold(), ()):
            end = word.start + len(surface)
            if text[word.start : end].casefold() == surface.casefold() and not text[end : end + 1].isalnum():
                found.append(Candidate(Span(word.start, end), text[word.start : end], sentence.language))
                done = end
                break
    return found


def _by_first_word(surfaces: set[str]) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for surface in sorted(surfaces, key=lambda s: (-len(s), s)):
        first = next(words(surface, Span(0, len(surface))), None)
        if first is not None:
            table.setdefault(first.text.casefold(), []).append(surface)
    return table


@dataclass(frozen=True, slots=True)
class Connector:
    """Lower-case words within names: any name, or only between ``left`` and ``right`` of one like ``head``."""

    pattern: re.Pattern[str]
    left: re.Pattern[str]
    right: re.Pattern[str]
    head: re.Pattern[str] | None

    def fits(self, names: Sequence[str], follows: str) -> bool:
        """Whether a name that runs so far may go on with it and with the word that follows."""
        if not self.left.fullmatch(names[-1]) or not any(map(self.right.fullmatch, (follows, follows.rstrip(".")))):
            return False
        bare = len(names) == 1 and self.left.pattern != _ANY
        return self.head is None or bare or self.head.fullmatch(names[0]) is not None


@cache
def _connectors(language: str) -> tuple[Connector, ...]:
    rows = [(r.pattern, r.fields) for r in lexicon.rows(language, "names", "connector")]
    return tuple(
        Connector(
            re.compile(pattern),
            re.compile(fields.get("left", _ANY)),
            re.compile(fields.get("right", _ANY)),
            re.compile(fields["head"]) if "head" in fields else None,
        )
        for pattern, fields in rows
    )


def goes_on(name: str, gap: str, follows: str) -> bool:
    """Whether a name that runs so far goes on after the gap, by what may follow there in a name alone.

    >>> goes_on("Rivas", " e ", "Hijos"), goes_on("Rivas", " y ", "Prada")
    (True, False)
    """
    inner, right = name.split(), follows.split(maxsplit=1)[0]
    every = (c for code in lexicon.languages() for c in _connectors(code) if c.right.pattern != _ANY)
    return any(c.pattern.fullmatch(gap.strip()) and c.fits(inner, right) for c in every)


@cache
def ignored(language: str) -> re.Pattern[str]:
    """Capitalised words that name nothing we keep."""
    return re.compile("|".join(f"(?:{row.pattern})" for row in lexicon.rows(language, "names", "ignore")))


@cache
def _calendar(language: str) -> re.Pattern[str]:
    return re.compile(next(r.pattern for r in lexicon.rows(language, "names", "ignore") if r.name == "calendar"))


@cache
def _form_after(language: str) -> re.Pattern[str]:
    forms = "|".join(row.pattern for row in lexicon.rows(language, "legal_forms", "form"))
    return re.compile(rf",?[ \xa0](?:{forms})(?![\w&])(?! [&y] )")


@cache
def _legal(language: str) -> re.Pattern[str]:
    rows = lexicon.rows(language, "legal_forms", "form")
    return re.compile("|".join(row.pattern for row in rows))


@cache
def _leads(language: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row.pattern})" for row in lexicon.rows(language, "names", "lead")))


@cache
def _openers(language: str) -> frozenset[str]:
    rows = lexicon.rows(language, "sentences", "opener")
    return frozenset(word for row in rows for word in row.pattern.casefold().split("|"))
