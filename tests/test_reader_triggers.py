"""Every trigger row's examples: each company in the role that its braces say."""

import re

import pytest

from kg import lexicon
from kg.kinds import Role
from kg.model import Span
from kg.reader.arguments import arguments, parties
from kg.reader.triggers import EITHER, find_triggers

MARKED = re.compile(r"\{(\w+) ([^}]+)\}")
CASES = [
    (code, row.name, example)
    for code in lexicon.languages()
    for row in lexicon.rows(code, "deals", "trigger")
    for example in row.examples
]


def _plain(example):
    text, at, found = "", 0, []
    for match in MARKED.finditer(example):
        text += example[at : match.start()]
        found.append((Span(len(text), len(text) + len(match[2])), match[1]))
        text += match[2]
        at = match.end()
    return text + example[at:], found


@pytest.mark.parametrize(("language", "name", "example"), CASES)
def test_a_row_gives_its_examples_roles(language, name, example):  # noqa: ARG001 - it names the case
    text, found = _plain(example)
    whole = Span(0, len(text))
    spans = [(span, index) for index, (span, _) in enumerate(found)]
    placed = arguments(text, whole, spans, language)
    hits = find_triggers(text, whole, language)
    told = [
        {
            p.cluster: p.role.value if p.role else EITHER
            for p in parties(text, h, placed, others=[o for o in hits if o is not h], language=language)
        }
        for h in hits
    ]
    wanted = {index: role for index, (_, role) in enumerate(found)}
    assert any(t == wanted for t in told), (text, told)


@pytest.mark.parametrize("language", lexicon.languages())
def test_roles_are_roles(language):
    for row in lexicon.rows(language, "deals", "trigger"):
        assert set(row.fields["roles"].values()) - {EITHER} <= set(Role), row.name
