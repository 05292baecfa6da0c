# make run    set up and open the viewer on a sample photo (without a display: draw the window to a PNG)
# make test   set up and run the whole test suite
# make lint   ruff and mypy
# make translations  bring the catalogues up to date with the program's strings, and compile them
# make bench  time rendering against a plain implementation (BENCH="--device cuda" for another device)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SCREENSHOT := out/srview.png

.PHONY: run test lint bench translations clean

run: $(READY)
	@if [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		$(BIN)/srview --sample astronaut --compare bicubic --zoom 12 --center 227,105 --screenshot $(SCREENSHOT) && \
		echo "There is no display: the window is drawn in $(SCREENSHOT)"; \
	else \
		$(BIN)/srview --sample astronaut; \
	fi

test: $(READY)
	$(BIN)/python -m pytest

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(READY)
	$(BIN)/python -m pytest tests/benchmarks --override-ini addopts=-q --override-ini timeout=1200 --benchmark-columns=min $(BENCH)

translations: $(READY)
	$(BIN)/python resources/translations/update.py

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "srview needs Python 3.11 or later; name one with: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test,dev]'
	touch $@

clean:
	rm -rf $(VENV) out build *.egg-info
