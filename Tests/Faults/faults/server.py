"""The program under test: start it, kill it, ask it how it is."""

import asyncio
import os
import signal
import subprocess
import time
from pathlib import Path

from .http import Connection, NoAnswer, Response
from .workspace import Violation, free_port


class Server:
    """`ratusz serve` on 127.0.0.1 with its own data folder.

    The port stays the same over restarts, as it would on a machine.
    """

    def __init__(
        self,
        program: Path,
        folder: Path,
        database: str | None = None,
        mail: str | None = None,
        is_demo: bool = False,
    ) -> None:
        self.program = program
        self.folder = folder
        self.data = folder / "data"
        self.log = folder / "server.log"
        self.port = free_port()
        self.metrics_port = free_port()
        self.database = database
        self.mail = mail
        # Environment of the next start: the fsync shim and its settings.
        self.environment: dict[str, str] = {}
        # What a start makes of the program's model towns; nothing for an installation as it comes.
        self.first_towns = "all"
        # Further settings of the next start.
        self.flags: list[str] = []
        # Log level: a line for each request would be the load itself.
        self.log_level = "notice"
        self._process: subprocess.Popen | None = None
        self._key = folder / "master.key"
        self._is_demo = is_demo
        if not self._key.exists():
            self._run("masterkey", "create", str(self._key))

    def storage(self) -> list[str]:
        database = ["--database", self.database] if self.database else []
        return ["--data", str(self.data), "--master-key", str(self._key), *database]

    def _command(self) -> list[str]:
        demo = ["--demo"] if self._is_demo else ["--first-towns", self.first_towns] if self.first_towns else []
        command = [str(self.program), "serve", *demo, *self.storage(), "--log", self.log_level]
        command += ["--port", str(self.port), "--metrics-port", str(self.metrics_port), "--keyless-per-minute", "0"]
        return command + (["--mail", self.mail] if self.mail else []) + self.flags

    def run(self, *arguments: str, typed: str = "") -> str:
        """A short command on the server's data, with a line typed to it; what it printed."""
        return self._run(*arguments, *self.storage(), typed=typed)

    def _run(self, *arguments: str, typed: str = "") -> str:
        """A short command of the program, beside the server or without it; what it printed."""
        command = [str(self.program), *arguments]
        run = subprocess.run(command, capture_output=True, text=True, input=typed, check=False)
        if run.returncode != 0:
            raise Violation(f"{' '.join(arguments[:2])} ended with {run.returncode}: {run.stderr.strip()}")
        return run.stdout

    async def start(self, limit: float = 30.0) -> float:
        """Starts the server and waits until it is ready.

        Returns the seconds from start to first answer.
        """
        started = time.monotonic()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=os.environ | self.environment,
            )
        while time.monotonic() - started < limit:
            if self._process.poll() is not None:
                raise Violation(f"the server stopped by itself with {self._process.returncode}; see {self.log}")
            if await self.status_of("/readyz") == 200:
                return time.monotonic() - started
            await asyncio.sleep(0.01)
        raise Violation(f"not ready after {limit:.0f} s; see {self.log}")

    def kill(self) -> None:
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        self._signal(signal.SIGTERM)

    def _signal(self, number: signal.Signals) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(number)
            try:
                self._process.wait(timeout=30)
            except subprocess.TimeoutExpired as error:
                self._process.kill()
                raise Violation(f"still there 30 s after {number.name}") from error

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        if self._process is None:
            raise Violation("the server was never started")
        return self._process.pid

    async def get(self, path: str, headers: dict[str, str] | None = None) -> Response:
        connection = Connection(self.port)
        try:
            return await connection.request("GET", path, headers)
        finally:
            connection.close()

    async def status_of(self, path: str) -> int | None:
        """None when there is no answer."""
        try:
            return (await self.get(path)).status
        except NoAnswer:
            return None

    async def becomes(self, path: str, status: int, within: float) -> float:
        """Waits until `path` answers with `status`.

        Returns the seconds it took.
        """
        started = time.monotonic()
        while time.monotonic() - started < within:
            if await self.status_of(path) == status:
                return time.monotonic() - started
            await asyncio.sleep(0.05)
        raise Violation(f"{path} is not {status} after {within:.0f} s")

    def api_key(self, town: str, role: str = "operator") -> str:
        """A new key for the town's interface, without a limit of requests."""
        command = ["apikey", "create", "--town", town, "--role", role, "--per-minute", "0"]
        return self.run(*command).strip().splitlines()[-1].strip()
