.DEFAULT_GOAL := help
.PHONY: help run test test-postgres faults bench lock format

help: ## List what make can do
	@sed -n 's/^\([a-z-]*\):.*## /make \1 — /p' Makefile

run: ## Open the guide on http://127.0.0.1:8000, with everything it needs (HOST, PORT, DATA_DIR)
	@scripts/run

test: ## Run everything that must be green: format, lint, types, migrations, tests, browser
	@scripts/test

test-postgres: ## Run the tests that lean on the database on PostgreSQL
	@scripts/test-postgres

faults: ## Kill the server, lock the database, fill the disk: no request is lost or doubled, no mail is sent twice
	@scripts/faults

bench: ## Measure a topic page against bare bytes, and the queue with 100,000 requests against that with 100
	@scripts/bench

lock: ## Make the locks anew from requirements.in and requirements-dev.in
	@scripts/lock

format: ## Put Python and templates into the project's form
	@scripts/format
