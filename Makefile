PYTHON ?= python3
VENV := .venv/bin

.PHONY: run setup test lint smoke bench faults moves scores fuzz locks

run:
	@$(PYTHON) scripts/setup.py run && exec $(VENV)/python manage.py serve

setup:
	@$(PYTHON) scripts/setup.py dev
	@$(PYTHON) scripts/system_packages.py

test: setup
	$(VENV)/python -m pytest -n 2 --dist worksteal $(ARGS)

lint: setup
	@$(VENV)/python scripts/lint.py

smoke:
	@$(PYTHON) scripts/smoke.py

bench: setup
	@$(VENV)/python -m bench $(ONLY)

faults: setup
	@$(VENV)/python -m tests.faults

moves: setup
	@$(VENV)/python -m tests.moves

scores: setup
	@$(VENV)/python -m tests.scores

fuzz: setup
	@$(VENV)/python -m tests.fuzz

locks:
	@for name in requirements requirements-dev requirements-s3 requirements-assets; do \
		$(VENV)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
			--no-header $$name.in --output-file $$name.txt || exit 1; \
	done
