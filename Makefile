# What people type. Every target is a line or two; `make help` lists them.
STUDY ?= aft-sample
CORES ?= all
PYTHON ?= python3
BIN := .venv/bin
SNAKEMAKE = $(BIN)/snakemake --cores $(CORES) --config study=$(STUDY)

.DEFAULT_GOAL := help
.PHONY: help install reproduce test check format lint notebooks docs review audit verify bench lock extra-classic extra-torch clean

help:  ## list the targets
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

install: $(BIN)/.installed  ## make .venv with exactly what requirements.lock lists

# uv installs the locked versions, checks their hashes, and resolves nothing
$(BIN)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	touch $@

reproduce: install  ## run the whole analysis of STUDY (the synthetic sample by default)
	$(SNAKEMAKE)

test: install  ## run every test
	$(BIN)/pytest

check: install  ## lint, format and type check; test the workflow's form
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/snakefmt --check Snakefile
	$(BIN)/snakemake --lint
