# Needs python3 (3.11 or newer), make and a package index. `make` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EXAMPLE := examples/la_habana_2016.txt
PUBLISHED := 2016-03-22

.DEFAULT_GOAL := help
.PHONY: help install demo test test-all lint format lock docs bench clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 18

install: $(VENV)/.package ## install everything into .venv

# The two stamps make the second run quick: one for what is pinned, one for the package itself.
$(VENV)/.locked: requirements.lock
	@command -v $(PYTHON) >/dev/null || { \
	  echo "dragoman: $(PYTHON) is not there; install Python 3.11 or newer, or name it: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "dragoman: $$($(PYTHON) --version 2>&1) is too old; needs 3.11 or newer, named so: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "dragoman: $(PYTHON) has no venv module; install it (Debian, Ubuntu: apt install python3-venv)" >&2; exit 1; }
	@echo "== creating $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)
	@echo "== installing what requirements.lock pins (a few minutes the first time)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@touch $@

$(VENV)/.package: $(VENV)/.locked pyproject.toml
	@echo "== installing dragoman itself"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: install ## code a Spanish news report and show what it says
	@echo "== dragoman code $(EXAMPLE) --published $(PUBLISHED)"
	@$(BIN)/dragoman code $(EXAMPLE) --published $(PUBLISHED)

lint: install ## ruff and mypy
	@echo "== ruff check"
	@$(BIN)/ruff check .
	@echo "== ruff format --check"
	@$(BIN)/ruff format --check .
	@echo "== mypy --strict"
	@$(BIN)/mypy

test: lint ## lint, types and the tests but for the slow ones
	@echo "== pytest"
	@$(BIN)/pytest -m "not slow"

test-all: lint ## the same with the slow tests
	@echo "== pytest, slow ones too"
	@$(BIN)/pytest

format: install ## put the code into shape
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lock: install ## pin anew what pyproject.toml asks for
	@$(BIN)/python -c 'import uv' 2>/dev/null || $(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile pyproject.toml --group dev --override overrides.txt --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet --output-file requirements.lock
	@echo "== requirements.lock written; 'make install' installs it"

docs: install ## the documentation, into site/
	@$(BIN)/python -m dragoman.cli.reference docs/cli.md
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo "== site/index.html"

bench: install ## speed, and scores on the gold sets that are there, into docs/benchmarks.md
	@for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

clean: ## remove what was built, .venv too
	rm -rf $(VENV) site build .mypy_cache .ruff_cache .pytest_cache
