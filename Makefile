# Needs Python 3.11 or newer, pip and make. Everything else is set up by these targets, once.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
TOOLS := .venv-tools/bin

.PHONY: setup chat test check eval lock licences sbom clean
.DEFAULT_GOAL := chat

setup: .venv/ready
	@$(BIN)/python -m assistant.store

# Every package comes with a hash from the lock, but torch: its builds differ by source (docs/decisions/020). What torch
# needs of Python is in the lock, so that the third line brings torch, and what its GPU build wants, alone.
.venv/ready: pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Kilde needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Setting up .venv, once: this takes a few minutes."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) --no-deps --require-hashes --only-binary :all: --requirement requirements.lock
	@$(PIP) "torch==2.13.0"
	@$(PIP) --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m pip check
	@touch $@

chat: setup
	@$(BIN)/kilde chat

# Two files of tests at a time: most of them use one core. Not the files with most tests first: the longest has few, and
# would be left to the end, alone.
test: setup
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

check: .venv/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: setup
	@$(BIN)/kilde eval

# The tools below are for those who keep the lock; they are no part of what is installed.
$(TOOLS)/python:
	@$(PYTHON) -m venv .venv-tools
	@$@ -m pip install --quiet --disable-pip-version-check "uv>=0.9,<1" "cyclonedx-bom>=7,<8"

lock: $(TOOLS)/python
	@{ echo '# Every package but PyTorch, with its hashes, for Python 3.11 and newer. Made by `make lock`, used by `make setup`.'; \
	  echo torch | $(TOOLS)/uv pip compile pyproject.toml requirements.in --extra dev --universal --python-version 3.11 \
	  --generate-hashes --excludes /dev/stdin --no-header --no-annotate --quiet; } > requirements.lock.new
	@mv requirements.lock.new requirements.lock

licences: setup
	@$(BIN)/python -m tests.supply licences

sbom: setup $(TOOLS)/python
	@$(TOOLS)/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --output-file kilde.cdx.json $(BIN)/python
	@echo "The packages of .venv are listed in kilde.cdx.json (CycloneDX)."

clean:
	rm -rf .venv .venv-tools .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache *.egg-info
