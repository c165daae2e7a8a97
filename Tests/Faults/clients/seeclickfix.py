"""SeeClickFix/open311-validator: Ruby, rules for discovery and services."""

import re
import shutil
import subprocess
from pathlib import Path

from .outcome import Results, Skipped, Town
from .sources import checkout

# Its rules say `should`, which RSpec no longer has unless asked.
SHIM = """
require 'ostruct'
require 'rspec/expectations'
require 'rspec/matchers'
RSpec::Expectations.configuration.syntax = [:should, :expect]
include RSpec::Matchers
"""


def run(town: Town, results: Results, base: str, folder: Path) -> None:
    if not shutil.which("ruby"):
        raise Skipped("there is no ruby")
    source = checkout("SeeClickFix/open311-validator", base, folder)
    (source / "shim.rb").write_text(SHIM, encoding="utf-8")
    command = ["ruby", "-W0", "-Ilib", "-I.", "-rshim", "bin/open311-validate", "-u", f"{town.endpoint}/discovery", "-j", town.name]
    result = subprocess.run(command, cwd=source, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=120, check=False)
    rules = re.findall(r"^    (.+?)\s+(PASSED|FAILED)(.*)$", result.stdout, re.MULTILINE)
    if len(rules) < 15:
        raise AssertionError(f"only {len(rules)} rules ran: {result.stdout[-500:]} {result.stderr[-500:]}")
    for rule, outcome, words in rules:
        results.note(f"open311-validator: {rule}", None if outcome == "PASSED" else words or "failed")
