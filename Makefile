# Everything a newcomer types. Each command sets up what it needs first, and a second time finds it done.

# The newest thing is not needed, only a Python that is new enough; set-up itself runs on it before .venv exists.
PYTHON := $(shell for name in python3 python3.13 python3.12 python3.11 python3.14; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v $$name && break; done)
BIN := .venv/bin
# A container may forbid Python to keep what it compiled; every program that starts would then compile all of it again.
unexport PYTHONDONTWRITEBYTECODE
SETUP = @$(if $(PYTHON),:,$(INSTALL_PYTHON)); $(or $(PYTHON),python3) -I workflow/bootstrap

# What needs neither a browser nor a printer, and of the trial of a hall a share.
QUICK = tests/rules tests/text tests/house tests/story/test_life.py tests/lifecycle/congress/test_presence_trial.py

# Each of two processes begins with its half, file by file, so that what a file prepares is prepared once; who has nothing
# left takes half of what the other one still has before it.
SHARING = --dist worksteal

# What `make test` asks. What a change must pass asks everything in one run, which prepares its databases once; a third process
# works while servers that were started and browsers are waited for.
ASKED = not soak and not thorough
PROCESSES = 2

# Homebrew's libraries lie where a Mac does not look by itself.
LIBRARIES = $(if $(filter Darwin,$(shell uname)),DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib:/usr/local/lib:/usr/lib)

# What is wrong or suspicious in a script stops a change; an array may be turned round in place.
SCRIPTS = --quiet -D correctness -D suspicious -D perf -A unicorn/no-array-reverse

# On a bare Debian there is no Python at all, and root may install it.
define INSTALL_PYTHON
if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && ! command -v python3 >/dev/null; then \
	echo "Installing Python 安装 Python"; apt-get update -qq && \
	DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends python3 python3-venv >/dev/null; \
else echo "需要 Python 3.11 或更新版本：请先安装，再重新执行 make。 Python 3.11 or newer is needed: install it, then type make again." >&2; exit 1; fi
endef

.PHONY: help run setup quick test thorough check coverage mutants soak bench fonts editor wheel lock

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' Makefile | expand -t 14

run: ## set up what is missing and start the server
	$(SETUP) run
	@$(LIBRARIES) exec $(BIN)/workflow serve

setup: ## set up what running and testing need, and start nothing
	$(SETUP) test

quick: setup ## the rules, the text engine, the house and one story in less than a minute
	@$(LIBRARIES) $(BIN)/python -m pytest -q -n 2 $(SHARING) -m "not soak and not browser and not thorough" -k "not postgresql" $(QUICK)

test: setup ## run the tests, the browser's included, in some minutes; each question that takes longer is left to `thorough`
	@$(LIBRARIES) $(BIN)/python -m pytest -n $(PROCESSES) $(SHARING) -m "$(ASKED)"

thorough: setup ## what `test` leaves out: every door as every role, killed servers, long stories, PostgreSQL once more
	@$(MAKE) --no-print-directory test ASKED="thorough and not soak"

check: setup ## what a change must pass: format, lint, types, imports, every test but the long trials
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/djlint --quiet --lint templates
	@$(BIN)/oxlint $(SCRIPTS) workflow/web/static
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(MAKE) --no-print-directory test ASKED="not soak" PROCESSES=3

coverage: setup ## which lines and branches no test runs: the ten worst modules, and the total
	@rm -rf build/coverage
	@mkdir -p build/coverage
	@$(LIBRARIES) $(BIN)/python -m coverage run -m pytest -q -n 2 $(SHARING) -m "not soak and not browser"
	@$(BIN)/python -m coverage combine --quiet
	@$(BIN)/python -m coverage report --sort=cover | sed -n '1,12p;$$p'

mutants: setup ## small faults put into the rules and the verbs, and whether a test notices each (minutes)
	@$(LIBRARIES) $(BIN)/python -m benchmarks mutants --of rules --n 100
	@$(LIBRARIES) $(BIN)/python -m benchmarks mutants --of lifecycle --n 50

soak: setup ## long trials (minutes)
	@$(BIN)/python -m pytest -m soak

bench: setup ## measure against other programs
	@$(BIN)/python -m benchmarks

fonts: ## fetch the Chinese faces again
	$(SETUP) fonts

editor: ## bundle the script of the drafting desk again
	$(SETUP) editor

wheel: setup ## build the wheel, through the source archive so that nothing git-ignored slips in
	@$(BIN)/python -m build --no-isolation

lock: setup ## pin the dependencies of pyproject.toml again, with hashes and without addresses (UPGRADE=--upgrade for newer ones)
	$(SETUP) lock $(UPGRADE)
