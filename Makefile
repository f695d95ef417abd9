# Every target sets up what it needs, once, in .venv; see `make help`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTESTFLAGS ?=

.PHONY: help demo test lint docs bench editors pictures builds vsix clean

help:
	@echo "make demo      lint the projects in examples/, to see what it looks like"
	@echo "make test      run the tests"
	@echo "make lint      check the style and the types of the code"
	@echo "make docs      write what is derived from the rules: the index, the pages, the tables"
	@echo "make bench     compare speed with hadolint and tally, on this machine"
	@echo "make vsix      build the extension for VS Code"
	@echo "make editors   try the language server in real editors"
	@echo "make pictures  take the pictures of the extension's page anew"
	@echo "make builds    try that what is fixed still builds, with a Docker of its own"
	@echo "make clean     forget what was set up"

$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("dockwright needs Python 3.11 or later" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.ready: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@

demo: $(VENV)/.installed
	$(BIN)/dockwright check --fail-on never examples
	@echo
	@echo "What a fix would change in one of them:"
	$(BIN)/dockwright fix --diff --fail-on never examples/python-api
	@echo
	@echo "How far they meet the CIS Docker Benchmark:"
	$(BIN)/dockwright report cis --quiet --fail-on never examples

test: $(VENV)/.ready
	$(BIN)/python -m pytest $(PYTESTFLAGS)

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(VENV)/.ready
	$(BIN)/python -m dockwright.dev generate

bench: $(VENV)/.ready
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/compare.py

editors: $(VENV)/.ready
	DOCKWRIGHT_EDITORS=1 $(BIN)/python -m pytest tests/editors $(PYTESTFLAGS)

pictures: $(VENV)/.ready
	DOCKWRIGHT_EDITORS=1 DOCKWRIGHT_PICTURES=$(CURDIR)/vscode-extension/images $(BIN)/python -m pytest tests/editors/test_pictures.py $(PYTESTFLAGS)

builds: $(VENV)/.ready
	DOCKWRIGHT_BUILDS=1 $(BIN)/python -m pytest tests/builds $(PYTESTFLAGS)

vsix:
	cd vscode-extension && npm ci && npm run package

clean:
	rm -rf $(VENV) build dist
