"""Names that a package loads when they are first asked for, so that importing it costs nothing."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def on_first_use(package: str, where: Mapping[str, str]) -> Callable[[str], Any]:
    """What a package takes as its ``__getattr__``.

    Args:
        package: Its name.
        where: The module that each name is in.

    >>> load = on_first_use("kg.values", {"DAY": "calendar"})
    >>> load("Day")
    Traceback (most recent call last):
    AttributeError: module 'kg.values' has no attribute 'Day'
    """

    def load(name: str) -> Any:
        if name not in where:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(where[name]), name)

    return load
