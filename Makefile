# influenced: everything that one does with the sources. `make` alone prints this list.

PREFIX ?= /usr/local
DESTDIR ?=
# What is built: release, which `install` takes (linked statically but for libsqlite3, libyaml and nettle); trial, which `run`
# takes (optimised where figures and imports pass through, and built in half the time); or debug, which the tests take.
CONFIGURATION ?= release

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

bindir = $(PREFIX)/bin
# Never below PREFIX: this is systemd's ConfigurationDirectory=.
confdir = /etc/influenced
datadir = $(PREFIX)/share/influenced
docdir = $(PREFIX)/share/doc/influenced
unitdir = $(PREFIX)/lib/systemd/system
sysusersdir = $(PREFIX)/lib/sysusers.d
tmpfilesdir = $(PREFIX)/lib/tmpfiles.d
bashdir = $(PREFIX)/share/bash-completion/completions
zshdir = $(PREFIX)/share/zsh/site-functions
fishdir = $(PREFIX)/share/fish/vendor_completions.d

# What people read, in the places that its links expect; Config, where the data's sources are told, is a link to datadir.
pages = README.md CHANGELOG.md CONTRIBUTING.md LICENSE SECURITY.md $(shell find docs -name '*.md')

flags.release = -c release --static-swift-stdlib
flags.debug = -c debug
# Beside the others, which it would only make again. Each module at once and not in batches of files, which read the rest of the
# module again and again; nobody looks for lines in a debugger.
flags.trial = -c debug --static-swift-stdlib --disable-index-store -debug-info-format none --scratch-path .build-trial \
    $(addprefix -Xswiftc ,-disable-batch-mode -whole-module-optimization -num-threads 2)
# Where the executables are that `install` takes.
built.trial = .build-trial/debug
BUILT ?= $(or $(built.$(CONFIGURATION)),.build/$(CONFIGURATION))

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-18s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: ## build, and run the daemon in the foreground on the bundled model and data, state in ./state
	@Scripts/prerequisites.sh run
	@$(MAKE) --no-print-directory build CONFIGURATION=trial
	@mkdir -p -m 0700 state
	@echo
	@echo "Starting influenced; Ctrl-C stops it. Ask it from another terminal:"
	@echo "  $(built.trial)/influencectl --socket state/influenced.sock status"
	@echo
	@exec $(built.trial)/influenced --config Config/influenced.yaml --state state --socket state/influenced.sock

.PHONY: build
build: ## build both executables as they are installed
	@echo "Building influenced ($(CONFIGURATION); the first time takes a few minutes)"
	@env INFLUENCED_BUILD=$(CONFIGURATION) swift build $(flags.$(CONFIGURATION)) 2>&1 | Scripts/progress.sh build

.PHONY: test
test: ## build and run all tests
	@Scripts/prerequisites.sh test
	@Scripts/test.sh

.PHONY: docs
docs: ## type every command of README and docs, and write what it prints into the pages (PAGES="README.md ...")
	@Scripts/prerequisites.sh test
	@INFLUENCED_DOCS=write INFLUENCED_PAGES="$(PAGES)" Scripts/test.sh --filter DocumentTests

.PHONY: torture
torture: ## kill the daemon and fail its disk at every write while alerts fire (all points; some 25 minutes)
	@Scripts/prerequisites.sh test
	@INFLUENCED_TORTURE=all Scripts/test.sh --no-parallel --filter AlertTortureTests

# Where the third-party files lie that the bundled observations are made of; Scripts/build-data.py names them.
SOURCES ?= ../shared/data

.PHONY: data
data: ## write Config/data/central-asia.csv anew from the publishers' files (SOURCES) and the facts in Scripts
	@python3 Scripts/build-data.py $(SOURCES) > Config/data/central-asia.csv.new
	@mv Config/data/central-asia.csv.new Config/data/central-asia.csv

.PHONY: check-data
check-data: ## check that the bundled observations are what make data would write
	@python3 Scripts/build-data.py $(SOURCES) | cmp - Config/data/central-asia.csv

.PHONY: check-elementary
check-elementary: ## compare exponentials and logarithms with mpmath at a million arguments each (some 10 minutes)
	@Scripts/prerequisites.sh test
	@INFLUENCED_ELEMENTARY=1000000 Scripts/test.sh --filter ElementaryReferenceTests

# Seconds for each of the fuzzers' targets.
SECONDS ?= 60

.PHONY: fuzz
fuzz: ## try what reads bytes from outside with random ones (SECONDS each, TARGETS; all: some 12 minutes)
	@Scripts/prerequisites.sh run
	@Scripts/fuzz.sh $(SECONDS) $(TARGETS)

# Of the soak.
MINUTES ?= 60

.PHONY: soak
soak: ## an hour of imports, watchers, alerts, kills and restarts, and what must hold afterwards (MINUTES)
	@Scripts/prerequisites.sh run
	@$(MAKE) --no-print-directory build
	@python3 Scripts/soak.py --minutes $(MINUTES) --bin $(BUILT)

# The benchmark is a target of this package and no package of its own: what it measures is `package` API.
.PHONY: bench
bench: ## measure every budget and print figure, budget and ratio (3 minutes; wants an idle machine)
	@Scripts/prerequisites.sh run
	@$(MAKE) --no-print-directory build CONFIGURATION=release
	@swift build $(flags.release) --product influenced-bench
	@.build/release/influenced-bench

.PHONY: format
format: ## format all Swift sources in place
	@swift format --in-place --parallel --recursive Sources Tests Package.swift Fuzz/Sources/influence-fuzz Fuzz/Package.swift $(wildcard Benchmarks)

.PHONY: generate
generate: ## write the Swift types of the control protocol anew from the .varlink files
	@Scripts/generate.sh

.PHONY: lint
lint: ## check formatting and house rules
	@Scripts/lint.sh

.PHONY: check-sanitizers
check-sanitizers: ## unit tests under the address and thread sanitizers (slow; at most 30 minutes each)
	@Scripts/prerequisites.sh test
	@for sanitizer in address thread; do \
	    echo "== $$sanitizer"; \
	    timeout 30m swift test --disable-xctest --quiet --sanitize=$$sanitizer --scratch-path .build-$$sanitizer \
	        --skip EndToEndTests; \
	done

# Builds only what is missing, so that `make build` as oneself and `sudo make install` do not mix owners below .build.
.PHONY: install
install: $(if $(wildcard $(BUILT)/influenced),,build) install-service ## install binaries, service, configuration, models, data, completions (PREFIX, DESTDIR)
	@install -d $(DESTDIR)$(bindir) $(DESTDIR)$(bashdir) $(DESTDIR)$(zshdir) $(DESTDIR)$(fishdir) $(DESTDIR)$(docdir)
	@install -m 755 $(BUILT)/influenced $(BUILT)/influencectl $(DESTDIR)$(bindir)/
	@$(BUILT)/influencectl --generate-completion-script bash > $(DESTDIR)$(bashdir)/influencectl
	@$(BUILT)/influencectl --generate-completion-script zsh > $(DESTDIR)$(zshdir)/_influencectl
	@$(BUILT)/influencectl --generate-completion-script fish > $(DESTDIR)$(fishdir)/influencectl.fish
	@chmod 644 $(DESTDIR)$(bashdir)/influencectl $(DESTDIR)$(zshdir)/_influencectl $(DESTDIR)$(fishdir)/influencectl.fish
	@find $(DESTDIR)$(docdir) -mindepth 1 -delete
	@for page in $(pages); do install -D -m 644 $$page $(DESTDIR)$(docdir)/$$page; done
	@ln -s ../../influenced $(DESTDIR)$(docdir)/Config
	@install -m 644 systemd/webhooks.conf $(DESTDIR)$(docdir)/
	@Scripts/install-config.sh install Config $(DESTDIR)$(datadir) $(DESTDIR)$(confdir)
	@echo "Installed below $(DESTDIR)$(PREFIX) and in $(DESTDIR)$(confdir)."
ifeq ($(DESTDIR),)
	@echo "To start the service:"
	@echo "  sudo systemd-sysusers influenced.conf && sudo systemd-tmpfiles --create influenced.conf"
	@echo "  sudo systemctl daemon-reload && sudo systemctl enable --now influenced.socket influenced.service"
	@echo "  sudo usermod -aG influenced YOU    # lets YOU ask it; takes effect at the next login"
endif

# The units alone: no build, so that packagers and tests can look at them quickly.
.PHONY: install-service
install-service: ## install the systemd units, sysusers and tmpfiles only
	@install -d $(DESTDIR)$(unitdir) $(DESTDIR)$(sysusersdir) $(DESTDIR)$(tmpfilesdir)
	@for unit in influenced.service influenced.socket; do \
	    sed 's|@PREFIX@|$(PREFIX)|g' systemd/$$unit > $(DESTDIR)$(unitdir)/$$unit; \
	    chmod 644 $(DESTDIR)$(unitdir)/$$unit; \
	done
	@install -m 644 systemd/influenced.sysusers $(DESTDIR)$(sysusersdir)/influenced.conf
	@install -m 644 systemd/influenced.tmpfiles $(DESTDIR)$(tmpfilesdir)/influenced.conf

.PHONY: uninstall
uninstall: ## remove what install put there; changed configuration and the database stay
	@rm -f $(DESTDIR)$(bindir)/influenced $(DESTDIR)$(bindir)/influencectl \
	    $(DESTDIR)$(unitdir)/influenced.service $(DESTDIR)$(unitdir)/influenced.socket \
	    $(DESTDIR)$(sysusersdir)/influenced.conf $(DESTDIR)$(tmpfilesdir)/influenced.conf \
	    $(DESTDIR)$(bashdir)/influencectl $(DESTDIR)$(zshdir)/_influencectl $(DESTDIR)$(fishdir)/influencectl.fish
	@rm -rf $(DESTDIR)$(docdir)
	@Scripts/install-config.sh uninstall Config $(DESTDIR)$(datadir) $(DESTDIR)$(confdir)

.PHONY: clean
clean: ## remove everything built; ./state stays
	@rm -rf .build .build-trial .build-address .build-thread .build-fuzz .build-tools .build-venv
