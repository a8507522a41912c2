"""The readers there are, and the spaCy components of each."""

from pathlib import Path

from kg.errors import ConfigError

NEURAL, RULES = "neural", "rules"
STAGES = {
    RULES: ("kg_sentences", "kg_values", "kg_names", "kg_deals"),
    NEURAL: ("kg_sentences", "kg_values", "kg_reader"),
}
WEIGHTS = Path(__file__).parent / "weights"


def default_reader() -> str:
    """The trained model where its weights are installed, else the rules."""
    return NEURAL if (WEIGHTS / "VERSION").exists() else RULES


def chosen(reader: str | None) -> str:
    """The reader asked for, or the default.

    Raises:
        ConfigError: there is no such reader.

    >>> chosen("rules")
    'rules'
    """
    if reader is not None and reader not in STAGES:
        raise ConfigError(f"no reader {reader!r}; there is {', '.join(STAGES)}")
    return reader or default_reader()
