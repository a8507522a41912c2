"""Mentions as the tags give them, mended by what the text says, before any is linked to another."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache

from kg import lexicon
from kg.kinds import MentionKind
from kg.model import Span
from kg.reader.bodies import public_bodies
from kg.reader.candidates import goes_on
from kg.reader.neural_labels import ANAPHOR
from kg.reader.neural_names import words

_SHORTEST = 3
_TRADE = "post or trade before a name"
_SURE = 0.6
_CAPITALS = re.compile(r"(?:\s[^\W\d_a-zß-ÿ][\w&]*)+")


@dataclass(frozen=True, slots=True)
class Found:
    """A mention before it is linked: kind (a :class:`~kg.kinds.MentionKind` or 'anaphor'), place, probability."""

    kind: str
    span: Span
    confidence: float


def lists_apart(text: str, found: Sequence[Found], begins: AbstractSet[int]) -> list[Found]:
    """Companies' names cut in two at an 'and' or a comma after which another may begin, by the tags' second choice.

    >>> text = "Banco Sur y Caja Litoral prestan."
    >>> one = Found("company", Span(0, 24), 0.6)
    >>> [f.span.of(text) for f in lists_apart(text, [one], {0, 12})]
    ['Banco Sur', 'Caja Litoral']
    >>> lists_apart(text, [one], {0}) == [one]
    True

    Args:
        text: The article.
        found: Mentions, in order.
        begins: Where a company's name may begin.
    """
    return [part for mention in found for part in _parts(text, mention, begins)]


def _parts(text: str, mention: Found, begins: AbstractSet[int]) -> Iterator[Found]:
    start = mention.span.start
    if mention.kind == MentionKind.COMPANY:
        for joint in _joint().finditer(text, start, min(len(text), mention.span.end + 1)):
            another = start < joint.start() and joint.end() in begins
            if another and not goes_on(text[start : joint.start()], joint.group(), text[joint.end() :]):
                yield replace(mention, span=Span(start, joint.start()))
                start = joint.end()
    if start < mention.span.end:
        yield replace(mention, span=Span(start, mention.span.end))


@cache
def _joint() -> re.Pattern[str]:
    """What stands between two names of a list, of any language."""
    every = (row.pattern for code in lexicon.languages() for row in lexicon.rows(code, "organisations", "joint"))
    return re.compile(rf",?\s(?:{'|'.join(every)})\s|,\s")


def whole_names(text: str, found: Sequence[Found]) -> list[Found]:
    """Companies' names put together where the tags cut one in two, and without those that no name begins.

    Two names never stand side by side with a space or a stop alone between them, nor with an 'and' that only a name
    has ('y Compañía', 'and the Caribbean'); a name has a capital or a digit, and ends in no 'of' or 'and'.

    >>> text = "Asian Investment Bank y la agencia"
    >>> cut = [Found("company", Span(*at), 0.6) for at in ((0, 5), (6, 21), (27, 34))]
    >>> [f.span.of(text) for f in whole_names(text, cut)]
    ['Asian Investment Bank']
    """
    out: list[Found] = []
    for mention in found:
        last = out[-1] if out else None
        if last is None or last.kind != MentionKind.COMPANY:
            out.append(_ended(text, mention))
        elif mention.kind == MentionKind.COMPANY and _one_name(text, last.span, mention.span):
            whole = Span(last.span.start, mention.span.end)
            out[-1] = _ended(text, Found(last.kind, whole, min(last.confidence, mention.confidence)))
        elif mention.span.start >= last.span.end:
            out.append(_ended(text, mention))
    return [m for m in out if m.kind != MentionKind.COMPANY or _is_name(m, text)]


def _one_name(text: str, left: Span, right: Span) -> bool:
    """Whether one name goes on with the next; an owner's s' too ('Growers' Forum')."""
    gap = text[left.end : right.start]
    if gap in {" ", ".", "-", "’", "'", ""} or right.start < left.end:
        return True
    return (gap in {"' ", "’ "} and text[left.end - 1] == "s") or goes_on(left.of(text), gap, right.of(text))


def _ended(text: str, mention: Found) -> Found:
    """A company whose name was cut after 'de' or 'of' with the capitals that follow, else without that word."""
    dangling = _dangling().search(text, mention.span.start, mention.span.end)
    if mention.kind != MentionKind.COMPANY or dangling is None:
        return mention
    following = _CAPITALS.match(text, mention.span.end)
    return replace(mention, span=Span(mention.span.start, following.end() if following else dangling.start()))


@cache
def _dangling() -> re.Pattern[str]:
    """Lower-case words that only stand within a name, at the end of one."""
    every = (row.pattern for code in lexicon.languages() for row in lexicon.rows(code, "names", "connector"))
    return re.compile(rf"(?:\s(?:{'|'.join(every)}))+\Z")


def _is_name(mention: Found, text: str) -> bool:
    surface = mention.span.of(text)
    return len(surface) > 1 and (not surface.islower() or "." in surface or mention.confidence > _SURE)


def with_bodies(text: str, found: Sequence[Found]) -> list[Found]:
    """Public bodies that are called by whose they are: named in whole, whatever of them was tagged, and if nothing was.

    >>> text = "Peru's health ministry and the Gobierno portugués"
    >>> tagged = [Found("place", Span(0, 4), 0.9), Found("company", Span(31, 39), 0.8)]
    >>> [f.span.of(text) for f in with_bodies(text, tagged)]
    ["Peru's health ministry", 'Gobierno portugués']
    """
    out = list(found)
    for whole in public_bodies(text):
        inside = [m for m in out if m.span.start < whole.end and whole.start < m.span.end]
        if all(whole.start <= m.span.start and m.span.end <= whole.end for m in inside):
            sure = max((m.confidence for m in inside if m.kind == MentionKind.COMPANY), default=_SURE)
            out = [m for m in out if m not in inside] + [Found(MentionKind.COMPANY, whole, sure)]
    return sorted(out, key=lambda m: m.span)


def without_leads(text: str, found: Sequence[Found]) -> list[Found]:
    """Companies' names without the post or trade that was taken in before them, where they stand without it too.

    >>> text = "Rival Tarn Gold left. Tarn had offered more. Partner Reinsurance paid."
    >>> named = [Found("company", Span(*at), 0.9) for at in ((0, 15), (22, 26), (45, 64))]
    >>> [f.span.of(text) for f in without_leads(text, named)]
    ['Tarn Gold', 'Tarn', 'Partner Reinsurance']
    """
    begun = {words(m.span.of(text))[:1] for m in found if m.kind == MentionKind.COMPANY}
    return [replace(m, span=_bare(text, m.span, begun)) if m.kind == MentionKind.COMPANY else m for m in found]


def _bare(text: str, span: Span, begun: AbstractSet[tuple[str, ...]]) -> Span:
    lead = _lead().match(text, span.start, span.end)
    bare = Span(lead.end(), span.end) if lead else span
    return bare if words(bare.of(text))[:1] in begun else span


@cache
def _lead() -> re.Pattern[str]:
    """A post or trade of any language, and the space after it."""
    rows = (row for code in lexicon.languages() for row in lexicon.rows(code, "names", "lead") if row.name == _TRADE)
    return re.compile(rf"(?:{'|'.join(row.pattern for row in rows)})\s+")


def settle_kinds(text: str, found: Sequence[Found]) -> list[Found]:
    """The same surface is the same kind everywhere: the one with the greatest sum of probabilities.

    >>> a, b = Found("company", Span(0, 4), 0.9), Found("place", Span(5, 9), 0.6)
    >>> [f.kind for f in settle_kinds("Acme Acme", [a, b])]
    ['company', 'company']
    """
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for mention in found:
        votes[mention.span.of(text)][mention.kind] += mention.confidence
    best = {surface: max(kinds, key=lambda k: kinds[k]) for surface, kinds in votes.items()}
    return [m if m.kind == ANAPHOR else replace(m, kind=best[m.span.of(text)]) for m in found]


def repeat_names(text: str, found: Sequence[Found]) -> list[Found]:
    """Adds the places where a company's name stands again and was not tagged; in order, without overlaps.

    >>> again = repeat_names("Acme y Acme", [Found("company", Span(0, 4), 0.9)])
    >>> [f.span for f in again]
    [Span(start=0, end=4), Span(start=7, end=11)]
    """
    out = list(found)
    names = {m.span.of(text): m.confidence for m in found if m.kind == MentionKind.COMPANY}
    for surface, confidence in sorted(names.items(), key=lambda row: -len(row[0])):
        if len(surface) < _SHORTEST or surface.islower():
            continue
        for span in places(text, surface):
            if all(span.end <= m.span.start or m.span.end <= span.start for m in out):
                out.append(Found(MentionKind.COMPANY, span, confidence))
    return sorted(out, key=lambda m: m.span)


def places(text: str, words: str) -> Iterator[Span]:
    """Where the words stand by themselves, without a letter, digit or underscore on either side.

    >>> [span.start for span in places("Acme Acmeto Acme", "Acme")]
    [0, 12]
    """
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        whole = not _in_word(text[start - 1 : start]) and not _in_word(text[end : end + 1])
        if whole:
            yield Span(start, end)
        start = text.find(words, end if whole else start + 1)


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"
