"""Brings the published source of a client to this machine, at one commit."""

import subprocess
from pathlib import Path

from .outcome import Skipped

COMMITS = {
    "codeforamerica/three": "67b4a4b233a57aa7995d01f6b0f69c2e85aea6c0",
    "open311/schema-validation": "47e06a443f3620b51d7dfb107e1b4d39898d7a1a",
    "SeeClickFix/open311-validator": "a373a5282b260c004a6907cab931ee7efbdee743",
    "kvlahromei/validopen311": "243becfc1ecf6f11e6a64ec855f5e1c4a3cccf49",
}


def checkout(repository: str, base: str, folder: Path) -> Path:
    """The files of the pinned commit in a new folder. Nothing of them is kept or runs but in this check."""
    target = folder / repository.replace("/", "-")
    target.mkdir()
    for command in (
        ["git", "init", "--quiet"],
        ["git", "fetch", "--quiet", "--depth", "1", f"{base}/{repository}", COMMITS[repository]],
        ["git", "checkout", "--quiet", "FETCH_HEAD"],
    ):
        result = subprocess.run(command, cwd=target, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
        if result.returncode != 0:
            words = result.stderr.strip() or "git failed"
            raise Skipped(f"not fetched: {words.splitlines()[0]}")
    return target
