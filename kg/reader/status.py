"""How far a deal has come, by the cues of ``status.toml``."""

import re
from dataclasses import dataclass
from functools import cache

from kg import lexicon
from kg.kinds import Status
from kg.model import Span

_NEAR = 60  # characters around a deal's own words


@dataclass(frozen=True, slots=True)
class StatusCue:
    """A row of ``status.toml``."""

    status: Status
    strength: int
    near: bool
    pattern: re.Pattern[str]


def status_of(text: str, sentence: Span, trigger: Span, language: str) -> Status:
    """The status that the strongest cue speaks for; signed where none does.

    >>> text = "La firma desmiente que vaya a comprar Rial"
    >>> status_of(text, Span(0, len(text)), Span(31, 38), "es")
    <Status.DENIED: 'denied'>
    """
    near = text[max(sentence.start, trigger.start - _NEAR) : min(sentence.end, trigger.end + _NEAR)]
    whole = sentence.of(text)
    heard = [c for c in cues(language) if c.pattern.search(near if c.near else whole)]
    return max(heard, key=lambda c: c.strength).status if heard else Status.SIGNED


@cache
def cues(language: str) -> tuple[StatusCue, ...]:
    """The language's cues, in the file's order."""
    return tuple(
        StatusCue(Status(r.fields["status"]), r.fields["strength"], r.fields["scope"] == "near", re.compile(r.pattern))
        for r in lexicon.rows(language, "status", "cue")
    )
