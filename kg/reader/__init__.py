"""Reading one article: sentences, names, values and deals, as a spaCy pipeline and by the trained model."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language


def nlp(language: str, reader: str | None = None) -> "Language":
    """A spaCy pipeline of this language that finds sentences, values, names and deals.

    ``doc.ents`` are companies, persons, places, products, amounts and dates.

    Args:
        language: Its code.
        reader: ``neural`` (the trained model) or ``rules``; None takes the model where its weights are installed.

    Raises:
        ConfigError: there is no such reader.
        LexiconError: there is no language data for ``language``.
        ModelMissing: the model was asked for and its weights are not installed.
    """
    from kg.reader.pipeline import build
    from kg.reader.readers import chosen

    return build(language, chosen(reader))
