"""What is explained, and why, as lines."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is explained, and why, line by line."""

    title: str
    reasons: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """The title, then each reason indented.

        >>> list(Explanation("a deal", ("its sentence",)).lines())
        ['a deal', '  its sentence']
        """
        yield self.title
        yield from (f"  {reason}" for reason in self.reasons)
