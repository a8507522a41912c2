"""Who stands where around a trigger: subject, object, or behind a preposition."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.kinds import Role
from kg.model import Span
from kg.reader.triggers import Hit, prepositions

SUBJECT, OBJECT = "subject", "object"
_COORDINATED = re.compile(r"[,;]?\s*(?:y|e|and|&|,|así como|como|as well as|además de|junto con)?\s*(?:\S+\s){0,5}\Z")
_AND = re.compile(r"(?:\s*,|\s+(?:y|e|and|&|o|u|or)\b|\s*,\s*(?:y|and)\b)")
_SHARE = re.compile(r"\A(?:\s*\([^)]{1,40}\))?(?:,?\s(?:[^\W\d]+\s){0,2}\d[\d.,]*\s?%)?")  # 'X (XX), con el 55 %, Y'
_RELATIVE = re.compile(r"\W*(?:[^.;]{0,60}\W)?(?:que|which|that|who|quien|la cual|el cual)\s+(?:\w+\s){0,2}\Z")
_JOINED = re.compile(r"(?:\by|\band|,|\bbut|\bpero)\s+(?:ha |han |había |has |had |also |también )?\Z")
_REACH = 240  # characters a trigger looks to either side


@dataclass(frozen=True, slots=True)
class Argument:
    """A company's mention in a sentence; ``leans`` on the preposition before it, None where there is none."""

    span: Span
    cluster: int
    leans: str | None


@dataclass(frozen=True, slots=True)
class Placed:
    """A company at a trigger: its place ('subject', 'object', a preposition) and its role, None for either side."""

    where: str
    role: Role | None
    cluster: int


def leaning(text: str, mention: Span, *, since: int, language: str) -> str | None:
    """The name of the preposition that a mention leans on, its article and description between them.

    Args:
        text: The article.
        mention: The mention.
        since: Where to stop looking back: the sentence's start, or the end of the trigger.
        language: Whose prepositions.

    >>> text = "firmó con la constructora vasca Norvia"
    >>> leaning(text, Span(32, 38), since=5, language="es")
    'con'
    """
    found = _lean(language).search(text[since : mention.start])
    return prepositions(language)[found["form"].casefold()] if found else None


@cache
def _lean(language: str) -> re.Pattern[str]:
    """A preposition, then at most four words that are neither prepositions nor behind a comma."""
    forms = "|".join(re.escape(f) for f in prepositions(language))
    return re.compile(
        rf"(?<!\w)(?P<form>{forms})\s+(?:(?!(?:{forms})\b)(?:[^\W\d_]+(?:['’]s)?|[\w-]+-based)\s+){{0,4}}[\"“«‘']?\Z",
        re.IGNORECASE,
    )


def arguments(text: str, sentence: Span, mentions: Sequence[tuple[Span, int]], language: str) -> tuple[Argument, ...]:
    """The companies of a sentence with what they lean on; those of a list lean on what the first does."""
    made: list[Argument] = []
    for span, cluster in mentions:
        since = made[-1].span.end if made else sentence.start
        leans = leaning(text, span, since=since, language=language)
        if leans is None and made and in_list(text, made[-1].span, span):
            leans = made[-1].leans
        made.append(Argument(span, cluster, leans))
    return tuple(made)


def in_list(text: str, one: Span, other: Span) -> bool:
    """Whether two mentions stand in one list: 'X, la vasca Y y Z'."""
    between = _SHARE.sub("", text[one.end : other.start], count=1)
    return len(between) < 45 and _AND.match(between) is not None and _COORDINATED.fullmatch(between) is not None


def parties(
    text: str, hit: Hit, found: Sequence[Argument], *, others: Sequence[Hit] = (), language: str
) -> tuple[Placed, ...]:
    """The clusters around a trigger in the roles that its row gives their places, each once."""
    left = [a for a in found if a.span.end <= hit.span.start and hit.span.start - a.span.end < _REACH]
    right = [a for a in found if a.span.start >= hit.span.start and a.span.start - hit.span.end < _REACH]
    left = [a for a in left if not re.search(r"[;]", text[a.span.end : hit.span.start])]
    right = _until_next(text, hit, right, others)
    placed = _subjects(text, hit, left) + _complements(text, hit, right, language)
    taken: dict[int, Placed] = {}
    for where, argument in placed:
        if where in hit.trigger.roles and argument.cluster not in taken:
            taken[argument.cluster] = Placed(where, hit.trigger.roles[where], argument.cluster)
    return tuple(taken.values())


def _until_next(text: str, hit: Hit, right: Sequence[Argument], others: Sequence[Hit]) -> list[Argument]:
    """Those to the right that are not the subject of a later trigger and stand before a semicolon."""
    following = next((h.span for h in others if h.span.start >= hit.span.end and "subject" in h.trigger.roles), None)
    kept = []
    for argument in right:
        if ";" in text[hit.span.end : argument.span.start]:
            break
        if following and (_is_subject_of(text, hit, argument, following) or _goes_on(text, argument, following)):
            break
        kept.append(argument)
    return kept


def _goes_on(text: str, argument: Argument, following: Span) -> bool:
    """Whether the company stands behind a later trigger that goes on with the same subject: 'y vendió Y'."""
    return argument.span.start >= following.end and _JOINED.search(text[: following.start][-12:]) is not None


def _is_subject_of(text: str, hit: Hit, argument: Argument, following: Span) -> bool:
    """Whether a clause of its own starts between the trigger and this company: ', Y compró ...'."""
    if argument.leans is not None or argument.span.start > following.start:
        return False
    before = text[hit.span.end : argument.span.start]
    after = text[argument.span.end : following.start]
    return (
        len(after) < 30
        and re.search(r"(?:,|\by\b|\band\b|mientras|while|porque|as)\s*(?:\w+\s){0,3}\Z", before) is not None
    )


def _subjects(text: str, hit: Hit, left: Sequence[Argument]) -> list[tuple[str, Argument]]:
    """The subject: the company that a relative clause hangs on, else the nearest list that leans on nothing."""
    if not left:
        return []
    last = left[-1]
    if _RELATIVE.fullmatch(text[last.span.end : hit.span.start]) or all(a.leans for a in left):
        head = last
    else:
        head = next(a for a in reversed(left) if a.leans is None)
    group = [head]
    for earlier in reversed(left[: left.index(head)]):
        if not in_list(text, earlier.span, group[0].span):
            break
        group.insert(0, earlier)
    return [(SUBJECT, a) for a in group] + [(a.leans, a) for a in left if a.leans and a not in group and a is last]


def _complements(text: str, hit: Hit, right: Sequence[Argument], language: str) -> list[tuple[str, Argument]]:
    """Each company to the right with its preposition, the object where it has none."""
    placed: list[tuple[str, Argument]] = []
    for argument in right:
        since = placed[-1][1].span.end if placed else hit.span.start
        leans = leaning(text, argument.span, since=since, language=language)
        if leans is None and placed and in_list(text, placed[-1][1].span, argument.span):
            leans = placed[-1][0]
        elif leans is None and placed:
            continue
        placed.append((leans or OBJECT, argument))
    return placed
