"""kvlahromei/validopen311: Python 2, the structure of the XML; translated by lib2to3 for this check."""

import subprocess
import sys
from pathlib import Path

from .outcome import Results, Skipped, Town
from .sources import checkout

# Runs one test of the suite and prints what it prints. `valideer` looks for classes where Python 3.9 had them.
DRIVER = """
import collections, collections.abc, sys
for name in ("Sequence", "Mapping", "Callable", "Iterable", "Container", "Set", "Hashable"):
    setattr(collections, name, getattr(collections.abc, name))
sys.path[:0] = [".", "client"]
import basic311
suite = basic311.TestSuite(sys.argv[1], None, sys.argv[2])
print("== begins")
getattr(suite, sys.argv[3])()
"""

# Without `testGetServicsDef`: it looks for `metadata` in the wrong element and so finds no definition to look at.
TESTS = (
    "testGetServices", "testCreateRequest", "testGetRequests", "testGetRequest",
    "testGetRequestFromToken", "testGetRequestsFiltered",
)  # fmt: skip


def run(town: Town, results: Results, base: str, folder: Path) -> None:
    source = checkout("kvlahromei/validopen311", base, folder)
    translated = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "lib2to3", "--write", "--nobackups", "basic311.py", "client/georeportv2.py"],
        cwd=source, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if translated.returncode != 0:
        raise Skipped("lib2to3, which translates Python 2, is not in this Python")
    (source / "driver.py").write_text(DRIVER, encoding="utf-8")
    host = town.endpoint.removeprefix("http://") + "/"
    for test in TESTS:
        command = [sys.executable, "-W", "ignore", "driver.py", host, town.reporter, test]
        result = subprocess.run(command, cwd=source, capture_output=True, text=True, timeout=120, check=False)
        judge(test, result.stdout.partition("== begins")[2], result, results)


def judge(test: str, said: str, result: subprocess.CompletedProcess, results: Results) -> None:
    """The suite says OK, ok, or what differs, for the head of the answer and for its structure."""
    if result.returncode != 0:
        results.note(f"validopen311: {test}", result.stderr)
        return
    lines = [line for line in said.splitlines() if line.strip()]
    heads = [line for line in lines if "differs at:" in line]
    results.note(f"validopen311: {test}, head", "; ".join(heads) or None)
    others = [line for line in lines if line not in heads and ("differs" in line or "failed" in line)]
    results.note(f"validopen311: {test}", "; ".join(others) or None)
