"""Every record survives its line of JSON."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import kinds, model
from kg.errors import ArticleError
from kg.records import from_json, to_json, to_lines

spans = st.builds(lambda a, b: model.Span(a, a + b), st.integers(0, 999), st.integers(0, 99))
decimals = st.decimals(min_value=0, max_value=10**15, places=2)
amounts = st.builds(
    model.Amount,
    low=st.none() | decimals,
    high=st.none() | decimals,
    currency=st.none() | st.sampled_from(["EUR", "USD"]),
    qualifier=st.sampled_from(model.Qualifier),
    per=st.none() | st.sampled_from(model.Per),
)
days = st.none() | st.dates()
timespans = st.builds(model.TimeSpan, days, days, st.sampled_from(model.Grain))
evidence = st.builds(model.Evidence, st.text(max_size=8), spans, st.just("a rule"))
parties = st.lists(st.builds(model.Party, st.sampled_from(model.Role), st.text(max_size=8)), max_size=3).map(tuple)
claims = st.builds(
    model.Claim,
    kind=st.sampled_from(kinds.Kind),
    parties=parties,
    status=st.sampled_from(kinds.Status),
    evidence=evidence,
    amount=st.none() | amounts,
    signed=st.none() | timespans,
    duration=st.none() | st.builds(model.Duration, st.none() | st.integers(1, 99), st.sampled_from(model.Grain)),
)
mentions = st.builds(
    model.Mention,
    kind=st.sampled_from(model.MentionKind),
    span=spans,
    anaphor=st.booleans(),
    value=st.none() | amounts | timespans,
    stands_for=st.none() | st.text(max_size=8),
)
readings = st.builds(
    model.Reading,
    article=st.text(max_size=8),
    reader=st.just("test 1"),
    mentions=st.lists(mentions, max_size=4).map(tuple),
    claims=st.lists(claims, max_size=3).map(tuple),
)


@given(readings)
def test_a_reading_survives(reading):
    line = to_json(reading)
    assert b"\n" not in line
    assert from_json(line, model.Reading) == reading


def test_an_article_survives_with_its_dates():
    article = model.Article(
        id="a", key="k", text="línea\nsegunda", language="es", published=date(2025, 3, 1), retrieved=datetime.now(UTC)
    )
    assert from_json("".join(to_lines([article])), model.Article) == article


def test_money_stays_decimal():
    amount = model.Amount(Decimal("0.10"), Decimal("0.10"), "EUR")
    assert from_json(to_json(amount), model.Amount).low == Decimal("0.10")


@pytest.mark.parametrize("line", ["{", "[]", '{"start": "x", "end": 2}'])
def test_what_is_no_record_is_refused_in_one_line(line):
    with pytest.raises(ArticleError, match="not a Span record"):
        from_json(line, model.Span)
