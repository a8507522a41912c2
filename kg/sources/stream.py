"""Reading inputs without holding more than one article of them in memory."""

from collections.abc import Iterator
from typing import Protocol

from kg.errors import ArticleError

ARTICLE_BYTES = 10 * 2**20
"""The longest that one article may be; a long novel has 3 million bytes."""
FILE_BYTES = 64 * 2**20
"""The longest that a JSON file may be that has to be read as one."""


class Bytes(Protocol):
    """What is asked of an open binary file or of standard input."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes."""

    def readline(self, size: int, /) -> bytes:
        """The bytes up to the end of the line, at most ``size``."""


class Stream:
    """An input that can be looked at before it is read: :attr:`ahead` has been read already, and is given first."""

    def __init__(self, source: Bytes) -> None:
        self._source = source
        self.ahead = b""

    def look(self, count: int = 1) -> list[bytes]:
        """The first lines that are not blank, at most ``count``, without reading past them."""
        while len(self.ahead) < ARTICLE_BYTES and not self._holds(count):
            if not (line := self._source.readline(ARTICLE_BYTES)):
                break
            self.ahead += line
        return self._full_lines()[:count]

    def _holds(self, count: int) -> bool:
        return self.ahead.endswith(b"\n") and len(self._full_lines()) >= count

    def _full_lines(self) -> list[bytes]:
        return [line for line in self.ahead.split(b"\n") if line.strip()]

    def read(self, size: int) -> bytes:
        """At most ``size`` bytes."""
        taken, self.ahead = self.ahead[:size], self.ahead[size:]
        return taken + self._source.read(size - len(taken)) if len(taken) < size else taken

    def readline(self, size: int) -> bytes:
        """The bytes up to the end of the line, at most ``size``."""
        end = self.ahead.find(b"\n") + 1 or len(self.ahead)
        taken, self.ahead = self.ahead[: min(end, size)], self.ahead[min(end, size) :]
        if taken.endswith(b"\n") or len(taken) == size:
            return taken
        return taken + self._source.readline(size - len(taken))

    def lines(self) -> Iterator[bytes | None]:
        """The lines that are left, each with its end; None for one longer than an article, which is passed over."""
        while line := self.readline(ARTICLE_BYTES + 1):
            if len(line) <= ARTICLE_BYTES:
                yield line
                continue
            while line and not line.endswith(b"\n"):
                line = self.readline(2**20)
            yield None

    def rest(self, limit: int) -> bytes:
        """All that is left.

        Raises:
            ArticleError: it is more than ``limit`` bytes.
        """
        data = self.read(limit + 1)
        if len(data) > limit:
            raise ArticleError(f"is longer than {limit // 2**20} MiB; give many articles as JSON Lines (.jsonl)")
        return data
