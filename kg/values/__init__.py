"""Values in text: amounts of money, dates and durations. Pure functions of text, language and what is known of it."""

from kg.values.dates import DateMention as DateMention
from kg.values.dates import find_dates as find_dates
from kg.values.money import MoneyMention as MoneyMention
from kg.values.money import find_money as find_money
