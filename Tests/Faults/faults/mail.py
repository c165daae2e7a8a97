"""A real SMTP peer that writes down every message it took responsibility for.

    python -m faults.mail PORT FILE [MILLISECONDS]

Each accepted message is one line in FILE, its recipient, written before the answer goes out, and one in FILE.letters, what
stands in it. MILLISECONDS is how long it thinks about each message, so that there are always some in flight.
"""

import asyncio
import email
import email.policy
import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from .workspace import ROOT, free_port


class Recorder:
    def __init__(self, file: Path, pause: float) -> None:
        self._file = file.open("a", buffering=1, encoding="utf-8")
        self._letters = file.with_suffix(".letters").open("a", buffering=1, encoding="utf-8")
        self._pause = pause

    async def handle_DATA(self, _server: object, _session: object, envelope) -> str:
        await asyncio.sleep(self._pause)
        for recipient in envelope.rcpt_tos:
            self._file.write(f"{recipient}\n")
            self._letters.write(json.dumps(letter(recipient, envelope.content)) + "\n")
        return "250 2.0.0 OK"


def letter(recipient: str, content: bytes) -> dict[str, str]:
    message = email.message_from_bytes(content, policy=email.policy.default)
    text = message.get_body(("plain",))
    reply = message["reply-to"]
    return {
        "to": recipient,
        "replyTo": reply.addresses[0].addr_spec if reply else "",
        "text": text.get_content() if text else "",
    }


def serve(port: int, file: Path, pause: float) -> None:
    from aiosmtpd.smtp import SMTP

    async def run() -> None:
        handler = Recorder(file, pause)
        server = await asyncio.get_running_loop().create_server(lambda: SMTP(handler, enable_SMTPUTF8=True), "127.0.0.1", port)
        await server.serve_forever()

    asyncio.run(run())


class MailSink:
    """The peer as a process of its own; it outlives the server under test."""

    def __init__(self, folder: Path, connections: int, milliseconds: int = 5) -> None:
        # How many the program under test may open at the same time.
        self.connections = connections
        self.port = free_port()
        self._file = folder / "mails"
        self._letters = self._file.with_suffix(".letters")
        self._file.touch()
        self._letters.touch()
        command = [sys.executable, "-m", "faults.mail", str(self.port), str(self._file), str(milliseconds)]
        self._process = subprocess.Popen(command, cwd=ROOT / "Tests/Faults", stdin=subprocess.DEVNULL)
        time.sleep(1)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}?connections={self.connections}"

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()

    def received(self) -> Counter[str]:
        """How many messages each recipient got."""
        return Counter(self._file.read_text(encoding="utf-8").split())

    def letters(self) -> list[dict[str, str]]:
        """Recipient, address for answers and words of each message."""
        lines = self._letters.read_text(encoding="utf-8").splitlines(keepends=True)
        return [json.loads(line) for line in lines if line.endswith("\n")]


if __name__ == "__main__":
    serve(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) / 1_000 if len(sys.argv) > 3 else 0)
