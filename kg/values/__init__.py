"""Values in text: amounts of money, dates and durations. Pure functions of text, language and what is known of it.

Each is loaded on first use: who asks the graph reads no text.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.values.dates import DateMention as DateMention
    from kg.values.dates import find_dates as find_dates
    from kg.values.money import MoneyMention as MoneyMention
    from kg.values.money import find_money as find_money

__all__ = ["DateMention", "MoneyMention", "find_dates", "find_money"]

_WHERE = {
    "DateMention": "kg.values.dates",
    "MoneyMention": "kg.values.money",
    "find_dates": "kg.values.dates",
    "find_money": "kg.values.money",
}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'kg.values' has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)
