"""The spaCy pipeline of a language, and what its documents carry."""

from functools import cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg import lexicon
from kg.errors import LexiconError
from kg.model import Article
from kg.reader.readers import RULES, STAGES

_SIGNS = ("US$", "R$", "S/.", "S/", "RD$", "MX$", "C$", "A$", "NZ$", "HK$", "S$", "Gs.", "Bs.", "₲", "₡", "₹")


def build(language: str, reader: str = RULES) -> Language:
    """A fresh pipeline: tokenizer, sentences, values, and what reads names and deals.

    Raises:
        LexiconError: there is no language data for ``language``.
    """
    if language not in lexicon.languages():
        raise LexiconError(f"no language {language!r} in kg/lang; there is {', '.join(lexicon.languages())}")
    nlp = spacy.blank(language)
    _fit_tokenizer(nlp)
    for stage in STAGES[reader]:
        nlp.add_pipe(stage)
    return nlp


@cache
def shared(language: str) -> Language:
    """One pipeline of the rules for all callers: its components keep no state."""
    return build(language)


def make_doc(nlp: Language, article: Article) -> Doc:
    """A tokenised document that knows its article: country, publisher and day decide currencies and dates."""
    doc = nlp.make_doc(article.text)
    doc._.article = article
    return doc


def article_of(doc: Doc) -> Article:
    """The article a document was made of; a plain text is an article of nobody and no day."""
    known: Article | None = doc._.article
    return known if known is not None else Article("", "", doc.text, doc.lang_)


def _fit_tokenizer(nlp: Language) -> None:
    """Signs of money stand apart from their number: '$4', 'US$12', 'S/350', '2.500 M€'."""
    defaults = nlp.Defaults
    signs = [sign.replace("$", r"\$").replace(".", r"\.") for sign in _SIGNS]
    prefixes = [*(rf"{s}(?=\d)" for s in signs), *(defaults.prefixes or ())]
    suffixes = [*(defaults.suffixes or ()), r"(?<=[Mm])€", r"(?<=\d)(?:M€|m€|bn|mdd|mdp)"]
    tokenizer: Any = nlp.tokenizer
    tokenizer.prefix_search = spacy.util.compile_prefix_regex(prefixes).search
    tokenizer.suffix_search = spacy.util.compile_suffix_regex(suffixes).search
