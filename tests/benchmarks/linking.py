"""What linking one article costs in a graph of a hundred articles and in a large one, on generated readings.

    python tests/benchmarks/linking.py [ARTICLES]

Articles come in circles of ten about the same five companies however large the graph is, so the two differ in size
alone. Every article goes the way that an ingest takes: links in an archive on disk, one article a transaction.
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
from kg.linking.incremental import Linker
from kg.model import (
    Amount,
    Article,
    Claim,
    Evidence,
    Kind,
    Mention,
    MentionKind,
    Named,
    Party,
    Reading,
    Role,
    Span,
    Status,
    article_id,
)

SMALL, LARGE, TRIED, AT_ONCE = 100, 20_000, 60, 500
CIRCLE, COMPANIES = 10, 5
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


def told(number: int, articles: int) -> tuple[Article, Reading]:
    """The article of a number in a graph of so many: one deal between two of its companies."""
    chance = random.Random(f"article {number} of {articles}")
    circle = number % (articles // CIRCLE)
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


def fill(archive: Archive, articles: int) -> None:
    """Link so many articles, many at once."""
    linker = Linker(archive, archive.linked_pair, known=())
    for first in range(0, articles, AT_ONCE):
        with archive.transaction():
            link(archive, linker, [told(n, articles) for n in range(first, min(first + AT_ONCE, articles))])


def link(archive: Archive, linker: Linker, pairs: list[tuple[Article, Reading]]) -> None:
    """Link some articles."""
    for article, reading in pairs:
        archive.add(article)
        archive.keep(reading)
    ids = [article.id for article, _ in pairs]
    archive.settle(ids)
    linker.update(ids)


def costs(archives: dict[int, Archive]) -> dict[int, float]:
    """Processor seconds that one more article takes in each archive, the median of many, by turns."""
    linkers = {size: Linker(archive, archive.linked_pair, known=()) for size, archive in archives.items()}
    taken: dict[int, list[float]] = {size: [] for size in archives}
    for more in range(TRIED):
        for size, archive in archives.items():
            pair = told(size + more, size)
            before = time.process_time()
            with archive.transaction():
                link(archive, linkers[size], [pair])
            taken[size].append(time.process_time() - before)
    return {size: statistics.median(times) for size, times in taken.items()}


def main(articles: int) -> None:
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        archives = {n: stack.enter_context(open_archive(folder / str(n), write=True)) for n in (SMALL, articles)}
        for size, archive in archives.items():
            before = time.process_time()
            fill(archive, size)
            print(f"{size:>9,} articles linked at {(time.process_time() - before) / size * 1000:.1f} ms each")
        found = costs(archives)
        for size, seconds in found.items():
            print(f"one more article among {size:>9,}: {seconds * 1000:6.1f} ms")
        print(f"ratio {found[articles] / found[SMALL]:.2f} (to be 1.5 or less)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else LARGE)
