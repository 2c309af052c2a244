# `make run` and `make test` each set up everything they need, on a fresh machine too.

MAKEFLAGS += --no-print-directory
PYTHON = .venv/bin/python
PICTURES = build/pictures
ARGS =
# What is made of a commit is dated as the commit, so that it comes out the same.
DATED = SOURCE_DATE_EPOCH="$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct 2>/dev/null || date +%s)}"

.PHONY: help run test test-clocks torture lint format translations screenshots bench bundle installer bundle-test pins clean
.DEFAULT_GOAL := help

help: ## Show these lines
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' Makefile | while IFS='|' read -r name words; do printf '  make %-13s %s\n' "$$name" "$$words"; done

# A command in ARGS (`make run ARGS=demo`) needs no display; the window does.
run: ## Open the program (ARGS="..." is passed to it); without a display, draw its first windows into pictures
	@.ci/set_up run
	@case "$$(uname -s):$${DISPLAY:-}$${WAYLAND_DISPLAY:-}:$(firstword $(ARGS))" in \
	Linux::|Linux::-*) \
	    echo "No display here: drawing the first windows into $(PICTURES) instead."; \
	    QT_QPA_PLATFORM=offscreen $(PYTHON) -m desktop_app --pictures $(PICTURES) $(ARGS) ;; \
	*)  $(PYTHON) -m desktop_app $(ARGS) ;; \
	esac

test: ## Every check and every test but the benchmarks (ARGS="..." goes to pytest)
	@.ci/set_up test
	@$(PYTHON) .ci/check.py $(ARGS)

test-clocks: ## All tests under one moved clock after the other: other days, months' ends, time zones (ARGS="..." goes to pytest)
	@.ci/set_up test
	@$(PYTHON) .ci/check.py --clocks $(ARGS)

torture: ## Break the program on purpose and print what held (ARGS="--seconds 60 --seed 7 --kinds kills …")
	@.ci/set_up test
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m tests.torture $(ARGS)

lint: ## The checks without the tests
	@.ci/set_up test
	@$(PYTHON) .ci/check.py --no-tests

format: ## Format the code and mend what lints can mend
	@.ci/set_up test
	@$(PYTHON) -m ruff check --quiet --fix-only .
	@$(PYTHON) -m ruff format .

translations: ## Bring the catalogues in step with the source and compile them
	@.ci/set_up test
	@$(PYTHON) tools/translations.py update

screenshots: ## Draw every page in three languages, two themes, on two screens (ARGS="--pages … --languages …")
	@.ci/set_up test
	@$(PYTHON) tools/screenshots.py --docs $(ARGS)

bench: ## Print the benchmarks' figures
	@.ci/set_up test
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest tests/benchmarks -q -s $(ARGS)

bundle: ## Make dist/suivi, a folder that runs with neither Python nor Qt
	@.ci/set_up bundle
	@rm -rf dist build/dist
	@$(DATED) PYI_LOG_LEVEL=ERROR PYTHONHASHSEED=1 $(PYTHON) -m PyInstaller --noconfirm --distpath build/dist build.spec
	@build/dist/suivi/suivi --version >/dev/null
	@mv build/dist dist
	@$(PYTHON) tools/packaging/bundle_contents.py dist/suivi

installer: bundle ## Make what people install of it, in dist: on Linux a Debian package and a .tar.gz
	@$(DATED) $(PYTHON) tools/packaging/installer.py

bundle-test: ## Test the bundle and the installers in dist, as far as this machine allows (ARGS="..." goes to pytest)
	@.ci/set_up test
	@$(PYTHON) -m pytest tests/bundle -q $(ARGS)

pins: ## Note the newest versions that pyproject.toml allows as those everybody gets
	@.ci/set_up pins

clean: ## Remove what can be made again: builds, caches, .venv
	@rm -rf build dist .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
