# Verbatim's commands. Each does its own set-up: all they need is Python 3.11 or newer.
#
#   PORT           where `make serve` listens                     (default: 8000)
#   VERBATIM_HOME  the folder that keeps the archive's data       (default: ./var)
#   PYTHON         the Python that makes .venv                    (default: python3)
#   ARGS           further arguments of `make test` (`-n 0`: in one process) and `make bench`

PYTHON ?= python3
BIN := .venv/bin
# On all processors; each process keeps neighbours together, which share what they set up.
PYTEST := $(BIN)/python -m pytest -n auto --dist worksteal

.DEFAULT_GOAL := help
.PHONY: help serve test check openapi bench lock clean runtime dev clients

help: ## Say what can be done here
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: runtime ## Serve the archive, made and filled with its founding article when there is none
	@$(BIN)/verbatim db upgrade
	@$(BIN)/verbatim seed
	@exec $(BIN)/verbatim serve

test: dev ## Run the tests
	$(PYTEST) $(ARGS)

check: clients ## Run everything that must hold: style, types, floors, tests with coverage, fresh documents
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/verbatim openapi --check
	$(BIN)/verbatim db check
	$(PYTEST) --cov $(ARGS)

openapi: runtime ## Write openapi.yaml again
	$(BIN)/verbatim openapi

bench: dev ## Measure the speed over HTTP, beside Datasette
	$(BIN)/python -m benchmarks.http $(ARGS)

lock: dev ## Pin the dependencies of pyproject.toml again (UPGRADE=1: their newest versions)
	$(COMPILE) --extra build -o requirements.lock pyproject.toml
	$(COMPILE) --extra build --extra dev -c requirements.lock -o .ci/requirements-dev.lock pyproject.toml

clean: ## Remove what these commands made, but for the archive's data
	rm -rf .venv .ci/node/node_modules verbatim.egg-info .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# A lock names no index and no folder of wheels: it must mean the same on every machine. Extras stay in it: the pip that
# comes with Python 3.11 takes `coverage[toml]` for unpinned beside `coverage==…` as soon as there is a newer release.
COMPILE = $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --quiet --no-header \
	--no-config --no-strip-extras $(if $(UPGRADE),--upgrade)

runtime dev clients:
	@$(PYTHON) .ci/set_up.py $@
