"""What linking one article costs in a graph of a hundred articles and in ever larger ones, on generated readings.

    python tests/benchmarks/linking.py [ARTICLES]

Articles come in circles of ten about the same five companies however large the graph is, so the graphs differ in size
alone. Every article goes the way that an ingest takes: links in an archive on disk, one article a transaction. One
graph is filled up and measured at every power of ten on the way, each time by turns with the small one.
"""

import random
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from kg.archive import Archive, open_archive
from kg.kinds import Kind, MentionKind, Role, Status
from kg.linking.incremental import Linker
from kg.model import Amount, Article, Claim, Evidence, Mention, Named, Party, Reading, Span, article_id

SMALL, LARGE, TRIED, AT_ONCE = 100, 20_000, 60, 500
CIRCLE, COMPANIES, STRIDE = 10, 5, 7919
SYLLABLES = (
    "ba be bi bo bra ca ce cho da do dra fa fe flo ga gue hu ja ka li lo ma mi mon na ne no pa pe quin ra re".split()
)
SYLLABLES += (
    "ri ro sa se si sol ta te tor tra va ve vi xa ya zo gri nor tal mer ven dul fros kel wyn ost bru pla".split()
)
SORTS = ("Energía", "Group", "Bank", "Logística", "Foods", "Minera", "Systems", "", "", "")
KINDS = (
    (Kind.SUPPLY, Role.PROVIDER, Role.CUSTOMER),
    (Kind.SERVICE, Role.PROVIDER, Role.CUSTOMER),
    (Kind.ACQUISITION, Role.ACQUIRER, Role.TARGET),
    (Kind.LOAN, Role.LENDER, Role.BORROWER),
)


def company(number: int) -> str:
    """A made-up name, nearly always another for another number."""
    chance = random.Random(number)
    name = "".join(chance.choice(SYLLABLES) for _ in range(3)).capitalize()
    other = "".join(chance.choice(SYLLABLES) for _ in range(2)).capitalize()
    return " ".join(part for part in (name, other, chance.choice(SORTS)) if part)


def told(number: int, circle: int) -> tuple[Article, Reading]:
    """The article of a number: one deal between two companies of a circle."""
    chance = random.Random(f"article {number} of {circle}")
    kind, giving, taking = chance.choice(KINDS)
    one, other = (company(circle * COMPANIES + n) for n in chance.sample(range(COMPANIES), 2))
    words = " ".join("".join(chance.choices(SYLLABLES, k=2)) for _ in range(60))
    text = f"{one} y {other} acuerdan. {words}."
    id_ = article_id(text, None, str(number))
    named = tuple(Named(MentionKind.COMPANY, name, (name,)) for name in dict.fromkeys((one, other)))
    mentions = (
        Mention(MentionKind.COMPANY, Span(0, len(one)), stands_for=one),
        Mention(MentionKind.COMPANY, Span(len(one) + 3, len(one) + 3 + len(other)), stands_for=other),
    )
    value = Decimal(chance.randrange(1, 10_000)) * 100_000
    claim = Claim(
        kind,
        (Party(giving, one), Party(taking, other)),
        chance.choice(list(Status)),
        Evidence(id_, Span(0, text.index(".") + 1), "generated"),
        amount=Amount(value, value, chance.choice(("EUR", "USD"))) if chance.random() < 0.7 else None,
    )
    published = date(2020, 1, 1) + timedelta(chance.randrange(2000))
    article = Article(id_, f"a{number}", text, "es", url=str(number), published=published)
    return article, Reading(id_, "generated 1", mentions, named, (claim,))


def fill(archive: Archive, first: int, last: int) -> None:
    """Link the articles of these numbers, many at once."""
    linker = Linker(archive, archive.linked_pair, known=())
    for at in range(first, last, AT_ONCE):
        with archive.transaction():
            link(archive, linker, [told(n, n // CIRCLE) for n in range(at, min(at + AT_ONCE, last))])


def link(archive: Archive, linker: Linker, pairs: list[tuple[Article, Reading]]) -> None:
    """Link some articles."""
    for article, reading in pairs:
        archive.add(article)
        archive.keep(reading)
    ids = [article.id for article, _ in pairs]
    archive.settle(ids)
    linker.update(ids)


def costs(archives: dict[int, Archive], first: int) -> dict[int, float]:
    """Processor seconds that one more article takes in each archive, the median of many, by turns."""
    taken: dict[int, list[float]] = {size: [] for size in archives}
    for more in range(first, first + TRIED):
        for size, archive in archives.items():
            pair = told(-more, more * STRIDE % (size // CIRCLE))
            before = time.process_time()
            with archive.transaction():
                link(archive, Linker(archive, archive.linked_pair, known=()), [pair])
            taken[size].append(time.process_time() - before)
    return {size: statistics.median(times) for size, times in taken.items()}


def main(articles: int) -> None:
    sizes = sorted({10**n for n in range(4, 9) if 10**n < articles} | {articles})
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        large = stack.enter_context(open_archive(Path(name) / "large", write=True))
        filled = 0
        for turn, size in enumerate(sizes):
            before = time.process_time()
            fill(large, filled, size)
            each = (time.process_time() - before) / (size - filled) * 1000
            with tempfile.TemporaryDirectory() as other, open_archive(Path(other), write=True) as small:
                fill(small, 0, SMALL)
                found = costs({SMALL: small, size: large}, turn * TRIED)
            ratio = found[size] / found[SMALL]
            print(
                f"{size:>9,} articles linked at {each:.1f} ms each; one more {found[size] * 1000:.1f} ms, "
                f"among {SMALL} {found[SMALL] * 1000:.1f} ms: ratio {ratio:.2f} (to be 1.5 or less)",
                flush=True,
            )
            filled = size


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else LARGE)
