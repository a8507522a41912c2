"""Ready questions: ``ontology/queries/*.rq`` asked by name, with typed parameters, or in plain words."""

from kg.ask.answer import Answer as Answer
from kg.ask.answer import answer as answer
from kg.ask.header import Question as Question
from kg.ask.header import find_question as find_question
from kg.ask.header import questions as questions
from kg.ask.plain import Understood as Understood
from kg.ask.plain import understand as understand
