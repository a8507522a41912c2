"""From an article to what it says: the only door to spaCy and to the trained model."""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

from kg.errors import ModelMissing
from kg.model import Article, Reading
from kg.reader.readers import NEURAL, RULES, chosen

if TYPE_CHECKING:
    from kg.reader.neural import Neural


def read(article: Article, reader: str | None = None) -> Reading:
    """What one article says: its names, deals and relations, each with its evidence.

    Args:
        article: The article; its language must have language data.
        reader: ``neural`` (the trained model) or ``rules``; None takes the model where its weights are installed.

    Raises:
        ConfigError: there is no such reader.
        LexiconError: there is no language data for the article's language.
        ModelMissing: the model was asked for and its weights are not installed.

    >>> from kg.model import Article
    >>> text = "Norvia Energía compró Rial Solar, S.L. por 3 millones de euros."
    >>> claim = read(Article("a1", "a1", text, "es"), "rules").claims[0]
    >>> claim.kind.value, [p.company for p in claim.parties], claim.amount.low
    ('acquisition', ['Norvia Energía', 'Rial Solar, S.L.'], Decimal('3000000'))
    """
    return _read_rules(article) if chosen(reader) == RULES else _read_neural(article, _model())


def read_many(articles: Iterable[Article], reader: str | None = None) -> Iterator[Reading]:
    """The readings of many articles, in order; the trained model reads as many at a time as there are cores.

    A few articles are taken ahead of the reading that is given, so that no core waits.

    Raises:
        ConfigError, LexiconError, ModelMissing: as :func:`read`, when the article's turn comes.
    """
    if chosen(reader) == RULES:
        yield from map(_read_rules, articles)
        return
    pool, model, waiting = ThreadPoolExecutor(_cores()), _model(), deque[Future[Reading]]()
    try:
        for article in articles:
            waiting.append(pool.submit(_read_neural, article, model))
            if len(waiting) > 2 * _cores():
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def version(reader: str | None = None) -> str:
    """What the claims of a reader say they were found by.

    Raises:
        ModelMissing: the model was asked for and its weights are not installed.
    """
    if chosen(reader) == NEURAL:
        return _model().version
    from kg.reader.factories import RULES as RULES_VERSION

    return RULES_VERSION


def _read_rules(article: Article) -> Reading:
    from kg.reader.pipeline import make_doc, shared

    nlp = shared(article.language)
    reading: Reading = nlp(make_doc(nlp, article))._.reading
    return reading


def _read_neural(article: Article, model: "Neural") -> Reading:
    from kg.reader.assemble import assemble
    from kg.reader.mixed import read_page
    from kg.reader.page import lay_out

    page = lay_out(article)
    return assemble(article, page, read_page(model, page, article.title), model.version)


@cache
def _model() -> "Neural":
    """The trained model, loaded once.

    Raises:
        ModelMissing: its weights, or the libraries that run it, are not installed.
    """
    try:
        from kg.reader.neural import load
    except ImportError as error:
        raise ModelMissing(
            f"the trained reader needs onnxruntime and tokenizers ({error}); use --reader rules"
        ) from error
    return load()
