# Needs Python 3.11 or newer, pip and make. Everything else is set up by these targets, once.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup chat test check eval clean
.DEFAULT_GOAL := chat

setup: .venv/ready
	@$(BIN)/python -m assistant.store

# torch comes first: later requirements are then satisfied and pull no other build of it.
.venv/ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Kilde needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Setting up .venv, once: this takes a few minutes."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "torch==2.13.0"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $@

chat: setup
	@$(BIN)/kilde chat

test: setup
	@$(BIN)/python -m pytest

check: .venv/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: setup
	@$(BIN)/kilde eval

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache *.egg-info
