"""Who contracts with whom: business news in Spanish and English, read into a queryable graph.

The verbs a program imports. Each is loaded on first use, so that importing :mod:`kg` imports no spaCy.

>>> import kg
>>> kg.__version__
'0.1.0'
"""

from typing import TYPE_CHECKING

from kg.lazy import on_first_use

if TYPE_CHECKING:
    from kg.linking import link as link
    from kg.reader import nlp as nlp
    from kg.reading import read as read
    from kg.store import open_graph as open_graph

__version__ = "0.1.0"
__all__ = ["link", "nlp", "open_graph", "read"]

__getattr__ = on_first_use(
    __name__, {"link": "kg.linking", "nlp": "kg.reader", "open_graph": "kg.store", "read": "kg.reading"}
)
