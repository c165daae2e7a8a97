# `make` alone prints this menu.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := menu
MAKEFLAGS += --no-print-directory

PORT ?= 8080
DATA ?= var/demo
DEST ?= /opt/ratusz
SHARD ?=

sources := Package.swift $(shell find Sources -type f)
formatted := Package.swift Sources Tests

.PHONY: menu run setup build install package test verify bench lint format snapshots clean

menu:
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' Makefile

run: .build/made/release ## start the demo on http://localhost:8080 (PORT=, DATA=)
	@exec .build/release/ratusz serve --demo --port $(PORT) --data $(DATA)

setup: .build/made/packages-test ## install what building and checking need
	@Tests/venv > /dev/null
	@Tests/leaflet

build: .build/made/release ## build the release program, .build/release/ratusz

# With the Swift library inside, so that the machine it runs on needs no toolchain.
install: .build/made/packages-run .build/made/leaflet ## build the program to stay and put it under DEST=/opt/ratusz
	@for program in ratusz ratusz-photos; do \
		swift build --configuration release --static-swift-stdlib --scratch-path .build/install --product $$program; \
		install -D --strip .build/install/release/$$program $(DEST)/bin/$$program; \
	done
	@cp -r .build/install/release/ratusz_CityWeb.resources $(DEST)/bin/
	@mkdir -p $(DEST)/share/ratusz && cp -r Calendars Texts Municipalities $(DEST)/share/ratusz/

test: setup ## lint, all tests on both databases, browser smoke; at most 25 minutes
	@Tests/all

verify: setup .build/made/release ## faults, bad input, browsers, mutations; SHARD=1..4 runs a quarter
	@Tests/verify/run $(SHARD)

bench: setup .build/made/release ## speed, each figure beside the raw limit of the same run
	@Tests/Bench/bench
	@Tests/Bench/map
	@Tests/Bench/import
	@Tests/Bench/accounts
	@Tests/Bench/inbox
	@Tests/Bench/backup --engine sqlite
	@Tests/Bench/backup --engine postgres

package: .build/made/packages-run ## build the Debian package, .build/package/ratusz_….deb
	@Packaging/build

lint: ## check the format of the Swift files
	@swift format lint --strict --parallel --recursive $(formatted)

format: ## write the format of the Swift files
	@swift format --in-place --parallel --recursive $(formatted)

# Recording fails on purpose, so that nobody records by accident: the first run must fail, and the second must not.
snapshots: ## record the snapshots of pages and components anew; look at the difference afterwards
	@swift build --build-tests --quiet
	@! RATUSZ_RECORD=1 swift test --skip-build --disable-xctest --quiet --filter CityWebTests > .build/snapshots.log 2>&1
	@swift test --skip-build --disable-xctest --quiet --filter CityWebTests

clean: ## remove all builds and the data of the demo
	@rm -rf .build var

.build/made/packages-%: Tests/packages
	@Tests/install $*
	@mkdir -p $(@D) && touch $@

# Make compares the times of the files itself, so that a second start asks nobody.
# Without the library of the maps everything else works, so that a build does not need the network for it.
.build/made/leaflet: Tests/leaflet .build/made/packages-run
	@mkdir -p $(@D)
	@if Tests/leaflet; then touch $@; else echo "There will be no maps: Leaflet could not be fetched."; fi

.build/made/release: $(sources) .build/made/packages-run .build/made/leaflet
	@echo "Building Ratusz; the first time this takes about five minutes."
	@swift build --configuration release --product ratusz
	@swift build --configuration release --product ratusz-photos
	@touch $@
