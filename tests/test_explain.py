"""An explanation shows sentence, place, source, and what disagrees."""

import market
import pytest

from kg.errors import QueryError
from kg.explain import explain


def test_a_deal_is_explained_by_its_sentences():
    text = "\n".join(explain(market.market(), market.deal("chips"), language="es").lines())
    for part in ("proveedor: Ferrum Chips", "disputedAmount: 600000000 USD", "[0, 42)", "https://example.org/a02"):
        assert part in text


def test_what_is_unknown_is_said():
    with pytest.raises(QueryError, match="did you mean"):
        explain(market.market(), "Ferum Chips", language="en")
