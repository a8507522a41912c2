# `make demo` and `make test` set up `.venv` first; a second run costs nothing where nothing changed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint types layers spelling gate unit bench docs clean

help:  ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

setup: $(STAMP)  ## the virtual environment with everything

demo: $(STAMP)  ## ingest corpora/samples and show who contracts with whom
	rm -rf .demo
	$(BIN)/kg ingest corpora/samples --data .demo
	@echo; echo "Who contracts with whom (kg list deals):"
	@$(BIN)/kg list deals --data .demo
	@echo "A ready question, asked in plain words (kg ask '¿Con quién contrata Nubarra?'):"
	@$(BIN)/kg ask "¿Con quién contrata Nubarra?" --data .demo
	@$(BIN)/kg export graphml --data .demo -o .demo/network.graphml
	@echo "The network for Gephi, yEd or Cytoscape: .demo/network.graphml"

test: lint types layers spelling gate unit  ## everything that has to hold

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

layers: $(STAMP)
	$(BIN)/lint-imports

spelling: $(STAMP)
	$(BIN)/codespell README.md CONTRIBUTING.md CHANGELOG.md

gate: $(STAMP)  ## the accuracy floors on the corpus's dev articles
	$(BIN)/kg score corpora/articles --gate corpora/baseline.json --reader neural

unit: $(STAMP)
	$(BIN)/pytest

bench: $(STAMP)  ## timings, each beside a reference from the same run
	@for name in values reading linking exports store start; do echo "== $$name"; $(BIN)/python tests/benchmarks/$$name.py || exit 1; done

clean:  ## remove what was made here
	rm -rf $(VENV) build dist .demo
