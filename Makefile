# Every target works on a fresh checkout: the virtual environment is made when it is missing.
VENV   ?= .venv
PYTHON ?= python3
BIN    := $(VENV)/bin
JOBS   ?= 2

.PHONY: setup check lint test eval bench bench-reuse docs example train index new-check fix clean

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

check: lint test eval          ## all that must hold before a commit

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: setup
	$(BIN)/python -m pytest -n $(JOBS)

eval: setup                    ## floors of recall and precision on the labelled drafts
	$(BIN)/python scripts/eval_gate.py

fix: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup                   ## speed and memory, against jieba.lcut in the same run
	$(BIN)/python scripts/bench.py

bench-reuse: setup             ## copied passages: 1k, 10k, 100k generated reports, beside other tools
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python scripts/bench_reuse.py --out bench_out $(if $(PASSIM),--passim $(PASSIM)) $(BENCH_REUSE)

docs: setup                    ## docs/checks.md, docs/findings.schema.json, the figures in the READMEs
	$(BIN)/python scripts/build_docs.py
	$(BIN)/python scripts/build_data_card.py

example: setup                 ## the example's review and its picture
	$(BIN)/reviewer review examples/draft.txt --places corpus/invented_places.toml --out examples --fail-on never
	chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1360,1500 \
	  --screenshot=examples/review.png "file://$(CURDIR)/examples/draft.html"

train: setup                   ## models, index and background, from corpus/
	$(BIN)/reviewer train

index: setup                   ## an index of the corpus, below corpus/index
	$(BIN)/reviewer corpus build corpus -o corpus/index

new-check: setup               ## make new-check ID=data.wrong_row_total
	$(BIN)/python scripts/new_check.py $(ID)

clean:
	rm -rf dist build bench_out .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
