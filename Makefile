# Every target sets up what it needs by itself; see .ci/setup.

.DEFAULT_GOAL := help
.PHONY: help run test check bench soak study-check oracles lock clean

ARGS ?=
PYTEST := .venv/bin/python -m pytest
export PYTHON
export LANG := $(or $(LANG),C.UTF-8)

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS='	' read -r name text; do \
		printf '  make %-12s %s\n' "$$name" "$$text"; done
	@echo '  ARGS="..." is passed on, as in: make run ARGS=my.tale'

run: ## Open the window; without a display, write the example as tickertale.png
	@.ci/setup run
	@if [ "$$(uname -s)" = Linux ] && [ -z "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
		echo 'There is no display to open a window on; writing the example as tickertale.png.'; \
		.venv/bin/tickertale export seeds/alibaba-2025 tickertale.png $(ARGS); \
	else \
		.venv/bin/tickertale $(ARGS); \
	fi

test: ## Run all tests, off-screen, then those that drive a window under Xvfb
	@.ci/setup test
	@code=0; set -x; \
	env QT_QPA_PLATFORM=offscreen $(PYTEST) -q -n 2 --no-xvfb -m 'not display and not oracle' $(ARGS) || code=1; \
	env -u WAYLAND_DISPLAY QT_QPA_PLATFORM=xcb $(PYTEST) -q -m display tests/app || code=1; \
	{ exit $$code; } 2>/dev/null

check: ## Lint, format, layers, types, dependencies, sizes and architecture
	@.ci/setup test
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/lint-imports --no-logo
	.venv/bin/mypy
	.venv/bin/deptry gui
	env QT_QPA_PLATFORM=offscreen $(PYTEST) -q --no-xvfb tests/architecture

bench: ## Measure what must be fast: a table, and bench.json
	@.ci/setup test
	$(ORACLES)
	$(RIVAL)
	env PYTHONPATH=tests .venv/bin/python -m benchmarks bench.json $(ARGS)

# Of its own, since it brings another Qt; without it the figure that needs it is left out.
RIVAL = { test -x .venv-bench/bin/python || .venv/bin/python -m venv .venv-bench; } && \
	.venv-bench/bin/python -m pip install -q --disable-pip-version-check --only-binary :all: \
	--require-hashes -r requirements-bench.lock || echo 'finplot could not be installed'

soak: ## Try to lose, damage and confuse documents and the window, many times; prints the counts
	@.ci/setup test
	env TICKERTALE_SOAK=full QT_QPA_PLATFORM=offscreen $(PYTEST) -q --no-xvfb --timeout 3600 tests/soak $(ARGS)

study-check: ## Simulate event studies without an effect, and with one: a table of rejection rates
	@.ci/setup test
	env OPENBLAS_NUM_THREADS=1 PYTHONPATH=tests .venv/bin/python -m study_check $(ARGS)

ORACLES = .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-oracles.lock

oracles: ## Compare dates, calendars and statistics with independent packages
	@.ci/setup test
	$(ORACLES)
	env QT_QPA_PLATFORM=offscreen $(PYTEST) -q --no-xvfb -m oracle $(ARGS)

COMPILE = env -u PIP_FIND_LINKS -u UV_FIND_LINKS "$$(command -v uv || echo .venv/bin/uv)" pip compile -q \
	--universal --generate-hashes --no-strip-extras --python-version 3.11 --no-header --no-annotate \
	--no-emit-package tickertale $(ARGS)

lock: ## Pin the dependencies again (needs uv); ARGS=--upgrade takes newer ones
	$(COMPILE) pyproject.toml --group build -o requirements.lock
	$(COMPILE) pyproject.toml --group build --group dev -c requirements.lock -o requirements-dev.lock
	$(COMPILE) pyproject.toml --group oracles -c requirements-dev.lock -o requirements-oracles.lock
	$(COMPILE) --group bench -c requirements-dev.lock -o requirements-bench.lock

clean: ## Remove .venv and everything that was generated
	rm -rf .venv .venv-bench .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache \
		build dist htmlcov .coverage .coverage.* bench.json tickertale.png image_difference
	find gui tests -name __pycache__ -type d -prune -exec rm -rf {} +
