"""Every row of the reader's language data does what its examples say and leaves alone what it must never match."""

import re

import pytest

from kg import lexicon
from kg.kinds import Kind, MentionKind
from kg.model import Span
from kg.reader.anaphora import find_phrases
from kg.reader.arguments import leaning
from kg.reader.bodies import public_bodies
from kg.reader.candidates import Sentence, find_candidates, ignored
from kg.reader.names import Names, cues
from kg.reader.natures import side_of
from kg.reader.page import Page
from kg.reader.posts import posts
from kg.reader.relations import find_relations
from kg.reader.slots import again
from kg.reader.slots import cues as slot_cues
from kg.reader.status import cues as status_cues
from kg.reader.structure import Cluster, FoundMention
from kg.reader.triggers import find_triggers, topic_of, topics
from kg.reader.values import Values
from kg.reader.words import common, first_names, places
from kg.renames import is_former, renamed

BRACES = re.compile(r"\{([^}]*)\}")


def rows(topic, *sections, languages=None):
    """One parameter a row: language, section, row."""
    return [
        pytest.param(code, section, row, id=f"{code}-{section}-{row.name}")
        for code in languages or lexicon.languages()
        for section in sections
        for row in lexicon.rows(code, topic, section)
    ]


def plain(example):
    """An example without its braces, and the spans that stood in them."""
    text, at, spans = "", 0, []
    for match in BRACES.finditer(example):
        text += example[at : match.start()]
        spans.append(Span(len(text), len(text) + len(match[1])))
        text += match[1]
        at = match.end()
    return text + example[at:], spans


def beside(row, example, where):
    """Whether a row's pattern stands right before or right after the braces of an example."""
    text, (span,) = plain(example)
    if where == "before":
        return re.search(rf"(?<!\w)(?:{row.pattern})\s*\Z", text[: span.start]) is not None
    return re.match(row.pattern, text[span.end :]) is not None


SECTIONS = ("general", "head", "role", "modifier", "demonym", "determiner")


@pytest.mark.parametrize(("language", "section", "row"), rows("anaphora", *SECTIONS))
def test_phrases_that_stand_for_a_company(language, section, row):  # noqa: ARG001 - it names the case
    for wanted, examples in ((True, row.examples), (False, row.never)):
        for example in examples:
            text, (span,) = plain(example)
            found = [p.span for p in find_phrases(text, Sentence(Span(0, len(text)), language), ())]
            assert (span in found) is wanted, example


@pytest.mark.parametrize(("language", "section", "row"), rows("names", "before", "after"))
def test_words_beside_a_name(language, section, row):
    cue = next(
        c for c, r in zip(cues(language, section), lexicon.rows(language, "names", section), strict=True) if r == row
    )
    for wanted, examples in ((True, row.examples), (False, row.never)):
        for example in examples:
            text, spans = plain(example)
            assert any(cue.speaks(text, s) for s in spans) is wanted, example


@pytest.mark.parametrize(("language", "section", "row"), rows("names", "inside", "division", "ignore"))
def test_words_of_a_name(language, section, row):
    pattern = re.compile(row.pattern)
    for wanted, examples in ((True, row.examples), (False, row.never)):
        for example in examples:
            text, _ = plain(example)
            tries = text.split() if section == "inside" else [text, text.partition(" ")[2]]
            assert any(pattern.fullmatch(t) for t in tries) is wanted, example
            if section == "ignore":
                assert ignored(language).fullmatch(text)


@pytest.mark.parametrize(("language", "section", "row"), rows("names", "connector"))
def test_lower_case_words_within_a_name(language, section, row):  # noqa: ARG001
    for wanted, examples in ((True, row.examples), (False, row.never)):
        for example in examples:
            text = f"{example}."
            found = [c.surface.rstrip(".") for c in find_candidates(text, [Sentence(Span(0, len(text)), language)])]
            assert (example.rstrip(".") in found) is wanted, (example, found)


@pytest.mark.parametrize(("language", "section", "row"), rows("names", "lead"))
def test_words_before_a_name_that_open_a_sentence(language, section, row):  # noqa: ARG001
    for example in row.examples:
        first = example.split()[0]
        found = [c.surface for c in find_candidates(example, [Sentence(Span(0, len(example)), language)])]
        assert found
        assert not any(surface.startswith(first) for surface in found), found


@pytest.mark.parametrize(("language", "section", "row"), rows("names", "body"))
def test_public_bodies_of_a_place(language, section, row):  # noqa: ARG001
    for wanted, examples in ((True, row.examples), (False, row.never)):
        for example in examples:
            text, (span,) = plain(example)
            assert (span in public_bodies(text)) is wanted, example


@pytest.mark.parametrize(("language", "section", "row"), rows("names", "renamed"))
def test_two_names_of_one_company(language, section, row):  # noqa: ARG001
    for wanted, examples in ((True, row.examples), (False, row.never)):
        for example in examples:
            text, spans = plain(example)
            assert bool(list(renamed(text, spans))) is wanted, example


@pytest.mark.parametrize(("language", "section", "row"), rows("names", "former"))
def test_a_former_name(language, section, row):  # noqa: ARG001
    for wanted, examples in ((True, row.examples), (False, row.never)):
        for example in examples:
            text, (span,) = plain(example)
            assert is_former(text, span) is wanted, example


@pytest.mark.parametrize(("language", "section", "row"), rows("deals", "preposition"))
def test_prepositions(language, section, row):  # noqa: ARG001
    for example in row.examples:
        text = f"{example} Norvia"
        assert leaning(text, Span(len(example) + 1, len(text)), since=0, language=language) == row.name


@pytest.mark.parametrize(("language", "section", "row"), rows("deals", "ending"))
def test_endings_of_verbs(language, section, row):  # noqa: ARG001
    for example in row.examples:
        assert re.fullmatch(rf"[^\W\d_]+{row.pattern}", example), example


@pytest.mark.parametrize(("language", "section", "row"), rows("deals", "side"))
def test_words_that_speak_for_a_side(language, section, row):  # noqa: ARG001
    for wanted, examples in ((True, row.examples), (False, row.never)):
        for example in examples:
            assert beside(row, example, row.fields["where"]) is wanted, example


@pytest.mark.parametrize(("language", "section", "row"), rows("deals", "topic"))
def test_what_a_contract_is_about(language, section, row):  # noqa: ARG001
    for example in row.examples:
        assert topic_of(example, language) in [t for t in topics(language) if t.kind is Kind(row.fields["kind"])], (
            example
        )
    for example in row.never:
        assert not re.search(row.pattern, example, re.IGNORECASE), example


@pytest.mark.parametrize(("language", "section", "row"), rows("deals", "nature"))
def test_names_that_speak_for_a_side(language, section, row):  # noqa: ARG001
    for kind in map(Kind, row.fields["kinds"]):
        assert all(side_of(name, kind, language) == row.fields["side"] for name in row.examples), kind
        assert all(side_of(name, kind, language) is None for name in row.never), kind


@pytest.mark.parametrize(("language", "section", "row"), rows("deals", "trigger"))
def test_what_is_no_trigger(language, section, row):  # noqa: ARG001
    for example in row.never:
        text, _ = plain(example)
        assert row.name not in [h.trigger.name for h in find_triggers(text, Span(0, len(text)), language)], example


@pytest.mark.parametrize(("language", "section", "row"), rows("slots", "distractor", "worth", "lasts", "when"))
def test_words_beside_a_value(language, section, row):  # noqa: ARG001
    for wanted, examples in ((True, row.examples), (False, row.never)):
        for example in examples:
            assert beside(row, example, row.fields["where"]) is wanted, example


@pytest.mark.parametrize(("language", "section", "row"), rows("slots", "again", "continues"))
def test_sentences_that_go_on(language, section, row):
    for wanted, examples in ((True, row.examples), (False, row.never)):
        for example in examples:
            found = again(language).search(example) if section == "again" else re.match(row.pattern, example)
            assert (found is not None) is wanted, example


@pytest.mark.parametrize("language", lexicon.languages())
def test_every_side_of_a_value_is_looked_at(language):
    for section in ("distractor", "worth", "lasts"):
        read = [p for where in ("before", "after") for p in slot_cues(language, section, where)]
        assert len(read) == len(lexicon.rows(language, "slots", section))


@pytest.mark.parametrize(("language", "section", "row"), rows("status", "cue"))
def test_how_far_a_deal_has_come(language, section, row):  # noqa: ARG001
    cue = next(c for c in status_cues(language) if c.pattern.pattern == row.pattern)
    assert all(cue.pattern.search(example) for example in row.examples), row.examples
    assert not any(cue.pattern.search(example) for example in row.never), row.never


def hand_built(spans, kinds):
    """A page of one sentence with these names, each of its own."""
    mentions = tuple(FoundMention(k, s, False, i, 1.0) for i, (s, k) in enumerate(zip(spans, kinds, strict=True)))
    return Names(mentions, tuple(Cluster(m.kind, (i,)) for i, m in enumerate(mentions)))


@pytest.mark.parametrize(("language", "section", "row"), rows("relations", "relation"))
def test_relations_between_two_names(language, section, row):  # noqa: ARG001
    for example in row.examples:
        text, spans = plain(example)
        names = hand_built(spans, [MentionKind(row.fields["first"]), MentionKind(row.fields["second"])])
        page = Page(text, (Sentence(Span(0, len(text)), language),), Values())
        wanted = (1, 0) if row.fields.get("turned") else (0, 1)
        found = [
            (r.subject, r.object) for r in find_relations(page, names, ()) if r.predicate == row.fields["predicate"]
        ]
        assert wanted in found, (example, found)


@pytest.mark.parametrize(("language", "section", "row"), rows("relations", "post"))
def test_posts_beside_a_person(language, section, row):  # noqa: ARG001
    post = posts(language)[lexicon.rows(language, "relations", "post").index(row)]
    for wanted, examples in ((True, row.examples), (False, row.never)):
        for example in examples:
            text, (span,) = plain(example)
            found = post.before.search(text[: span.start]) or post.after.match(text, span.end)
            assert (found is not None) is wanted, example


@pytest.mark.parametrize(("language", "section", "row"), rows("relations", "past", "rivals"))
def test_words_of_the_past_and_of_rivalry(language, section, row):  # noqa: ARG001
    for wanted, examples in ((True, row.examples), (False, row.never)):
        for example in examples:
            assert (re.search(row.pattern, plain(example)[0]) is not None) is wanted, example


@pytest.mark.parametrize(("language", "section", "row"), rows("neighbours", "clause", "aside", "example"))
def test_what_stands_between_neighbours(language, section, row):  # noqa: ARG001
    for wanted, examples in ((True, row.examples), (False, row.never)):
        for example in examples:
            text, spans = plain(example)
            before = text[: spans[0].start] if section == "example" else text
            assert (re.search(row.pattern, before, re.IGNORECASE) is not None) is wanted, example


@pytest.mark.parametrize(("language", "section", "row"), rows("words", "common"))
def test_common_words(language, section, row):  # noqa: ARG001
    assert set(row.examples) <= common(language)
    assert not set(row.never) & common(language)


@pytest.mark.parametrize(("language", "section", "row"), rows("people", "first_name", languages=(lexicon.SHARED,)))
def test_first_names(language, section, row):  # noqa: ARG001
    assert set(row.examples) <= first_names()


@pytest.mark.parametrize(("language", "section", "row"), rows("places", "place", languages=(lexicon.SHARED,)))
def test_places(language, section, row):  # noqa: ARG001
    assert {name.casefold() for name in row.examples} <= places()
