"""An article laid out for reading: its sentences in their languages and its values."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Article, Span
from kg.reader.candidates import Sentence
from kg.reader.language import tell_apart
from kg.reader.sentences import split
from kg.reader.structure import Places
from kg.reader.values import Values, find_values


@dataclass(frozen=True, slots=True)
class Page:
    """A text with its sentences and values, in order."""

    text: str
    sentences: tuple[Sentence, ...]
    values: Values

    @property
    def places(self) -> Places:
        """Where sentences and values stand, as the trained model takes it."""
        amounts, dates, durations = (
            tuple(Span(v.start, v.end) for v in found)
            for found in (self.values.amounts, self.values.dates, self.values.durations)
        )
        worth = tuple(f"{a.low}-{a.high} {a.currency}" for a in self.values.amounts)
        return Places(tuple(s.span for s in self.sentences), amounts, dates, durations, worth)

    def sentence_at(self, offset: int) -> int | None:
        """The index of the sentence that holds an offset, None between sentences."""
        index = bisect_right([s.span.start for s in self.sentences], offset) - 1
        return index if index >= 0 and offset < self.sentences[index].span.end else None


def lay_out(article: Article) -> Page:
    """The article's sentences, each in its own language, and its values."""
    sentences = tell_apart(article.text, split(article.text, article.language), article.language)
    return Page(article.text, sentences, find_values(article, sentences))


def within(spans: Sequence[Span], sentence: Span) -> Iterator[int]:
    """The indexes of the spans that start in a sentence."""
    return (i for i, span in enumerate(spans) if sentence.start <= span.start < sentence.end)
