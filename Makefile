# Needs Python 3.11 to 3.13 and make; everything else is installed into .venv.
SHELL := /bin/sh
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	"$$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null && echo "$$p" && break; done)
UV ?= uv
STACK ?= embedded
CONTAINER_TESTS ?= tests/integration
PLAYED_BY = $(if $(filter compose,$(STACK)),deploy.compose,deploy.local)
BIN := .venv/bin
CODE := contracts chassis services cli deploy demo
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header

.PHONY: help demo run stop test unit deaths mutants lint rules moments refusals settings contracts mails lock clean
.DEFAULT_GOAL := help

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: .venv/installed ## start everything, play the guide once, stop (STACK=compose: on the containers of "make up")
	@$(BIN)/python -m $(PLAYED_BY) demo

run: .venv/installed ## start everything and stay; Ctrl-C stops it
	@$(BIN)/python -m deploy.local run

.PHONY: status
status: .venv/installed ## how what "make run" started is, what hangs in it, and what to do next
	@$(BIN)/python -m cli status

stop: .venv/installed ## stop what "make run" started, from any terminal
	@$(BIN)/python -m deploy.local stop

.PHONY: up down test-containers
up: ## build the image and start everything in containers (needs Docker with compose)
	@docker compose up --build --wait

down: ## stop the containers; their volumes stay
	@docker compose down

test: unit integration e2e ## all of these three (two at a time: make -j2 -O test, as CI does)

test-containers: .venv/installed ## integration tests on containers, the image, the demo on compose (needs Docker)
	@STACK=containers $(BIN)/python -m pytest --ignore=tests/integration/stack $(CONTAINER_TESTS)

.PHONY: test-browser
test-browser: .venv/installed ## the pages in a real browser (needs chromium; BROWSER_STACK=.local uses a running stack)
	@$(BIN)/python -m pytest tests/browser

.PHONY: texts screenshots page-speed
texts: .venv/installed ## what the pages say without a translation, and translations that nothing says
	@$(BIN)/python -m tests.unit.gateway.pages.extraction

screenshots: .venv/installed ## pictures of the main pages to docs/images/pages, from a stack of its own (needs chromium)
	@$(BIN)/python -m tests.browser.screenshots

page-speed: .venv/installed ## how long the pages of the stack of "make run" take, and what they weigh
	@$(BIN)/python -m tests.browser.speed

unit: .venv/installed ## the tests that need nothing running, in seconds
	@$(BIN)/python -m pytest tests/unit tests/contract

.PHONY: integration e2e
integration: .venv/installed ## the tests on a Kafka, a store and a mailbox of their own
	@$(BIN)/python -m pytest tests/integration

e2e: .venv/installed ## the tests on whole stacks, whose processes they kill; that the benchmarks still measure what they say
	@$(BIN)/python -m pytest tests/e2e tests/bench

deaths: .venv/installed ## every service killed 20 times at random, and stopped for 60 seconds; half an hour (DEATH_SEED repeats one)
	@DEATH_ROUNDS=20 PAUSE_SECONDS=60 $(BIN)/python -m pytest tests/e2e -m e2e

.PHONY: chaos chaos-short
chaos: .venv/installed ## the whole system killed, frozen and confused under load; SEED=1 ROUNDS=10 FIRST=1 DIVIDED=, or PLANT=all: defects the judge has to find
	@$(BIN)/python -m tests.chaos$(if $(PLANT),.planting $(PLANT), --seed $(or $(SEED),1) --rounds $(or $(ROUNDS),10) --first $(or $(FIRST),1)$(if $(DIVIDED), --divided))

chaos-short: .venv/installed ## a few of its rounds with every kind of fault, as CI plays them; under four minutes
	@$(BIN)/python -m pytest -s tests/chaos

mutants: .venv/installed ## break the lines the promise rests on, one at a time: a test has to notice each; write docs/mutants.md (ONLY=word: some)
	@$(BIN)/python -m tests.mutants $(ONLY)

lint: .venv/installed ## style, types, and who may import whom
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy $(CODE) tests
	@$(BIN)/lint-imports

.PHONY: alerts
alerts: ## play deploy/observability/alerts.test.yml against the rules for Prometheus (needs promtool)
	@command -v promtool >/dev/null || { echo "make alerts needs promtool, which comes with Prometheus: https://prometheus.io/download/"; exit 1; }
	@promtool check rules deploy/observability/alerts.yml
	@promtool test rules deploy/observability/alerts.test.yml

rules: .venv/installed ## run the tests that show a rule of the domain; print rule, result, tests
	@$(BIN)/python -m pytest -q -p tests.rules.plugin

.PHONY: bench
bench: .venv/installed ## measure and keep JSON lines (WHAT=backlog|workers|latency|loops|drain|sign-ups|decisions|search|streams ROUNDS SHARE ONLY)
	@$(BIN)/python -m tests.bench $(WHAT) $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(ONLY),--only $(ONLY)) $(if $(SHARE),--share $(SHARE))

moments: .venv/installed ## run the tests that steer a clock: links, locks, due dates, leases, timers; print moment, result, tests
	@$(BIN)/python -m pytest -q -p tests.moments.plugin

refusals: .venv/installed ## write docs/refusals.md from the tables that the tests play
	@$(BIN)/python -m tests.rules.refusals

settings: .venv/installed ## write docs/settings.md from the classes that the services read their settings by
	@$(BIN)/python -m tests.rules.settings

contracts: .venv/installed ## write JSON Schemas, AsyncAPI and samples from the event models
	@$(BIN)/python -m contracts.generate

mails: .venv/installed ## render every mail to docs/images/mails, and the texts that tests compare with
	@$(BIN)/python -m tests.unit.notify.rendering

lock: ## pin requirements/*.txt with hashes from requirements/*.in (needs uv)
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: https://docs.astral.sh/uv/"; exit 1; }
	$(LOCK) requirements/runtime.in -o requirements/runtime.txt
	$(LOCK) requirements/development.in -o requirements/development.txt

clean: ## stop the stack; delete its data and all caches in this folder (downloads are kept)
	@if [ -x $(BIN)/python ] && [ -d .local ]; then $(BIN)/python -m deploy.local stop; fi
	rm -rf .local .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +

.venv/installed: requirements/development.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed and none was found on the PATH."; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "Python cannot make a virtual environment here. On Debian and Ubuntu: apt install $(PYTHON)-venv"; exit 1; }
	@echo "Installing what the project needs into .venv (once; a minute or two) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/development.txt || { \
		echo "Installing failed: see above. Without a network, or behind a proxy, set HTTPS_PROXY or PIP_INDEX_URL."; exit 1; }
	@touch $@
