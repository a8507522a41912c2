"""The errors a user can meet; every other exception is a bug and keeps its traceback.

A message says what is wrong, where (``file:line``, article, offset) and what to do about it, in one line.
"""


class KgError(Exception):
    """What every error of this package is: one line for the user, exit code 1."""


class ConfigError(KgError):
    """``kg.toml`` or an option asks for something that does not exist."""


class LexiconError(KgError):
    """A row of ``kg/lang`` is not what its table asks for."""


class ArticleError(KgError):
    """One input cannot be read as an article; the others are kept."""


class QueryError(KgError):
    """A query is not SPARQL, asks for what is refused, or took too long."""


class ModelMissing(KgError):
    """The trained reader's weights, or the libraries that run or train it, are not installed."""


class StoreError(KgError):
    """The data folder cannot be opened, read or written."""
