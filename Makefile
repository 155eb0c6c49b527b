# Everything a developer does has a word here; `make help` lists them.

SWIFT ?= swift
CHECKS := --explicit-target-dependency-import-check error
RELEASE := -c release --static-swift-stdlib $(CHECKS)
RAKEL = $(shell $(SWIFT) build $(RELEASE) --show-bin-path)/rakel

.PHONY: help
help: ## List what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

.PHONY: packages
packages: ## Install the Debian packages that are missing
	@scripts/install-packages

.PHONY: build
build: packages ## Build the release binary
	@$(SWIFT) build $(RELEASE) --product rakel

.PHONY: chat
chat: build ## Talk with Rakel in the terminal, on the content that ships
	@$(RAKEL) chat

.PHONY: serve
serve: build ## Serve Teams on the settings in server.json (docs/3-operating.md)
	@$(RAKEL) serve

# A server has deadlines, and answers late beside tests that compute for long.
TIMED := HTTPTests
# Foundation's Process reads past its list of open files where there are more than thirteen hundred, as all the servers and
# clients of the others together have.
SPAWNING := EncryptionTests|CertificateTests
LONG := UnderstandingTests|DialogueTests|AppTests

.PHONY: test
test: packages ## Build everything and run the tests
	@scripts/install-packages python3-aiohttp python3-jsonschema
	$(SWIFT) build --build-tests $(CHECKS)
	$(SWIFT) test --skip-build --quiet $(CHECKS) --filter '$(TIMED)' --skip '$(SPAWNING)'
	$(SWIFT) test --skip-build --quiet $(CHECKS) --filter '$(SPAWNING)'
	$(SWIFT) test --skip-build --quiet $(CHECKS) --skip '$(TIMED)|$(LONG)'
	$(SWIFT) test --skip-build --quiet $(CHECKS) --filter '$(LONG)'

.PHONY: check
check: packages ## What a change must pass: format, size of files, content, tests
	$(SWIFT) format lint --strict -r Package.swift Sources Tests
	scripts/check-sources
	@$(MAKE) --no-print-directory build
	$(RAKEL) check
	scripts/check-cards
	@$(MAKE) --no-print-directory test

.PHONY: check-threads
check-threads: packages ## Run the tests under ThreadSanitizer
	$(SWIFT) test --sanitize=thread --scratch-path .build-threads

.PHONY: measure
measure: build ## Measure the understanding on the public data sets (RAKEL_SHARED)
	@$(RAKEL) measure

.PHONY: bench
bench: packages ## Time the inner loops and compare with Benchmarks/baseline.json
	@$(SWIFT) build $(RELEASE) --product rakel-bench
	@$(dir $(RAKEL))rakel-bench

.PHONY: load
load: build ## Put the server under load on this machine, a minute and a half
	@$(SWIFT) build $(RELEASE) --product rakel-load
	@$(dir $(RAKEL))rakel-load $(RAKEL) .

.PHONY: crash
crash: $(if $(BINARY),packages,build) ## Kill Rakel again and again, ROUNDS=1000 (BINARY=PATH for another)
	@scripts/crash/crash.py --rakel $(or $(BINARY),$(RAKEL)) --rounds $(or $(ROUNDS),1000)

.PHONY: journeys
journeys: $(if $(BINARY),packages,build) ## Try the running server against a channel of our own (BINARY=PATH)
	@scripts/journeys/journeys.py --rakel $(or $(BINARY),$(RAKEL))

.PHONY: pictures
pictures: build ## Take pictures of the cards for the docs (needs chromium, pngquant)
	@scripts/pictures/pictures.py --rakel $(RAKEL)

.PHONY: fuzz
fuzz: packages ## Fuzz the parsers and the tokeniser, SECONDS=300 each
	@SECONDS_EACH=$(or $(SECONDS),300) scripts/fuzz

.PHONY: format
format: ## Format the sources and the content
	$(SWIFT) format -i -r Package.swift Sources Tests
