# What people type. Every target is a line or two; `make help` lists them.
STUDY ?= aft-sample
CORES ?= all
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv pip
LOCK := $(UV) compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate --excludes config/lock-leaves-out.txt

# programs in .venv know the folder that they were installed in
ifneq ($(wildcard .venv/folder),)
ifneq ($(shell cat .venv/folder),$(CURDIR))
$(error This folder was moved or copied. Delete its .venv, then type the same again)
endif
endif

# every rule is a process, and so is every worker of the tests: what they import is compiled once,
# even where Python is told to keep nothing
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install install-dev reproduce test test-huge test-nightly test-slurm check format notebooks docs review audit crate verify \
	bench bench-stock lock mutants pictures extra-bf16 extra-slurm extra-torch clean

help:  ## list the targets
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

install: .venv/installed  ## make .venv with exactly what requirements.lock lists

install-dev: .venv/installed-dev

.venv/uv:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	$(UV) uninstall --quiet --python $(BIN)/python pip setuptools  # uv does what they do
	echo '$(CURDIR)' > .venv/folder
	touch $@

# uv installs the locked versions, checks their hashes, and resolves nothing
.venv/installed: .venv/uv requirements.lock pyproject.toml
	@echo 'Installing the packages: the first time this takes some minutes and says nothing.'
	$(UV) install --quiet --python $(BIN)/python --no-deps --require-hashes -r requirements.lock
	$(UV) install --quiet --python $(BIN)/python --no-deps -e .
	$(BIN)/python -c "import bertopic, docx, fontTools.subset, nltk, \
		matplotlib.pyplot, pandas, pyarrow.parquet, scipy.stats, snakemake.cli, snakemake.script, xlsxwriter"
	touch $@

.venv/installed-dev: .venv/installed requirements-dev.lock
	$(UV) install --quiet --python $(BIN)/python --no-deps --require-hashes -r requirements-dev.lock
	touch $@

reproduce: install  ## run the whole analysis of STUDY (default: the synthetic sample)
	$(BIN)/aft-themes run --cores $(CORES) $(STUDY)

test: install-dev  ## run every test, on all cores
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

test-huge: install-dev  ## read files as large as any that is read, which takes minutes
	$(BIN)/pytest -m huge

test-nightly: install-dev  ## kill runs at random moments, invent new inputs; which takes minutes
	$(BIN)/pytest -m nightly
	$(BIN)/pytest --hypothesis-profile "new examples" $$(grep -rl hypothesis tests --include='test_*.py')

test-slurm: install-dev extra-slurm  ## run a study on a real SLURM on this machine (Debian, as root)
	apt-get install --yes --quiet slurm-wlm munge
	$(BIN)/pytest -m slurm

check: install-dev  ## lint, format and types; the workflow's form
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/snakefmt --check Snakefile workflow/rules

format: install-dev  ## put code into one format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/snakefmt Snakefile workflow/rules

notebooks: install  ## open the notebooks in Jupyter
	$(BIN)/jupyter lab notebooks

docs: install-dev  ## build the pages in docs/_build
	$(BIN)/sphinx-build -q -W --keep-going docs docs/_build

pictures: install-dev reproduce  ## take the README's pictures from the sample's results (needs Chromium)
	$(BIN)/python docs/pictures.py

mutants: install-dev  ## put small faults into the code and count those that the tests notice
	$(BIN)/python benchmarks/mutants.py

review: install  ## write the workbook that asks coders what helps most
	$(BIN)/aft-themes review --cores $(CORES) $(STUDY)

audit: install  ## score de-identification against the study's hand list
	$(BIN)/aft-themes audit $(STUDY)

bench: install  ## time whole runs, and every rule with its peak memory
	$(BIN)/python benchmarks/workflow.py

bench-stock: install  ## time a run beside a stock notebook recipe, in an environment of its own
	$(BIN)/python benchmarks/stock_recipe.py

crate: install  ## pack a finished run for deposit (RO-Crate)
	$(BIN)/aft-themes crate $(STUDY)

verify: install  ## compare the results with their manifest
	$(BIN)/aft-themes verify $(STUDY)

lock: .venv/uv  ## choose versions anew and write both locks
	$(LOCK) --upgrade --output-file requirements.lock
	$(LOCK) --upgrade --extra dev --extra docs --constraints requirements.lock --output-file requirements-dev.lock

extra-slurm: install  ## add what sends rules to a SLURM cluster
	$(UV) install --python $(BIN)/python --constraints requirements.lock snakemake-executor-plugin-slurm

# openvino-telemetry, which the package asks for, would tell its makers about each use
extra-bf16: install  ## add OpenVINO, for vectors in bfloat16 on processors that have it
	$(UV) install --python $(BIN)/python --no-deps 'openvino>=2025'

extra-torch: install  ## add sentence-transformers and PyTorch, for other embedding models
	$(UV) install --python $(BIN)/python --constraints requirements.lock sentence-transformers

clean:  ## remove what STUDY's runs wrote; raw data stay
	rm -rf data/processed/$(STUDY) reports/$(STUDY)
