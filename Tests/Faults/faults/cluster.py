"""A private PostgreSQL cluster on 127.0.0.1 that a test may stop and break as it likes."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

from .workspace import free_port

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]


class Cluster:
    """PostgreSQL refuses to run as root: for root it runs as the user `postgres`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "postgres"
        self.port = free_port()
        self.environment: dict[str, str] = {}
        self.folder.mkdir()
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(self.folder, user.pw_uid, user.pw_gid)
        self._run("initdb", "--username=ratusz", "--auth=trust", "--locale=C.UTF-8", "--encoding=UTF8")
        settings = [f"port = {self.port}", "listen_addresses = '127.0.0.1'", f"unix_socket_directories = '{self.folder}'"]
        with (self.folder / "cluster/postgresql.conf").open("a", encoding="utf-8") as file:
            file.write("\n".join([*settings, "max_connections = 60", ""]))

    @property
    def url(self) -> str:
        return f"postgres://ratusz@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        self._run("pg_ctl", "--wait", "--log", str(self.folder / "log"), "start")

    def stop(self) -> None:
        """As by a failed machine: no checkpoint, every connection is cut."""
        self._run("pg_ctl", "--wait", "--mode=immediate", "stop")

    def remove(self) -> None:
        subprocess.run(self._command("pg_ctl", "--mode=immediate", "stop"), capture_output=True, check=False)

    def fresh(self, name: str = "fresh") -> str:
        """The address of a new, empty database."""
        self.query(f"CREATE DATABASE {name}")
        return f"postgres://ratusz@127.0.0.1:{self.port}/{name}"

    def query(self, sql: str) -> list[list[str]]:
        """The rows of a query, each value as text."""
        command = [str(BINARIES / "psql"), "--no-psqlrc", "--tuples-only", "--no-align", "--dbname", self.url, "--command", sql]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return [line.split("|") for line in out.splitlines()]

    def _command(self, name: str, *arguments: str) -> list[str]:
        command = [str(BINARIES / name), "--pgdata", str(self.folder / "cluster"), *arguments]
        if os.geteuid() != 0:
            return command
        # runuser drops LD_PRELOAD; env sets it again for the server itself.
        settings = [f"{name}={value}" for name, value in self.environment.items()]
        return [shutil.which("runuser") or "runuser", "-u", "postgres", "--", "env", *settings, *command]

    def _run(self, name: str, *arguments: str) -> None:
        environment = os.environ | (self.environment if os.geteuid() != 0 else {})
        out = subprocess.run(
            self._command(name, *arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=environment,
            cwd=self.folder,
            check=False,
        )
        if out.returncode != 0:
            raise RuntimeError(f"{name}: {out.stderr.decode(errors='replace').strip()}")
