"""The trained reader as a spaCy component: ``spacy.blank("es").add_pipe("kg_reader")``."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.reader.assemble import assemble
from kg.reader.factories import Component, add_entities, page_of
from kg.reader.mixed import read_page
from kg.reader.neural import Neural, load
from kg.reader.pipeline import article_of


@Language.factory("kg_reader", assigns=["doc.ents", "doc._.structure", "doc._.reading"])
def make_reader(nlp: Language, name: str) -> Component:  # noqa: ARG001 - spaCy's form of a factory
    """Names, deals and relations by the trained model, and the whole as a :class:`~kg.model.Reading`.

    Raises:
        ModelMissing: the model's weights are not installed.
    """
    model = load()

    def read(doc: Doc) -> Doc:
        return read_doc(doc, model)

    return read


def read_doc(doc: Doc, model: Neural) -> Doc:
    """The document with what the model reads in it."""
    page, article = page_of(doc), article_of(doc)
    structure = read_page(model, page, article.title)
    add_entities(doc, ((m.kind, m.span) for m in structure.mentions if not m.anaphor), first=True)
    doc._.structure = structure
    doc._.reading = assemble(article, page, structure, model.version)
    return doc
