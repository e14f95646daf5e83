# `make run` and `make test` are the two commands of the README; the other targets serve these.
CARGO ?= cargo
SUITES ?= ../shared/suites
FUZZ_SECONDS ?= 600
FUZZ_TARGETS ?= bpmn dmn feel juel layout
# FEEL compares local with zoned times in the process's time zone: UTC everywhere.
export TZ = UTC

NEXTEST := $(shell $(CARGO) nextest --version >/dev/null 2>&1 && echo yes)

.PHONY: run build test check unit doc soak bench conformance ratchet fuzz clean

run: ## Builds Weir and serves it on http://127.0.0.1:8400, data in ./weir-data
	$(CARGO) run --release --locked --bin weir -- serve

build: ## The binary: target/release/weir
	$(CARGO) build --release --locked --bin weir

# Where tests say what they could not test on this machine: see tests/src/skipped.rs.
SKIPPED := $(or $(CARGO_TARGET_DIR),target)/skipped-tests.txt

test: ## Everything that must hold; says at its end what was not tested (WEIR_REQUIRE_SUITES=1: that is a failure)
	@rm -f $(SKIPPED)
	@$(MAKE) --no-print-directory check unit doc; result=$$?; \
	if [ -s $(SKIPPED) ]; then printf '\nNot tested here:\n'; sort -u $(SKIPPED) | sed 's/^/  /'; \
	elif [ $$result -eq 0 ]; then printf '\nNothing was left out: every suite is there.\n'; fi; exit $$result


check:
	$(CARGO) fmt --all --check
	$(CARGO) clippy --locked --workspace --all-targets -- -D warnings

# The tests that cross crates start the binary, so it is built first.
unit:
	$(CARGO) build --locked --workspace --bins
ifeq ($(NEXTEST),yes)
	$(CARGO) nextest run --locked --workspace --no-fail-fast
else
	$(CARGO) test --locked --workspace --no-fail-fast --lib --bins --tests
endif

doc:
	$(CARGO) test --locked --workspace --doc

# How many random processes the soak walks through; a failure prints the seed to see it again.
WEIR_RANDOM_CASES ?= 100000

soak: ## The laws of the core over many random processes: make soak WEIR_RANDOM_CASES=1000000 SEED=hex
	WEIR_RANDOM_CASES=$(WEIR_RANDOM_CASES) $(CARGO) test --locked --release -p weir-core --test random -- --nocapture laws_hold

bench: ## Figures and their targets, on this machine: prints them and writes target/bench.json
	$(CARGO) build --release --locked --bin weir
	$(CARGO) run --release --locked -p weir-tests --bin bench

conformance: ## Runs suites of cases: make conformance SUITES=folder; writes target/conformance.json
	$(CARGO) run --release --locked -p weir-tests --bin conformance -- $(SUITES)

ratchet: ## Adds newly passing cases of the suites to the lists that may only grow
	UPDATE_RATCHET=1 $(CARGO) test --locked -p weir-tests -p weir-core --test suites_checks --test suites_execution --test suites_main_job --test suites_mining --test validate_rules

fuzz: ## Hostile input for each reader, FUZZ_SECONDS each; needs cargo-fuzz (cargo install cargo-fuzz) and a C++ compiler
	RUSTC_BOOTSTRAP=1 $(CARGO) fuzz build --fuzz-dir tests/fuzz --sanitizer none -O
	mkdir -p target/fuzz/found
	for target in $(FUZZ_TARGETS); do mkdir -p target/fuzz/$$target; \
	  (ulimit -s 2048; RUSTC_BOOTSTRAP=1 $(CARGO) fuzz run --fuzz-dir tests/fuzz --sanitizer none -O \
	    $$target target/fuzz/$$target tests/fuzz/corpus/$$target -- -max_total_time=$(FUZZ_SECONDS) -max_len=16384 \
	    -timeout=60 -rss_limit_mb=1024 -dict=tests/fuzz/dict/$$target.dict -artifact_prefix=target/fuzz/found/$$target-) \
	  || exit 1; done

clean:
	$(CARGO) clean
