# One verb per job. `make help` lists them; README explains the two that matter: demo and test.
SHELL := /bin/bash
.DEFAULT_GOAL := help
export BENCH_DIR FRAPPE_BRANCH SITE PORT DEMO_SIZE

help: ## List the verbs
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

demo: ## Set up what is missing, build the demo community, post a billing run, serve it
	@scripts/demo.sh

serve: ## Serve the demo site (web, worker, scheduler, socketio) without rebuilding its data
	@scripts/serve.sh start

stop: ## Stop what `make demo` and `make serve` started
	@scripts/serve.sh stop

test: ## Lint, unit, integration and browser tests; sets up what is missing first
	@scripts/test.sh lint unit integration browser

lint: ## Ruff, prettier, eslint, wiring and semgrep families
	@scripts/test.sh lint

unit: ## Tests without a site, in seconds
	@scripts/test.sh unit

integration: ## Tests on a real site
	@scripts/test.sh integration

browser: ## Tests in headless Chromium against a served site
	@scripts/test.sh browser

slow: ## The long suites in full: uninstall proof, crash and race runs, ERPNext's own tests
	@scripts/test.sh slow

benchmark: ## Measure against ERPNext's own way in the same run
	@scripts/benchmark.sh

setup: ## Only set up packages, bench and test site
	@scripts/test.sh setup

types: ## Write the generated types blocks of the controllers
	@scripts/types.sh

translations: ## Build translations/zh.csv and locale/zh.po from locale/source
	@scripts/translations.sh

reset: ## Drop the demo and test sites that these scripts created
	@scripts/reset.sh

.PHONY: help demo serve stop test lint unit integration browser slow benchmark setup types translations reset
