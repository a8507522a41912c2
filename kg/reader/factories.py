"""The stages of reading as spaCy components, found by entry points: ``spacy.blank("es").add_pipe("kg_values")``.

Each adds its spans to ``doc.ents`` (company, person, place, product, money, date) and says in ``requires`` and
``assigns`` what it takes and gives, so that :meth:`spacy.Language.analyze_pipes` checks a chain of them.
"""

from collections.abc import Callable, Iterable

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan
from spacy.util import filter_spans

from kg.kinds import MentionKind
from kg.model import Span
from kg.reader.anaphora import with_anaphors
from kg.reader.assemble import assemble
from kg.reader.deals import find_deals
from kg.reader.language import tell_apart
from kg.reader.names import Names, find_names
from kg.reader.page import Page
from kg.reader.pipeline import article_of
from kg.reader.relations import find_relations
from kg.reader.sentences import split
from kg.reader.structure import Structure
from kg.reader.values import Values, find_values

Component = Callable[[Doc], Doc]
RULES = "rules-1"  # what claims of these components say they were found by

for _name in ("article", "sentences", "values", "names", "structure", "reading"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)


@Language.factory("kg_sentences", assigns=["doc.sents", "doc._.sentences"])
def make_sentences(nlp: Language, name: str) -> Component:  # noqa: ARG001 - spaCy's form of a factory
    """Sentences that survive abbreviations, headings and bullets, each with its own language."""
    return _sentences


@Language.factory("kg_values", assigns=["doc.ents", "doc._.values"])
def make_values(nlp: Language, name: str) -> Component:  # noqa: ARG001
    """Amounts of money, dates and durations with their values."""
    return _values


@Language.factory("kg_names", requires=["doc._.sentences"], assigns=["doc.ents", "doc._.names"])
def make_names(nlp: Language, name: str) -> Component:  # noqa: ARG001
    """Companies, persons, places and products, gathered, with the phrases that stand for companies."""
    return _names


@Language.factory(
    "kg_deals",
    requires=["doc._.sentences", "doc._.values", "doc._.names"],
    assigns=["doc._.structure", "doc._.reading"],
)
def make_deals(nlp: Language, name: str) -> Component:  # noqa: ARG001
    """Deals and relations between the names, and the whole as a :class:`~kg.model.Reading`."""
    return _deals


def page_of(doc: Doc) -> Page:
    """The document's sentences and values; what no component has found yet is found now."""
    if doc._.sentences is None:
        _sentences(doc)
    if doc._.values is None:
        _values(doc)
    return Page(doc.text, doc._.sentences, doc._.values)


def _sentences(doc: Doc) -> Doc:
    language = article_of(doc).language
    doc._.sentences = tell_apart(doc.text, split(doc.text, language), language)
    starts = {s.span.start for s in doc._.sentences}
    for token in doc:
        covers = any(o in starts for o in range(token.idx, token.idx + max(1, len(token))))
        token.is_sent_start = covers or token.i == 0
    return doc


def _values(doc: Doc) -> Doc:
    if doc._.sentences is None:
        _sentences(doc)
    found: Values = find_values(article_of(doc), doc._.sentences)
    doc._.values = found
    add_entities(doc, ((MentionKind.MONEY, Span(a.start, a.end)) for a in found.amounts))
    add_entities(doc, ((MentionKind.DATE, Span(d.start, d.end)) for d in (*found.dates, *found.durations)))
    return doc


def _names(doc: Doc) -> Doc:
    found: Names = with_anaphors(page_of(doc), find_names(doc.text, doc._.sentences))
    doc._.names = found
    add_entities(doc, ((m.kind, m.span) for m in found.mentions if not m.anaphor), first=True)
    return doc


def _deals(doc: Doc) -> Doc:
    if doc._.names is None:
        _names(doc)
    page, names = page_of(doc), doc._.names
    deals = find_deals(page, names)
    doc._.structure = Structure(names.mentions, names.clusters, deals, find_relations(page, names, deals))
    doc._.reading = assemble(article_of(doc), page, doc._.structure, RULES)
    return doc


def add_entities(doc: Doc, found: Iterable[tuple[MentionKind, Span]], *, first: bool = False) -> None:
    """Add entities; where two overlap a name wins over a value."""
    spans = [
        span
        for kind, place in found
        if (span := doc.char_span(place.start, place.end, label=kind.value, alignment_mode="expand")) is not None
    ]
    old: list[DocSpan] = list(doc.ents)
    new, rest = (spans, old) if first else (old, spans)
    taken = {t.i for s in filter_spans(new) for t in s}
    doc.ents = tuple(filter_spans(new)) + tuple(s for s in filter_spans(rest) if not any(t.i in taken for t in s))
