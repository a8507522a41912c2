"""What a capitalised stretch names: a company, a person, a place, a product, or nothing we keep.

Every occurrence of a surface in the article speaks for a kind: the words of the name, the words before and after it,
the lists of places and first names. The rows of ``names.toml`` say what speaks for what and how strongly; the kind
with most weight wins, and an unknown name is a company's.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg import lexicon
from kg.kinds import MentionKind
from kg.model import Span
from kg.reader.candidates import Candidate, Sentence, find_candidates, ignored
from kg.reader.companies import gather, in_brackets
from kg.reader.structure import Cluster, FoundMention
from kg.reader.words import first_names, places
from kg.renames import renamed

_BEFORE, _AFTER = 70, 50  # characters looked at on either side
_MOST = 2  # a row speaks at most so often for one surface
_PRIOR = 1.0  # what speaks for a company unasked: most names of business news are
Scores = Counter[MentionKind]


@dataclass(frozen=True, slots=True)
class Names:
    """The names of an article: mentions in the order of the text, and what they stand for."""

    mentions: tuple[FoundMention, ...]
    clusters: tuple[Cluster, ...]


def find_names(text: str, sentences: Sequence[Sentence]) -> Names:
    """The companies, persons, places and products that the article names, gathered."""
    candidates = [c for c in find_candidates(text, sentences) if not _ignored(c)]
    scores = _scored(text, candidates)
    candidates = _named(candidates, scores)
    kinds = _agree(candidates, {c.surface: _best(scores[c.surface]) for c in candidates})
    equal = in_brackets(text, [(c.span.start, c.span.end) for c in candidates])
    for short, long in equal.items():
        kinds[short] = kinds.get(long, MentionKind.COMPANY)
    return _gathered(candidates, kinds, equal | _renamed(text, candidates, kinds))


def _renamed(text: str, candidates: Sequence[Candidate], kinds: Mapping[str, MentionKind]) -> dict[str, str]:
    """One surface to another, of companies that the text says had both names."""
    companies = [c for c in candidates if kinds[c.surface] is MentionKind.COMPANY]
    pairs = renamed(text, [c.span for c in companies])
    return {companies[i].surface: companies[j].surface for i, j in pairs}


def _gathered(candidates: Sequence[Candidate], kinds: dict[str, MentionKind], equal: dict[str, str]) -> Names:
    names = {
        kind: gather([c.surface for c in candidates if kinds[c.surface] is kind], equal=equal)
        for kind in dict.fromkeys(kinds.values())
    }
    order: dict[tuple[MentionKind, str], list[int]] = defaultdict(list)
    for index, found in enumerate(candidates):
        kind = kinds[found.surface]
        order[kind, names[kind][found.surface]].append(index)
    clusters = tuple(Cluster(kind, tuple(members)) for (kind, _), members in order.items())
    of = {index: number for number, cluster in enumerate(clusters) for index in cluster.mentions}
    mentions = tuple(FoundMention(kinds[c.surface], c.span, False, of[i], 0.8) for i, c in enumerate(candidates))
    return Names(mentions, clusters)


def _ignored(found: Candidate) -> bool:
    if len(found.surface) < 2 or ignored(found.language).fullmatch(found.surface):
        return True
    return _legal(found.language).fullmatch(" " + found.surface) is not None


def _scored(text: str, candidates: Sequence[Candidate]) -> dict[str, Scores]:
    by_surface: dict[str, list[Candidate]] = defaultdict(list)
    for found in candidates:
        by_surface[found.surface].append(found)
    return {surface: _scores(text, surface, found) for surface, found in by_surface.items()}


def _named(candidates: Sequence[Candidate], scores: dict[str, Scores]) -> list[Candidate]:
    """Without the single words that only ever open a sentence, where nothing says that they are names."""
    begins = {c.surface.split()[0] for c in candidates if " " in c.surface}
    sure = {c.surface for c in candidates if not c.opens} | begins
    return [c for c in candidates if c.surface in sure or max(scores[c.surface].values()) > _PRIOR]


def _best(scores: Scores) -> MentionKind:
    return max(MentionKind, key=lambda kind: scores[kind])


def _scores(text: str, surface: str, found: Sequence[Candidate]) -> Scores:
    scores = Counter({MentionKind.COMPANY: _PRIOR})
    scores.update(_by_itself(surface, found[0].language))
    for section in ("before", "after"):
        for row in cues(found[0].language, section):
            times = sum(row.speaks(text, c.span) for c in found)
            scores[row.kind] += row.weight * min(times, _MOST) * (times / len(found)) ** 0.5
    return scores


def _by_itself(surface: str, language: str) -> Scores:
    """What the words of the name say."""
    scores: Scores = Counter()
    inner = surface.split()
    for row in cues(language, "inside"):
        if any(row.pattern.fullmatch(word.rstrip(",")) for word in row.asked(inner)):
            scores[row.kind] += row.weight  # type: ignore[assignment]
    if _legal(language).search(surface):
        scores[MentionKind.COMPANY] += 5
    if surface.casefold() in places():
        scores[MentionKind.PLACE] += 4
    if inner[0] in first_names() and 1 < len(inner) < 5:
        scores[MentionKind.PERSON] += 4
    if re.fullmatch(r"(?:[A-Z]\.\s?)+[A-ZÁÉÍÓÚ][\w-]+", surface):
        scores[MentionKind.PERSON] += 4
    return scores


def _agree(candidates: Sequence[Candidate], kinds: dict[str, MentionKind]) -> dict[str, MentionKind]:
    """One kind for the long and the short forms of a name: the surname goes with the person."""
    agreed = dict(kinds)
    long = sorted({c.surface for c in candidates if " " in c.surface}, key=len)
    for surface in kinds:
        if " " in surface:
            continue
        owners = {kinds[s] for s in long if s.split()[0].casefold() == surface.casefold()}
        owners |= {MentionKind.PERSON for s in long if s.split()[-1] == surface and kinds[s] is MentionKind.PERSON}
        if len(owners) == 1 and surface.casefold() not in places():
            agreed[surface] = owners.pop()
    return agreed


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of ``names.toml``, ready to be asked."""

    kind: MentionKind
    weight: float
    pattern: re.Pattern[str]
    before: bool
    at: str

    def asked(self, inner: Sequence[str]) -> Sequence[str]:
        """Those of the name's words that the row looks at."""
        return {"first": inner[:1], "last": inner[-1:]}.get(self.at, inner)

    def speaks(self, text: str, name: Span) -> bool:
        """Whether the words on the row's side of the name match."""
        if self.before:
            return self.pattern.search(text[max(0, name.start - _BEFORE) : name.start]) is not None
        return self.pattern.match(text, name.end, name.end + _AFTER) is not None


@cache
def cues(language: str, section: str) -> tuple[Cue, ...]:
    """The cues of a section of a language's ``names.toml``: 'before', 'after' or 'inside'."""
    before = section == "before"
    return tuple(
        Cue(
            MentionKind(row.fields["kind"]),
            row.fields["weight"],
            re.compile(rf"(?:{row.pattern})\Z" if before else row.pattern),
            before,
            row.fields.get("at", "any"),
        )
        for row in lexicon.rows(language, "names", section)
    )


@cache
def _legal(language: str) -> re.Pattern[str]:
    forms = "|".join(row.pattern for row in lexicon.rows(language, "legal_forms", "form"))
    return re.compile(rf",? (?:{forms})\Z")
