"""Who says it: the company or person that a sentence takes its news from, by the rows of ``attribution.toml``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg import lexicon
from kg.kinds import MentionKind
from kg.model import Span
from kg.reader.candidates import Sentence
from kg.reader.page import Page
from kg.reader.structure import FoundMention, Structure

_BACK = 60  # characters before a name in which its cue stands
_SPEAKERS = frozenset({MentionKind.COMPANY, MentionKind.PERSON})


@dataclass(frozen=True, slots=True)
class SpeakerCues:
    """What stands right before, and right after, the name of one who says something."""

    before: re.Pattern[str]
    after: re.Pattern[str]


def with_speakers(page: Page, structure: Structure) -> Structure:
    """The structure whose deals name who says so, where their sentence does."""
    deals = (
        replace(d, said_by=_speaker(page.text, page.sentences[d.evidence], structure.mentions)) for d in structure.deals
    )
    return replace(structure, deals=tuple(deals))


def _speaker(text: str, sentence: Sentence, mentions: Sequence[FoundMention]) -> int | None:
    """The cluster of the first mention in the sentence that says something."""
    for mention in mentions:
        named = mention.kind in _SPEAKERS and mention.cluster is not None
        inside = sentence.span.start <= mention.span.start < sentence.span.end
        if named and inside and says(text, sentence.span, mention.span, sentence.language):
            return mention.cluster
    return None


def says(text: str, sentence: Span, name: Span, language: str) -> bool:
    """Whether the name at ``name`` is that of one who says what the sentence tells.

    >>> text = "Norvia anunció la compra de Rial"
    >>> says(text, Span(0, 32), Span(0, 6), "es"), says(text, Span(0, 32), Span(28, 32), "es")
    (True, False)
    """
    cues = speaker_cues(language)
    before = text[max(sentence.start, name.start - _BACK) : name.start]
    return cues.before.search(before) is not None or cues.after.match(text, name.end, sentence.end) is not None


@cache
def speaker_cues(language: str) -> SpeakerCues:
    """The language's cues, all of a side in one pattern."""
    rows = lexicon.rows(language, "attribution", "speaker")
    sides = {s: "|".join(f"(?:{r.pattern})" for r in rows if r.fields["side"] == s) for s in ("before", "after")}
    return SpeakerCues(
        re.compile(rf"(?:(?<!\w)|(?=\W))(?:{sides['before']})\s+\Z", re.IGNORECASE), re.compile(sides["after"])
    )
