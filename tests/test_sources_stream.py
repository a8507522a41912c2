"""Looking ahead loses nothing, and a line that is too long is not held."""

import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ArticleError
from kg.sources.stream import ARTICLE_BYTES, Stream

LINES = st.lists(st.sampled_from([b"", b" ", b"uno", b"dos dos", b'{"a": 1}', b"\r"]), max_size=8)


def stream(data: bytes) -> Stream:
    return Stream(io.BytesIO(data))


@given(LINES, st.booleans(), st.integers(0, 3), st.integers(1, 9))
def test_looking_loses_nothing(lines: list[bytes], ended: bool, count: int, size: int) -> None:
    data = b"\n".join(lines) + (b"\n" if ended else b"")
    looked, read = stream(data), stream(data)
    full = [line for line in data.split(b"\n") if line.strip()]
    assert looked.look(count) == full[:count]
    assert list(looked.lines()) == data.splitlines(keepends=True) or b"\r" in data
    read.look(count)
    pieces = iter(lambda: read.read(size), b"")
    assert b"".join(pieces) == data


def test_lines_after_a_look() -> None:
    one = stream(b"\n\nuno\ndos\ntres")
    assert one.look() == [b"uno"]
    assert one.readline(2) == b"\n"
    assert list(one.lines()) == [b"\n", b"uno\n", b"dos\n", b"tres"]


class LongLine(io.RawIOBase):
    """A line of 50 MB that is never in memory, and one after it."""

    def __init__(self) -> None:
        self.pieces = iter([*[b"x" * 1_000_000] * 50, b"\nfin\n"])
        self.left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        self.left = self.left or next(self.pieces, b"")
        taken, self.left = self.left[: len(buffer)], self.left[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)


def test_a_long_line_is_passed_over_in_little_memory() -> None:
    tracemalloc.start()
    assert list(Stream(io.BufferedReader(LongLine())).lines()) == [None, b"fin\n"]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3 * ARTICLE_BYTES


def test_the_rest_has_a_limit() -> None:
    assert stream(b"abc").rest(3) == b"abc"
    with pytest.raises(ArticleError, match="longer than 0 MiB; give many articles as JSON Lines"):
        stream(b"abcd").rest(3)
