# Commonweal: every task of the project has one name here. `make help` lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help
VENV := .venv
BENCH := .venv-bench
DATA := $(firstword $(wildcard ../shared/data ../../shared/data))
PY := $(VENV)/bin/python
CW := $(VENV)/bin/commonweal
# A system Python is preferred: a database user made by the launcher must be able to run it too.
PYTHON := $(shell for p in /usr/bin/python3 python3 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$p && break; done)
MESSAGES := $(patsubst %.po,%.mo,$(wildcard commonweal/locale/*/LC_MESSAGES/django.po))
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: --no-deps

help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/made: 
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later with its venv module is needed (Debian: apt-get install python3-venv)"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/installed: $(VENV)/made requirements.txt pyproject.toml
	@echo "installing what Commonweal needs, pinned by hash …"
	@env -u PYTHONDONTWRITEBYTECODE $(PIP) -r requirements.txt
	@$(PY) tools/link.py $(VENV)
	@touch $@

$(VENV)/kernel: $(VENV)/made commonweal/search/index/kernel.c tools/kernel.py
	@$(PY) tools/kernel.py $(VENV)
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.txt
	@echo "installing what the tests need besides, pinned by hash …"
	@env -u PYTHONDONTWRITEBYTECODE $(PIP) -r requirements-dev.txt
	@touch $@

%.mo: %.po $(VENV)/installed
	@$(VENV)/bin/pybabel --quiet compile --domain django --input-file $< --output-file $@

install: $(VENV)/installed $(VENV)/kernel $(MESSAGES) ## install into .venv (done by the other targets)

demo: install ## set up the demo commonwealth, play the main job, say how to open it
	@$(CW) demo

serve: install ## run the site until Ctrl-C
	@$(CW) serve

test: $(VENV)/installed-dev $(VENV)/kernel $(MESSAGES) ## run all tests (arguments: T="-k name")
	@$(PY) -m pytest $(or $(T),-n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder)

check: $(VENV)/installed-dev ## lint, formatting, import contracts
	@$(VENV)/bin/ruff check commonweal tests tools verifier
	@$(VENV)/bin/ruff format --check commonweal tests tools verifier
	@PYTHONPATH=. $(VENV)/bin/lint-imports

format: $(VENV)/installed-dev ## format the code
	@$(VENV)/bin/ruff check --fix --quiet commonweal tests tools verifier
	@$(VENV)/bin/ruff format --quiet commonweal tests tools verifier

prove-main-job: $(VENV)/installed-dev $(VENV)/kernel ## measure every promise of the main job: claim, figure, aim, holds (ONLY="policy journal")
	@$(PY) -m tools.prove.main_job $(ONLY)

prove-real-data: $(VENV)/installed-dev $(VENV)/kernel ## real files, record types, banks: claim, figure, aim, holds (ONLY="lists million"); the fuzz goes on where it stopped
	@$(PY) -m tools.prove.real_data $(ONLY)

prove-trust: $(VENV)/installed-dev $(VENV)/kernel $(MESSAGES) ## what is promised to who trusts the house with data (ONLY="trust_content trust_life")
	@$(PY) -m tools.prove.trust $(ONLY)

# Peers live in an installation of their own, beside the one that runs the house.
$(BENCH)/installed: requirements-bench.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later with its venv module is needed (Debian: apt-get install python3-venv)"; exit 1; }
	@$(PYTHON) -m venv $(BENCH)
	@echo "installing who is compared, pinned by hash (about 1 GB) …"
	@env -u PYTHONDONTWRITEBYTECODE $(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: --no-deps -r requirements-bench.txt
	@$(BENCH)/bin/python tools/link.py $(BENCH)
	@touch $@

$(BENCH)/kernel: $(BENCH)/installed commonweal/search/index/kernel.c tools/kernel.py
	@$(BENCH)/bin/python tools/kernel.py $(BENCH)
	@touch $@

bench-names: $(BENCH)/installed $(BENCH)/kernel ## Commonweal's name search beside its peers, one table (DATA=folder of lists, ARGS="--fill 0 --fill 1000000")
	@test -d "$(DATA)" || { echo "No lists: give DATA=folder; docs/benchmarks/README.md says what must lie there"; exit 1; }
	@$(BENCH)/bin/python -m commonweal.house.cli bench names --list $(DATA)/lists/watchlist.jsonl --list $(DATA)/lists/office_holders.jsonl \
	  --pairs $(DATA)/names/pairs_dev.jsonl --labelled $(DATA)/names/labelled_pairs_dev.csv --labelled docs/benchmarks/regional/pairs_open.csv \
	  --unlisted $(DATA)/names/not_listed_people.csv --out docs/benchmarks $(or $(ARGS),--fill 0 --fill 1000000)

prove-names: $(BENCH)/installed $(BENCH)/kernel $(MESSAGES) ## search by name: claim, figure, aim, holds (ONLY="names_recall names_pairs", HELD=1 opens the held pairs)
	@HELD=$(HELD) $(BENCH)/bin/python -m tools.prove.names $(ONLY)

prove-bare: $(VENV)/installed-dev ## both commands on a bare Debian, as root and as an ordinary user (needs root, debootstrap)
	@$(PY) -m tools.prove bare

lock: ## renew requirements*.txt (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet requirements.in -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet requirements-dev.in -o requirements-dev.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet \
	  --no-emit-package pyicu -c requirements-dev.txt requirements-bench.in -o requirements-bench.txt

clean: ## stop everything, remove the data and the installation
	@if [ -x $(CW) ]; then $(CW) clean --yes; fi
	@if [ -x $(PY) ]; then $(PY) -m tests.memory --remove; fi
	@rm -rf $(VENV) $(BENCH) build .pytest_cache .hypothesis .ruff_cache .import_linter_cache

.PHONY: help install demo serve test check format bench-names prove-main-job prove-real-data prove-trust prove-names prove-bare lock clean
