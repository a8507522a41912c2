"""Windows over tokens, pooling, tags and names: what stands between a text and the trained graphs."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.kinds import MentionKind
from kg.model import Span
from kg.reader.neural_clusters import antecedent, name_clusters
from kg.reader.neural_found import Found, lists_apart, repeat_names, settle_kinds, whole_names
from kg.reader.neural_labels import OUTSIDE, PAIRS, RELATIONS, SINGLES, TAGGED, TAGS, tag_of
from kg.reader.neural_names import likeness, words
from kg.reader.neural_tags import begun, best_tags, log_softmax, tagged, trimmed
from kg.reader.neural_tokens import WINDOW, Tokens, token_range, windows


@settings(deadline=None)
@given(length=st.integers(1, 4000), title=st.integers(0, 40))
def test_windows_keep_every_token_once_and_in_its_place(length: int, title: int) -> None:
    found = windows(Tokens(tuple(range(-title, 0)), tuple(range(length)), ()))
    kept = [w.ids[w.offset + at] for w in found for at in range(w.kept)]
    assert kept == list(range(length))
    assert [w.start for w in found] == [0, *itertools.accumulate(w.kept for w in found)][:-1]
    assert max(len(w.ids) for w in found) <= WINDOW


@settings(deadline=None)
@given(length=st.integers(600, 4000))
def test_a_token_at_a_border_sees_text_on_both_sides(length: int) -> None:
    for left, right in itertools.pairwise(windows(Tokens((), tuple(range(length)), ()))):
        assert len(left.ids) - 1 - (left.offset + left.kept) >= 40
        assert right.offset - 1 >= 40


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_best_tags_are_the_best_of_all_allowed_sequences(length: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(length, 5)).astype(np.float32)
    wide = np.full((length, TAGS), -50.0, dtype=np.float32)
    wide[:, :5] = scores
    logs = log_softmax(wide)

    def allowed(tags: tuple[int, ...]) -> bool:
        steps = zip((0, *tags), tags, strict=False)
        return all(tag == OUTSIDE or tag % 2 == 1 or before in {tag - 1, tag} for before, tag in steps)

    ways = [t for t in itertools.product(range(5), repeat=length) if allowed(t)]
    best = max(ways, key=lambda t: sum(float(logs[i, tag]) for i, tag in enumerate(t)))
    assert tuple(best_tags(wide)) == best


def test_two_names_of_a_kind_side_by_side_stay_two() -> None:
    scores = np.zeros((4, TAGS), dtype=np.float32)
    for at, tag in enumerate((1, 2, 1, 0)):
        scores[at, tag] = 9.0
    assert [(t.kind, t.first, t.last) for t in tagged(scores)] == [("company", 0, 2), ("company", 2, 3)]


def test_every_kind_has_two_tags() -> None:
    numbers = [tag_of(k, begins=b) for k in TAGGED for b in (True, False)]
    assert sorted(numbers) == list(range(1, TAGS))


def test_every_part_in_a_deal_has_a_kind_of_deal() -> None:
    assert len(set(PAIRS)) == len(PAIRS)
    assert {p.kind for p in PAIRS} == {kind for kind, _role in SINGLES}
    assert len(set(RELATIONS)) == len(RELATIONS)


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("«Norvia».", (0, 9), "Norvia"),
        ("(Norvia)", (0, 8), "Norvia"),
        ("Norvia, S.A.", (0, 12), "Norvia, S.A."),
        ("Norvia;", (0, 7), "Norvia"),
        ("“Norvia”,", (0, 9), "Norvia"),
    ],
)
def test_names_lose_their_quotes_and_stops(text: str, span: tuple[int, int], expected: str) -> None:
    found = trimmed(text, Span(*span))
    assert found is not None
    assert found.of(text) == expected


def test_a_token_that_only_touches_is_not_within() -> None:
    spans = [Span(0, 4), Span(4, 8), Span(9, 12)]
    assert token_range(spans, Span(4, 8)) == (1, 2)
    assert token_range(spans, Span(8, 9)) is None


@pytest.mark.parametrize(
    ("text", "cut", "expected"),
    [
        ("plata.uy vende", ((0, 5), (6, 8)), ["plata.uy"]),
        ("Banco Norte y Sur Gas", ((0, 11), (14, 21)), ["Banco Norte", "Sur Gas"]),
        ("la aseguradora calla", ((3, 14),), []),
        ("B es una letra", ((0, 1),), []),
        ("bwin.es", ((0, 4), (5, 7)), ["bwin.es"]),
        ("Peñalver y Compañía paga", ((0, 8), (11, 19)), ["Peñalver y Compañía"]),
        ("Bank of Latin America and the Caribbean", ((0, 25), (30, 39)), ["Bank of Latin America and the Caribbean"]),
        ("Growers' Forum pays", ((0, 7), (9, 14)), ["Growers' Forum"]),
        ("Inspección de Justicia paga", ((0, 13),), ["Inspección de Justicia"]),
        ("el Ayuntamiento de la villa", ((3, 21),), ["Ayuntamiento"]),
    ],
)
def test_names_are_whole(text: str, cut: tuple[tuple[int, int], ...], expected: list[str]) -> None:
    found = whole_names(text, [Found(MentionKind.COMPANY, Span(*at), 0.5) for at in cut])
    assert [m.span.of(text) for m in found] == expected


def test_a_name_without_a_capital_is_one_where_the_tagger_is_surer() -> None:
    text, at = "compra tidepool", Span(7, 15)
    for sure, kept in ((0.5, []), (0.7, [at])):
        assert [m.span for m in whole_names(text, [Found(MentionKind.COMPANY, at, sure)])] == kept


def test_one_surface_is_of_one_kind_and_is_found_wherever_it_stands() -> None:
    text = "Norvia compra. Kobe calla. Norvia vende. Norviana no. Norvia cobra."
    found = [Found(MentionKind.COMPANY, Span(0, 6), 0.9), Found(MentionKind.PLACE, Span(27, 33), 0.4)]
    settled = repeat_names(text, settle_kinds(text, found))
    assert [(m.kind, m.span.start) for m in settled] == [("company", 0), ("company", 27), ("company", 54)]


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Norvia Energía, S.A.", "Norvia Energia", True),
        ("Grupo Rial", "Rial", True),
        ("Telefónica", "Telefonica", True),
        ("Norvia Energía", "Norvia Solar", False),
    ],
)
def test_names_with_the_same_words_are_alike(left: str, right: str, same: bool) -> None:
    assert (words(left) == words(right)) is same
    assert likeness(left, right) == likeness(right, left)


def test_groups_join_by_the_mean_of_their_scores() -> None:
    names = ["Banco Interamericano", "BID", "Acme"]
    scores = np.full((3, 3), -2.0, dtype=np.float32)
    scores[0, 1] = scores[1, 0] = 1.0
    assert name_clusters(names, scores) == [[0, 1], [2]]


def test_an_anaphor_may_be_nobody() -> None:
    nobody = np.array([-3.0, -4.0], dtype=np.float32)
    assert antecedent(nobody, [[0], [1]])[0] is None
    assert antecedent(np.zeros(0, dtype=np.float32), [])[0] is None


@pytest.mark.parametrize(
    ("text", "whole", "begins", "names"),
    [
        ("Presta Banco Sur y Caja Litoral.", (7, 31), {7, 19}, ["Banco Sur", "Caja Litoral"]),
        ("Presta Banco Sur y Caja Litoral.", (7, 31), {7}, ["Banco Sur y Caja Litoral"]),
        ("Prestan Alba, Sur e Indra Norte.", (8, 31), {14, 20}, ["Alba", "Sur", "Indra Norte"]),
        ("Presta Rivas e Hijos.", (7, 20), {15}, ["Rivas e Hijos"]),
        ("Vende Norte y Sur.", (6, 13), {14}, ["Norte"]),
    ],
    ids=["second choice", "one name", "comma", "an 'and' of a name's own", "an 'and' left at the end"],
)
def test_a_list_of_names_is_cut_where_another_may_begin(
    text: str, whole: tuple[int, int], begins: set[int], names: list[str]
) -> None:
    found = lists_apart(text, [Found(MentionKind.COMPANY, Span(*whole), 0.5)], begins)
    assert [f.span.of(text) for f in found] == names


def test_where_a_name_may_begin_is_told_by_the_second_choice_too() -> None:
    scores = np.zeros((3, TAGS), dtype=np.float32)
    scores[:, tag_of(MentionKind.COMPANY, begins=True)] = (0.0, 2.0, 1.0)
    scores[2, tag_of(MentionKind.PERSON, begins=True)] = 9.0
    assert begun(scores, [Span(0, 4), Span(4, 9), Span(9, 12)], "Alba Bruma y") == {5}
