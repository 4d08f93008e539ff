# Two commands matter: `make run` and `make test`. `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
UV := VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv --quiet
SYNC := $(UV) pip sync --require-hashes --only-binary :all:
LOCK := $(BIN)/uv --quiet pip compile --universal --generate-hashes --python-version 3.11 \
	--custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)
PYTEST := $(BIN)/python -m pytest -n auto --dist loadgroup

.PHONY: help
help: ## this list
	@sed -nE 's/^([a-z]+):.*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | while IFS=$$'\t' read -r name says; \
		do printf '  make %-9s %s\n' "$$name" "$$says"; done

.PHONY: install
install: $(VENV)/run.stamp ## only the environment: .venv/bin/engagement is the product then

.PHONY: run
run: $(VENV)/run.stamp ## serve on http://127.0.0.1:8000 with demonstration data (PORT=…, DATABASE_URL=…)
	@exec $(BIN)/engagement serve --demo --port $(PORT)

.PHONY: test
test: $(VENV)/test.stamp tools ## install what the tests need and run them all
	@$(PYTEST) $(ARGS)

.PHONY: check
check: $(VENV)/test.stamp lint test ## formatting, lint, types, import rules, templates, dead code, then every test

.PHONY: lint
lint: $(VENV)/test.stamp ## only the checks that run nothing
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/deptry .

.PHONY: format
format: $(VENV)/test.stamp ## put the Python files in their form
	@$(BIN)/ruff format --quiet . && $(BIN)/ruff check --quiet --fix .

.PHONY: bench
bench: $(VENV)/test.stamp ## measure what docs/performance.md tells (SIZES=10000,100000, QUICK=1, ONLY=…, ENGINES=…)
	@$(BIN)/python -m benchmarks $(if $(SIZES),--sizes $(SIZES)) $(if $(QUICK),--quick) \
		$(if $(ONLY),--only $(ONLY)) $(if $(ENGINES),--engines $(ENGINES))

.PHONY: gallery
gallery: $(VENV)/test.stamp ## every component in all its states, on http://127.0.0.1:8140
	@$(BIN)/python -m tests.gallery

.PHONY: tools
tools:
	@tests/tools.sh

.PHONY: lock
lock: $(BIN)/uv ## write the exact versions into requirements/ (UPGRADE=1 takes the newest)
	@$(LOCK) --group build pyproject.toml -o requirements/run.txt
	@$(LOCK) --group build --group test -c requirements/run.txt pyproject.toml -o requirements/test.txt

# The environment. A stamp is as old as the lock that it was made from, so an unchanged lock asks nobody.
$(BIN)/uv: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' || { echo "Python's venv is missing: apt-get install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements/uv.txt
	@touch $@

$(VENV)/run.stamp: requirements/run.txt requirements/test.txt pyproject.toml | $(BIN)/uv
	@$(SYNC) requirements/$(if $(wildcard $(BIN)/pytest),test,run).txt
	@$(UV) pip install --offline --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: requirements/test.txt pyproject.toml | $(BIN)/uv
	@$(SYNC) requirements/test.txt
	@$(UV) pip install --offline --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/run.stamp
