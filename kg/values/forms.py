"""The plain phrases that a row of ``money.toml`` lists, with the forms of the verbs it names by their stems."""

from collections.abc import Iterator
from functools import cache

from kg.lexicon import Row, rows


def phrases(language: str, section: str) -> Iterator[tuple[Row, str]]:
    """Each row of a section with each of its phrases: those of its ``pattern``, then the forms of its ``verbs``.

    A verb is its stem and the name of its endings: 'rond/ar' stands for 'ronda', 'rondaba', 'rondaron' ..., 'lleg/ar a'
    for 'llega a', 'llegó a' ...

    >>> "rondaron" in {phrase for row, phrase in phrases("es", "qualifier") if row.name == "about"}
    True
    """
    for row in rows(language, "money", section):
        if row.pattern or "verbs" not in row.fields:
            for phrase in row.pattern.split("|"):
                yield row, phrase
        for verb in row.fields.get("verbs", ()):
            stem, rest = verb.split("/")
            kind, _, after = rest.partition(" ")
            for ending in _endings(language)[kind]:
                yield row, f"{stem}{ending} {after}".rstrip()


@cache
def _endings(language: str) -> dict[str, list[str]]:
    return {row.name: row.pattern.split("|") for row in rows(language, "money", "ending")}
