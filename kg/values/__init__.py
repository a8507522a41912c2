"""Values in text: amounts of money, dates and durations. Pure functions of text, language and what is known of it.

Each is loaded on first use: who asks the graph reads no text.
"""

from typing import TYPE_CHECKING

from kg.lazy import on_first_use

if TYPE_CHECKING:
    from kg.values.dates import DateMention as DateMention
    from kg.values.dates import find_dates as find_dates
    from kg.values.money import MoneyMention as MoneyMention
    from kg.values.money import find_money as find_money

__all__ = ["DateMention", "MoneyMention", "find_dates", "find_money"]

__getattr__ = on_first_use(
    __name__,
    {
        "DateMention": "kg.values.dates",
        "MoneyMention": "kg.values.money",
        "find_dates": "kg.values.dates",
        "find_money": "kg.values.money",
    },
)
