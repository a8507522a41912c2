"""Which post a person holds, and where."""

import pytest

from kg.kinds import MentionKind, Predicate
from kg.model import Article, Span
from kg.reader.officers import settle_officers
from kg.reader.page import lay_out
from kg.reader.structure import Cluster, FoundMention, FoundRelation, Structure

COMPANY, PERSON = MentionKind.COMPANY, MentionKind.PERSON


def settled(text: str, language: str, *held: tuple[Predicate, str, float]) -> list[tuple[Predicate, str]]:
    """What is left of the posts that Ana Paz is said to hold, each with its predicate, company and confidence."""
    names = ["Ana Paz", *dict.fromkeys(name for _, name, _ in held)]
    spans = [Span(text.index(n), text.index(n) + len(n)) for n in names]
    kinds = [PERSON, *[COMPANY] * (len(names) - 1)]
    mentions = tuple(FoundMention(k, s, False, i, 0.9) for i, (k, s) in enumerate(zip(kinds, spans, strict=True)))
    clusters = tuple(Cluster(k, (i,)) for i, k in enumerate(kinds))
    relations = tuple(FoundRelation(0, p, names.index(n), 0, sure) for p, n, sure in held)
    page = lay_out(Article("a", "a", text, language))
    found = settle_officers(page, Structure(mentions, clusters, (), relations)).relations
    return [(r.predicate, names[r.object]) for r in found]


@pytest.mark.parametrize(
    ("text", "language", "taken", "right"),
    [
        ("Norvia crece, dijo su presidenta, Ana Paz.", "es", Predicate.CEO_OF, Predicate.EXECUTIVE_OF),
        ("Norvia crece, dijo Ana Paz, consejera delegada.", "es", Predicate.EXECUTIVE_OF, Predicate.CEO_OF),
        ("Norvia grew, said chief executive Ana Paz.", "en", Predicate.EXECUTIVE_OF, Predicate.CEO_OF),
        ("Norvia grew, said Ana Paz, its chairwoman.", "en", Predicate.CEO_OF, Predicate.EXECUTIVE_OF),
        ("Norvia grew, said Ana Paz.", "en", Predicate.CEO_OF, Predicate.CEO_OF),
    ],
)
def test_the_words_beside_the_name_say_the_post(text: str, language: str, taken: Predicate, right: Predicate) -> None:
    assert settled(text, language, (taken, "Norvia", 0.8)) == [(right, "Norvia")]


def test_a_person_is_of_one_company_the_likeliest() -> None:
    text = "Ana Paz dirige Norvia desde mayo. Rial la quería."
    held = (Predicate.CEO_OF, "Norvia", 0.5), (Predicate.CEO_OF, "Rial", 0.45)
    assert settled(text, "es", *held) == [(Predicate.CEO_OF, "Norvia")]


@pytest.mark.parametrize(
    ("text", "sure", "kept"),
    [
        ("Ana Paz visitó Norvia con Rial.", 0.4, True),
        ("Ana Paz visitó Norvia con Rial.", 0.3, False),
        ("Con Norvia y Rial crece su presidenta, Ana Paz.", 0.2, True),
        ("Con Norvia y Rial crece su presidenta, Ana Paz.", 0.1, False),
    ],
)
def test_what_speaks_for_a_post_is_taken_together_and_weighs_more_where_words_say_it(
    text: str, sure: float, kept: bool
) -> None:
    held = (Predicate.EXECUTIVE_OF, "Norvia", sure), (Predicate.EXECUTIVE_OF, "Rial", sure - 0.01)
    assert settled(text, "es", *held) == [(Predicate.EXECUTIVE_OF, "Norvia")] * kept


def test_other_relations_stay_as_they_are() -> None:
    text = "Ana Paz fundó Norvia."
    assert settled(text, "es", (Predicate.OWNS_STAKE_IN, "Norvia", 0.6)) == [(Predicate.OWNS_STAKE_IN, "Norvia")]
