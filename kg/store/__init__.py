"""The graph on disk: one process writes it, any number read its newest snapshot.

:func:`open_graph` opens the newest snapshot for reading; :class:`Dataset` writes. Both live in ``rdf/`` of the data
folder: ``live`` is the writer's, ``snapshots`` holds what it published, each complete by itself.
"""

from kg.store.dataset import Dataset as Dataset
from kg.store.graph import Graph as Graph
from kg.store.graph import open_graph as open_graph
from kg.store.rows import Rows as Rows
from kg.store.rows import Value as Value
