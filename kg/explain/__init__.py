"""Why something is in the graph, down to the sentence; and why a sentence tells a deal or none."""

from kg.explain.explanation import Explanation as Explanation
from kg.explain.graph import explain as explain
from kg.explain.sentence import explain_sentence as explain_sentence
