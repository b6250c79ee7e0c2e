# `make` sets up and builds every monograph in content/ into build/; `make test` sets up and runs the whole gate,
# `make bench` measures (25 minutes; it needs Chromium).
PYTHON ?= python3
BIN := .venv/bin
APT := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
APT_TEST := cups cups-client cups-filters cups-ipp-utils dbus-daemon openssl \
	postgresql orthanc orthanc-dicomweb dcmtk dicom3tools softhsm2 opensc openssh-client

.PHONY: all setup setup-test test bench clean
all: setup
	$(BIN)/handouts build content --out build

setup: .venv/ready
setup-test: system-test .venv/ready-for-tests

.venv/ready: requirements.lock pyproject.toml
	@$(MAKE) --no-print-directory system
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

.venv/ready-for-tests: tests/requirements.lock .venv/ready
	$(BIN)/python -m pip install --quiet --require-hashes -r tests/requirements.lock
	touch $@

# Installs the packages in $$missing; without root, names the one line that does.
INSTALL := if [ -n "$$missing" ]; then \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; \
	else \
		echo "Some system packages are missing. Run: sudo apt-get install -y --no-install-recommends $$missing" >&2; exit 1; \
	fi; \
fi

# Pango and what Debian leaves out of Python.
.PHONY: system system-test
system:
	@missing=""; \
	for library in libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz-subset.so.0; do \
		$(PYTHON) -c "import ctypes; ctypes.CDLL('$$library')" 2>/dev/null || missing="$(APT)"; \
	done; \
	$(PYTHON) -c "import ensurepip" 2>/dev/null || missing="$$missing python3-venv"; \
	$(INSTALL)

# The printers and servers of the tests, which start their own; the system's need not run.
system-test:
	@missing=""; \
	for program in cupsd lpadmin ippeveprinter dbus-daemon openssl ../lib/cups/filter/pdftopdf ../lib/cups/backend/socket \
		pg_ctlcluster Orthanc ../share/orthanc/plugins/libOrthancDicomWeb.so dciodvfy dcmdump softhsm2-util pkcs11-tool ssh-agent; do \
		for folder in /usr/bin /usr/sbin; do test -e $$folder/$$program && break; done || missing="$(APT_TEST)"; \
	done; \
	$(INSTALL)

test: setup-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2 --dist worksteal --cov --cov-report=term

.venv/ready-for-bench: tests/benchmarks/requirements.lock .venv/ready-for-tests
	$(BIN)/python -m pip install --quiet --require-hashes -r tests/benchmarks/requirements.lock
	touch $@

bench: .venv/ready-for-bench
	$(BIN)/python -m compileall -q .venv/lib handouts
	$(BIN)/python tests/benchmarks/bench.py

# The locks, after a change of pyproject.toml (needs uv).
LOCK := uv pip compile pyproject.toml --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --no-strip-extras --quiet
.PHONY: lock
lock:
	$(LOCK) --group setup --extra conformance --extra printing --extra records --output-file requirements.lock
	$(LOCK) --group setup --extra conformance --extra printing --extra records --extra token --extra cluster --extra test --constraint requirements.lock --output-file tests/requirements.lock
	$(LOCK) --extra bench --constraint requirements.lock --output-file tests/benchmarks/requirements.lock

# What the engine declares of its system libraries, after a change of its version.
.PHONY: declarations
declarations: setup-test
	$(BIN)/python tests/declare.py

# The reference of rules and the page pictures, after a change of either; look at what git says has changed.
.PHONY: rules pictures
rules: setup
	{ printf '# The rules of `handouts check`\n\nWritten by `make rules` from the tables in `handouts/check/`.\n\n'; \
		$(BIN)/handouts rules --format markdown; } > RULES.md
pictures: setup-test
	$(BIN)/python tests/pictures.py

clean:
	rm -rf build .venv
