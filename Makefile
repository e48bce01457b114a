# The two commands: make run, make test. The rest is named below.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
BIN := .venv/bin
CASES ?= 100000
WORKERS ?= 2
# Tests start the installed command hundreds of times; without its bytecode each start would compile it anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup run test check bench soak pictures migration words lock

help:  ## What can be asked for
	@sed -n "s/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p" Makefile

setup:  ## Make .venv with .venv/bin/victimcase
	@installers/setup

run: setup  ## Open the demo vault; without a display: pictures and papers in build/demo
	@installers/run-demo

check: setup  ## Lint, format, types, floors
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

test: check  ## Everything that must hold
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal

bench: setup  ## The figures of speed and size, beside the raw libraries
	@$(BIN)/victimcase bench --cases $(CASES) --json

soak: setup  ## The long tests too, and many more examples of each property
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal --hypothesis-profile=soak -m "soak or not soak"

pictures: setup  ## Every page in every look, and every paper, as pictures in build/demo
	@UNSEEN=1 installers/run-demo

migration: setup  ## After a field was added: write the next step of the vault (name="seal number")
	@$(BIN)/python installers/new_migration.py $(name)

words: setup  ## After a text was added or changed: gather the texts, tidy the catalogues (LIST=fa: what papers lack)
	@$(BIN)/python -m installers.words $(LIST)

lock: setup  ## Write requirements.lock anew (UPGRADE=1 takes the newest)
	@installers/lock
