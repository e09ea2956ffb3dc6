# hedui (核对). Needs Python 3.11 or newer and make; uv is fetched into .venv where it is absent.
#   make setup                      the environment in .venv
#   make warehouse [REPORTS=DIR]    the warehouse from the reports of DIR
#   make test                       the whole test suite
.DEFAULT_GOAL := help

PYTHON ?= python3
REPORTS ?= data/reports
SECONDS ?= 60
BIN := .venv/bin
STAMP := .venv/.ready
UV := $(shell command -v uv 2>/dev/null || echo $(BIN)/uv)

.PHONY: help setup warehouse test bench fuzz lint format docs lock dev clean

help: ## say what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

setup: $(STAMP) ## make the environment in .venv

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("hedui needs Python 3.11 or newer, but $(PYTHON) is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv .venv

$(BIN)/uv: | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv

# Bytecode is compiled here once: some machines forbid Python to write it, and every start would then pay for it.
$(STAMP): requirements.lock pyproject.toml | $(BIN)/python $(UV)
	$(UV) pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes -r requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps --editable .
	$(BIN)/python -m compileall -q hedui assets pipelines
	@touch $@

warehouse: setup ## build the warehouse from REPORTS (default data/reports)
	$(BIN)/hedui build "$(REPORTS)"

test: setup ## run the whole test suite
	$(BIN)/pytest --numprocesses auto --dist loadfile

bench: setup ## speed, growth, errors found and verdicts proven, in minutes (docs/benchmarks.md)
	$(BIN)/python tests/benchmarks/reading.py
	cd tests && ../$(BIN)/python -m benchmarks.scale 10000 100000
	cd tests && ../$(BIN)/python -m benchmarks.injection --worlds 1
	cd tests && ../$(BIN)/python -m benchmarks.oracle --cases 1000

fuzz: setup ## read hostile files of every format, SECONDS (default 60) each
	cd tests && for target in text html docx pdf; do ../$(BIN)/python -m fuzz --target $$target --seconds $(SECONDS) || exit 1; done

lint: setup ## style, types and the import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup ## rewrite the sources in the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: setup ## make the data dictionary, the map of the house and the outputs of examples anew
	$(BIN)/python -m hedui.warehouse.tables.dictionary > docs/data-dictionary.md
	$(BIN)/python tests/docs/house_map.py
	$(BIN)/python tests/docs/example_pages.py

lock: | $(BIN)/python $(UV) ## resolve pyproject.toml anew into requirements.lock
	$(UV) pip compile --quiet --python-version 3.11 --extra dev --generate-hashes --no-emit-index-url --no-annotate pyproject.toml -o requirements.lock

dev: setup ## Dagster's user interface and daemon
	$(BIN)/hedui dev

clean: ## remove the environment and the caches of the tools; a warehouse stays
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
