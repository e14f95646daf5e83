# `make run` and `make test` are the two commands of the README; the other targets serve these.
CARGO ?= cargo
SUITES ?= ../shared/suites
FUZZ_SECONDS ?= 600
FUZZ_TARGETS ?= bpmn dmn feel juel layout
# FEEL compares local with zoned times in the process's time zone: UTC everywhere.
export TZ = UTC

NEXTEST := $(shell $(CARGO) nextest --version >/dev/null 2>&1 && echo yes)

NPM := $(shell command -v npm 2>/dev/null)

.PHONY: run build ui test beside check unit doc pages pages-alone pages-served soak bench conformance ratchet fuzz clean

run: ## Builds Weir and serves it on http://127.0.0.1:8400, data in ./weir-data
	@$(MAKE) --no-print-directory ui || echo "The web application could not be built, see above (is the npm registry reachable?): the API is served without it."
	$(CARGO) run --release --locked --bin weir -- serve

build: ui ## The binary: target/release/weir
	$(CARGO) build --release --locked --bin weir

# -- the web application: built when its sources are newer than what was built -----------------------------
comma := ,
UI := designer-api/ui
UI_SOURCES := $(shell find $(UI)/src $(UI)/locales $(UI)/public $(UI)/scripts -type f 2>/dev/null) \
  $(UI)/index.html $(UI)/vite.config.ts $(UI)/tsconfig.json \
  $(wildcard process-models/*/*.bpmn process-models/*/*.dmn process-models/*/organisation.json)
NODE := $(if $(NPM),$(shell node -e 'const [a, b] = process.versions.node.split("."); if (a > 20 || (a == 20 && b >= 19)) console.log("yes")' 2>/dev/null))
# What of them is missing: some systems have Node without its npm.
NO_NODE := $(if $(NPM),Node 20.19 or later,npm$(comma) which comes with Node 20.19 or later$(comma))
CHROMIUM := $(or $(WEIR_CHROMIUM),$(shell command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome))

ifeq ($(NODE),yes)
ui: $(UI)/dist/index.html.br ## The web application, from its sources
else
ui:
	@echo "$(NO_NODE) is missing: the web application is not built, the API is served without it, and the server says how to build it."
endif

$(UI)/dist/index.html.br: $(UI)/node_modules/.package-lock.json $(UI_SOURCES)
	npm run --prefix $(UI) build
	@touch $@

$(UI)/node_modules/.package-lock.json: $(UI)/package-lock.json
	npm ci --prefix $(UI) --ignore-scripts
	@touch $@

# Where tests say what they could not test on this machine: see tests/src/skipped.rs.
SKIPPED := $(or $(CARGO_TARGET_DIR),target)/skipped-tests.txt

test: ## Everything that must hold; says at its end what was not tested (WEIR_REQUIRE_SUITES=1: that is a failure)
	@rm -f $(SKIPPED)
	@$(MAKE) --no-print-directory ui beside unit doc pages-served; result=$$?; \
	if [ -s $(SKIPPED) ]; then printf '\nNot tested here:\n'; sort -u $(SKIPPED) | sed 's/^/  /'; \
	elif [ $$result -eq 0 ]; then printf '\nNothing was left out: every suite is there.\n'; fi; exit $$result

# What needs no server is done beside clippy, which looks at one crate after the other and leaves a processor idle.
beside:
	@$(MAKE) --no-print-directory pages-alone & pages=$$!; \
	$(MAKE) --no-print-directory check; result=$$?; wait $$pages && exit $$result

check:
	$(CARGO) fmt --all --check
	$(CARGO) clippy --locked --workspace --all-targets -- -D warnings

# The tests that cross crates start the binary, so it is built first. Always the same words: with others cargo chooses other
# features of libraries, and builds all of them again.
BUILD := $(CARGO) build --locked --workspace --bins --tests

# One more at a time than there are processors: tests wait for the disk and for clocks.
AT_ONCE = $$(($$(nproc) + 1))

# Without nextest the programs run one beside the other, each test by test, the longest first: one alone leaves a processor idle
# while the last of its tests runs. What each has said is told when it is done.
PROGRAMS := across http core engine simulation mining command_line engine_evaluation
PARTS := $(or $(CARGO_TARGET_DIR),target)/parts
PART = RUST_TEST_THREADS=1 $(CARGO) test --locked --workspace --no-fail-fast $$1 >$(PARTS)/$$1.log 2>&1; result=$$?; cat $(PARTS)/$$1.log; exit $$result

unit:
	$(BUILD)
ifeq ($(NEXTEST),yes)
	$(CARGO) nextest run --locked --workspace --no-fail-fast --test-threads $(AT_ONCE)
else
	@mkdir -p $(PARTS)
	@printf '%s\n' $(PROGRAMS:%=--test=%) --lib --bins | xargs -P $(AT_ONCE) -I{} sh -c '$(PART)' part {}
endif

doc:
	$(CARGO) test --locked --workspace --doc

pages: pages-alone pages-served ## The web application: types, unit tests, sizes, and a browser against the real binary

pages-alone:
ifeq ($(NODE),yes)
	npm run --prefix $(UI) check
	npm run --prefix $(UI) test
	npm run --prefix $(UI) budgets
else
	@$(call skip,the web application: $(NO_NODE) is missing (https://nodejs.org))
endif

pages-served:
ifeq ($(NODE),yes)
ifneq ($(CHROMIUM),)
	$(BUILD)
	WEIR_CHROMIUM=$(CHROMIUM) WEIR_BINARY=$(abspath $(or $(CARGO_TARGET_DIR),target))/debug/weir npm run --prefix $(UI) e2e
else
	@$(call skip,pages in a browser: Chromium is missing (Debian: apt-get install chromium))
endif
endif

# Says what was not tested, as tests do.
skip = mkdir -p $(dir $(SKIPPED)); echo '$(1)' | tee -a $(SKIPPED); test "$(WEIR_REQUIRE_SUITES)" != 1

# How many random processes the soak walks through; a failure prints the seed to see it again.
WEIR_RANDOM_CASES ?= 100000

# How many jobs and timers the soak follows, over power cuts, stalls and clocks that jump: `trust_leases` has 1200 jobs for
# each WEIR_EFFORT, `trust_timers` 7200 timers.
WEIR_SOAK_JOBS ?= 1000000
WEIR_SOAK_TIMERS ?= 1000000
TRUST := $(CARGO) test --locked --release -p weir-tests --test across -- --nocapture

soak: ## The laws of the core over many random processes, and promises over many jobs and timers: make soak WEIR_RANDOM_CASES=1000000 SEED=hex
	WEIR_RANDOM_CASES=$(WEIR_RANDOM_CASES) $(CARGO) test --locked --release -p weir-core --test core -- --nocapture laws_hold
	$(CARGO) build --locked --release --bin weir
	WEIR_EFFORT=$$(($(WEIR_SOAK_JOBS) / 1200 + 1)) $(TRUST) trust_leases
	WEIR_EFFORT=$$(($(WEIR_SOAK_TIMERS) / 7200 + 1)) $(TRUST) trust_timers

bench: ui ## Figures, their targets and their change against tests/bench-baseline.json (UPDATE_BASELINE=1 renews it); writes target/bench.json
	$(CARGO) build --release --locked --bin weir
	$(CARGO) run --release --locked -p weir-tests --bin bench

conformance: ## Runs suites of cases: make conformance SUITES=folder; writes target/conformance.json
	$(CARGO) run --release --locked -p weir-tests --bin conformance -- $(SUITES)

ratchet: ## Adds newly passing cases of the suites to the lists that may only grow
	UPDATE_RATCHET=1 $(CARGO) test --locked -p weir-tests -p weir-core --test across --test core -- suites validate_rules

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
