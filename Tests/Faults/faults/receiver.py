"""A receiver of webhooks that writes down every call it answered with success.

    python -m faults.receiver PORT FILE SECRETFILE

Each accepted call is one line in FILE, its `webhook-id` and the number of the report, written before the answer goes out. A call
whose signature is wrong is answered with 400 and written down as `forged`; every ninth message is answered with 500 when it
comes for the first time.
"""

import asyncio
import base64
import hashlib
import hmac
import json
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

from .workspace import ROOT, free_port


class Recorder:
    def __init__(self, file: Path, secret: Path) -> None:
        self._file = file.open("a", buffering=1, encoding="utf-8")
        self._secret = secret
        self._seen: set[str] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            headers = {name.lower(): value.strip() for name, value in (line.split(":", 1) for line in head[1:] if line)}
            body = await reader.readexactly(int(headers["content-length"]))
            status = self.take(headers, body)
            writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            # The server was killed in the middle of a call.
            pass
        finally:
            writer.close()

    def take(self, headers: dict[str, str], body: bytes) -> int:
        identity = headers["webhook-id"]
        key = base64.b64decode(self._secret.read_text().strip().removeprefix("whsec_"))
        signed = f"{identity}.{headers['webhook-timestamp']}.".encode() + body
        expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        message = json.loads(body)
        if headers["webhook-signature"] != expected or message["id"] != identity:
            self._file.write(f"forged {identity}\n")
            return 400
        is_new = identity not in self._seen
        self._seen.add(identity)
        if is_new and len(self._seen) % 9 == 0:
            return 500
        self._file.write(f"{identity} {message['report']['number']}\n")
        return 204


def serve(port: int, file: Path, secret: Path) -> None:
    async def run() -> None:
        server = await asyncio.start_server(Recorder(file, secret).serve, "127.0.0.1", port)
        await server.serve_forever()

    asyncio.run(run())


class Receiver:
    """The receiver as a process of its own; it outlives the server under test."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._file = folder / "calls"
        self._secret = folder / "webhook.secret"
        self._file.touch()
        command = [sys.executable, "-m", "faults.receiver", str(self.port), str(self._file), str(self._secret)]
        self._process = subprocess.Popen(command, cwd=ROOT / "Tests/Faults", stdin=subprocess.DEVNULL)
        time.sleep(1)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    def trust(self, secret: str) -> None:
        self._secret.write_text(secret)

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()

    def received(self) -> dict[str, list[str]]:
        """The ids of the calls for each number of a report, repetitions included; `forged` ones under that word."""
        calls = defaultdict(list)
        for line in self._file.read_text(encoding="utf-8").splitlines():
            first, second = line.split()
            if first == "forged":
                calls["forged"].append(second)
            else:
                calls[second].append(first)
        return calls


if __name__ == "__main__":
    serve(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
