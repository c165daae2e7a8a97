"""Where a fault test runs: its temporary folder, its tools, and what it says at the end."""

import argparse
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


class Violation(Exception):
    """The program broke a promise; the text says which."""


def use_tools() -> None:
    """Starts this script again under the Python of `Tests/venv`, where the pinned packages are."""
    python = subprocess.run([ROOT / "Tests/venv"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    if Path(sys.prefix) != Path(python).parents[1]:
        os.execv(python, [python, *sys.argv])


def parser(summary: str | None) -> argparse.ArgumentParser:
    """The options that every fault test has."""
    options = argparse.ArgumentParser(description=summary, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", type=Path, default=default_program(), help="the ratusz to test (%(default)s)")
    options.add_argument("--town", default="demo", help="the town that gets the reports (%(default)s)")
    options.add_argument("--keep", action="store_true", help="keep the temporary folder")
    return options


def default_program() -> Path:
    return Path(os.environ.get("RATUSZ", ROOT / ".build/release/ratusz"))


def free_port() -> int:
    """A port that nobody has, out of those that the system gives to no connection by itself: a server that is started
    again finds it free."""
    for port in random.sample(range(10_000, 32_000), 100):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError("no port is free")


class Workspace:
    """A temporary folder that is gone afterwards, unless the test failed or was asked to keep it."""

    def __init__(self, name: str, keep: bool) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix=f"ratusz-{name}-"))
        # PostgreSQL runs as another user and must be able to reach its part of the folder.
        self.folder.chmod(0o755)
        self.keep = keep
        self.started = time.monotonic()

    def __enter__(self) -> "Workspace":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None or self.keep:
            print(f"kept: {self.folder}", file=sys.stderr)
        else:
            shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def seconds(self) -> int:
        return round(time.monotonic() - self.started)

    def fsync_shim(self) -> Path:
        """Compiles the library that delays and fails fsync."""
        library = self.folder / "fsyncshim.so"
        source = ROOT / "Tests/Faults/fsyncshim.c"
        flags = ["-Wall", "-Wextra", "-Werror", "-O2", "-shared", "-fPIC"]
        subprocess.run(["cc", *flags, "-o", library, source, "-ldl"], check=True)
        return library


def finish(name: str, run) -> None:
    """Runs the test and ends the process: 0 when every promise held, else 1 with the reason in the closing line."""
    try:
        print(f"{name}: {run()}")
    except Violation as violation:
        print(f"{name}: VIOLATION: {violation}")
        sys.exit(1)
