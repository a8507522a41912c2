"""A limit on the time a query may take. The engine has none, so it works in a thread of its own.

Only the time in which the reader of the rows waits for the engine counts. A thread cannot be stopped from outside: one
that runs over its time ends by itself at its next row, and never keeps the process from ending. A server that has to
be sure of its processor time runs queries in processes instead.
"""

from collections.abc import Callable, Iterator
from queue import Empty, Full, Queue
from threading import Event, Thread
from time import monotonic
from typing import TypeVar

from kg.errors import QueryError

T = TypeVar("T")

_BATCH = 1000
_AHEAD = 4
_GLANCE = 0.05  # seconds between two looks whether anybody still wants the rows


def within(seconds: float | None, produce: Callable[[], Iterator[T]]) -> Iterator[T]:
    """What ``produce`` gives, made in another thread; without a limit in this one.

    >>> list(within(10, lambda: iter("abc")))
    ['a', 'b', 'c']

    Raises:
        QueryError: it took longer; or what ``produce`` raises of this kind.
    """
    return produce() if seconds is None else _limited(seconds, produce)


def _limited(seconds: float, produce: Callable[[], Iterator[T]]) -> Iterator[T]:
    batches: Queue[list[T] | QueryError] = Queue(_AHEAD)
    unwanted = Event()
    Thread(target=_work, args=(produce, batches, unwanted), daemon=True, name="query").start()
    left = seconds
    try:
        while left >= 0:
            asked = monotonic()
            batch = _received(batches, left, seconds)
            left -= monotonic() - asked
            yield from batch
            if not batch:
                return
    finally:
        unwanted.set()


def _received(batches: Queue[list[T] | QueryError], left: float, seconds: float) -> list[T]:
    try:
        batch = batches.get(timeout=left)
    except Empty as error:
        raise QueryError(f"the query took longer than {seconds:g} s; narrow it, or allow it more time") from error
    if isinstance(batch, QueryError):
        raise batch
    return batch


def _work(produce: Callable[[], Iterator[T]], batches: Queue[list[T] | QueryError], unwanted: Event) -> None:
    """Put what is produced into the queue, an empty batch at its end, as long as somebody wants it."""
    batch: list[T] = []
    try:
        for item in produce():
            batch.append(item)
            if len(batch) == _BATCH:
                _offer(batches, batch, unwanted)
                batch = []
            if unwanted.is_set():
                return
    except QueryError as error:
        # without its traceback, which holds the engine's answer: that may be dropped in this thread only
        _offer(batches, QueryError(str(error)), unwanted)
        return
    for last in (batch, []) if batch else (batch,):
        _offer(batches, last, unwanted)


def _offer(batches: Queue[list[T] | QueryError], batch: list[T] | QueryError, unwanted: Event) -> None:
    while not unwanted.is_set():
        try:
            batches.put(batch, timeout=_GLANCE)
        except Full:
            continue
        return
