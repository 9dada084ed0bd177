# Two commands: `make serve` and `make test`. Each makes the environment it needs (Python ≥ 3.11, nothing else).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING = 1
# What Python has compiled is kept, whatever the machine is set to: every command begins a third of a second sooner.
export PYTHONDONTWRITEBYTECODE =

.PHONY: serve edit site test check bench profile simulate audit sbom newest lock catalogues sentences fonts explorer clean

serve: $(VENV)/ready
	$(BIN)/factsite serve

# The form in the browser, on this machine only. Needs npm; no script of the package runs.
edit: $(VENV)/ready tools/form/node_modules/ready
	$(BIN)/factsite edit

tools/form/node_modules/ready: tools/form/package-lock.json
	npm ci --silent --prefix tools/form --ignore-scripts --no-audit --no-fund
	$(BIN)/python -c "open('$@', 'w').close()"

site: $(VENV)/ready
	$(BIN)/factsite site

test: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@# Before hundreds of processes begin with it, and projects of the tests get a copy.
	$(BIN)/python -m compileall -q hooks
	$(BIN)/pytest -n logical --dist worksteal

check: $(VENV)/ready
	$(BIN)/factsite schemas
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@# Types and content at the same time; the content's problems stand last.
	@$(BIN)/mypy > $(VENV)/types & types=$$!; $(BIN)/factsite check > $(VENV)/problems; content=$$?; \
		wait $$types; typed=$$?; cat $(VENV)/types $(VENV)/problems; exit $$((typed || content))

bench: $(VENV)/ready
	cd tests && ../$(BIN)/python -m bench

# What a site of 200,000 pages would take, from made-up ones of some hundreds: some minutes. Writes docs/growth.md.
simulate: $(VENV)/ready
	cd tests && ../$(BIN)/python -m simulation

# Where a cold and a warm build and a check spend processor time (PROJECT=folder: of another site than this one).
profile: $(VENV)/ready
	cd tests && ../$(BIN)/python -m profiling $(abspath $(or $(PROJECT),.))

# The long proofs: crashes, fuzz, bombs, hashes; hours (SHARE=0.05 tries less; PROOFS=… only these). Writes docs/audit.md.
audit: $(VENV)/ready
	cd tests && ../$(BIN)/python -m audit $(PROOFS) $(if $(SHARE),--share $(SHARE))

$(VENV)/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -c "open('$@', 'w').close()"

# The lock holds versions and hashes only, for every system: no address of any registry.
lock: $(VENV)/ready
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
		--python-version 3.11 --extra dev pyproject.toml --output-file requirements.lock

# A bill of materials (CycloneDX) of the lock and of what readers get of others, the same bytes for the same locks.
sbom: $(VENV)/ready
	cd tests && ../$(BIN)/python -m bill

# The small site with the newest version of each package, and with ProperDocs in the place of MkDocs: what differs.
newest: $(VENV)/ready
	cd tests && ../$(BIN)/python -m newest

# Each sentence of the interface as the site says it, with each kind of value: sentences/en.txt, fr.txt, nl.txt.
sentences: $(VENV)/ready
	FACTSITE_SENTENCES=$(CURDIR)/sentences $(BIN)/mkdocs build --strict --quiet --site-dir sentences/site

# New sentences of the templates and code lists into the catalogues of the languages.
catalogues: $(VENV)/ready
	$(BIN)/factsite catalogues

# The letters of pages and pictures anew from the package that they come from; needs npm. What it makes is committed.
fonts: $(VENV)/ready
	npm ci --silent --prefix tools/fonts --ignore-scripts --no-audit --no-fund
	$(BIN)/python tools/fonts/make.py

# What readers' browsers run to choose among the codes of a figure; needs npm. What it makes is committed.
explorer: tools/explorer/node_modules/ready
	node tools/explorer/build.mjs

tools/explorer/node_modules/ready: tools/explorer/package-lock.json
	npm ci --silent --prefix tools/explorer --ignore-scripts --no-audit --no-fund
	$(PYTHON) -c "open('$@', 'w').close()"

clean:
	rm -rf $(VENV) site site.* .cache sentences
