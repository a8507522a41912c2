"""Reading one article: sentences, names, values and deals, as a spaCy pipeline and by the trained model."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language


def nlp(language: str) -> "Language":
    """A blank spaCy pipeline of this language that finds sentences, values, names and deals by rule.

    ``doc.ents`` are companies, persons, places, products, amounts and dates.

    Raises:
        LexiconError: there is no language data for ``language``.
    """
    from kg.reader.pipeline import build

    return build(language)
