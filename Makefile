# One entry point for people and CI. `make` lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export HUIYIN_HOME ?= $(CURDIR)/.huiyin
WORKERS ?= 2

.PHONY: help setup demo test browser check bench screenshots lock assets messages format clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 14

# The stamps make a second run free: a target is made again only when what it depends on changed.
$(VENV)/.core: requirements/core.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/bootstrap.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/core.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.dev: $(VENV)/.core requirements/dev.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	touch $@

$(VENV)/.assets: $(VENV)/.core package.json package-lock.json tools/assets.py requirements/assets.txt $(shell find src -name '*.html' -o -name 'menu.py')
	$(BIN)/python tools/assets.py
	touch $@

$(VENV)/.messages: $(VENV)/.core $(shell find src -name '*.po' 2>/dev/null)
	$(BIN)/python tools/messages.py compile
	touch $@

setup: $(VENV)/.core $(VENV)/.assets $(VENV)/.messages ## environment, front-end libraries, translations; leaves .venv/bin/huiyin
	$(BIN)/huiyin migrate
	$(BIN)/huiyin seed
	$(BIN)/huiyin text train --if-needed

assets: $(VENV)/.assets ## front-end libraries only

demo: $(VENV)/.core $(VENV)/.assets $(VENV)/.messages ## start the platform with an operator in it
	$(BIN)/huiyin demo

test: $(VENV)/.dev $(VENV)/.assets $(VENV)/.messages ## the whole suite on the database of DATABASE_URL (SQLite when unset)
	$(BIN)/python -m pytest -n $(WORKERS) -m "not browser"

browser: $(VENV)/.dev $(VENV)/.assets $(VENV)/.messages ## the journeys in a real browser
	$(BIN)/python -m pytest -n $(WORKERS) -m browser

check: $(VENV)/.dev $(VENV)/.assets $(VENV)/.messages ## format, lint, types, contracts, laws, migrations, deploy check
	$(BIN)/ruff format --check src tests tools benchmarks manage.py
	$(BIN)/ruff check src tests tools benchmarks manage.py
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'src/**/*.html')
	$(BIN)/mypy src
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/architecture
	$(BIN)/python manage.py makemigrations --check --dry-run
	HUIYIN_ENV=production HUIYIN_SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))') \
	  HUIYIN_FIELD_KEYS=$$($(BIN)/python -c 'import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())') \
	  HUIYIN_HOSTS=huiyin.example $(BIN)/python manage.py check --deploy --fail-level WARNING

bench: $(VENV)/.dev $(VENV)/.messages ## the figures of docs/performance.md
	$(BIN)/python -m benchmarks

judgement: $(VENV)/.dev $(VENV)/.messages ## the figures of docs/judgement.md
	$(BIN)/python -m benchmarks.judgement
	$(BIN)/huiyin text judge-signals src/huiyin/kernel/text/tests/signals.held_out.tsv

screenshots: $(VENV)/.dev $(VENV)/.assets $(VENV)/.messages ## the pictures of the README, from the demo
	$(BIN)/python tools/screenshots.py

format: $(VENV)/.dev ## put everything in shape
	$(BIN)/ruff format src tests tools benchmarks manage.py
	$(BIN)/ruff check --fix src tests tools benchmarks manage.py
	$(BIN)/djade --target-version 5.2 $$(git ls-files 'src/**/*.html')

messages: $(VENV)/.dev ## collect the strings to translate (needs GNU gettext)
	$(BIN)/python tools/messages.py collect

lock: $(VENV)/.dev ## pin the dependencies again
	$(BIN)/python tools/lock.py

clean: ## remove the environment and build output, keep the data
	rm -rf $(VENV) node_modules build dist src/*.egg-info src/huiyin/kernel/ui/static/vendor
