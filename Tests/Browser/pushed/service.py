"""A push service as Mozilla's: browsers listen by WebSocket, senders POST (RFC 8030).

It serves the page that subscribes as well, and takes what the page's service worker read.
"""

import asyncio
import base64
import hashlib
import json
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
FILES = {"/": ("page.html", "text/html"), "/page.js": ("page.js", "text/javascript"), "/sw.js": ("sw.js", "text/javascript")}
GREETING = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


@dataclass
class Sent:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class PushService:
    port: int
    # What senders posted, in order.
    sent: list[Sent] = field(default_factory=list)
    # What the service worker read and showed.
    read: list[dict] = field(default_factory=list)
    # What the browser answered for each message: 100 for read, 101 for not decrypted.
    codes: list[int] = field(default_factory=list)
    # How many connections senders made.
    connections: int = 0
    _browsers: dict[str, Callable[[dict], None]] = field(default_factory=dict)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def start(self) -> None:
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        threading.Thread(target=self._run, args=[ready], daemon=True).start()
        ready.wait()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)

    def wait(self, holds: Callable[[], bool], seconds: float) -> bool:
        with self._changed:
            return self._changed.wait_for(holds, timeout=seconds)

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", self.port))
        ready.set()
        self._loop.run_forever()

    def _note(self, change: Callable[[], None]) -> None:
        with self._changed:
            change()
            self._changed.notify_all()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        is_sender = False
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
                method, path, _ = head[0].split(" ")
                headers = {name.lower(): value.strip() for name, value in (line.split(":", 1) for line in head[1:] if line)}
                if headers.get("upgrade", "").lower() == "websocket":
                    await self._listen(headers, reader, writer)
                    return
                body = await reader.readexactly(int(headers.get("content-length", "0")))
                if method == "POST" and path.startswith("/push/") and not is_sender:
                    is_sender = True
                    self.connections += 1
                writer.write(self._answer(Sent(path, headers, body), method))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def _answer(self, request: Sent, method: str) -> bytes:
        if method == "GET" and request.path in FILES:
            name, kind = FILES[request.path]
            return answer(200, (HERE / name).read_bytes(), f"Content-Type: {kind}; charset=utf-8\r\n")
        if request.path == "/read":
            self._note(lambda: self.read.append(json.loads(request.body)))
            return answer(204)
        if method != "POST" or not request.path.startswith("/push/"):
            return answer(404)
        self._note(lambda: self.sent.append(request))
        channel = request.path.removeprefix("/push/")
        version = uuid.uuid4().hex
        if channel in self._browsers:
            data = base64.urlsafe_b64encode(request.body).rstrip(b"=").decode()
            headers = {"encoding": request.headers.get("content-encoding", "")}
            message = {"messageType": "notification", "channelID": channel, "version": version, "data": data}
            self._browsers[channel]({**message, "headers": headers})
        elif not channel.startswith("reader-"):
            return answer(410, json.dumps({"code": 410, "errno": 106}).encode())
        return answer(201, extra=f"Location: http://127.0.0.1:{self.port}/m/{version}\r\n")

    async def _listen(self, headers: dict[str, str], reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        token = base64.b64encode(hashlib.sha1((headers["sec-websocket-key"] + GREETING).encode()).digest()).decode()
        lines = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"]
        lines.append(f"Sec-WebSocket-Accept: {token}")
        if "sec-websocket-protocol" in headers:
            lines.append(f"Sec-WebSocket-Protocol: {headers['sec-websocket-protocol'].split(',')[0]}")
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())

        def say(message: dict) -> None:
            writer.write(frame(json.dumps(message).encode()))

        while (text := await next_text(reader, writer)) is not None:
            self._hear(json.loads(text or "{}"), say)

    def _hear(self, message: dict, say: Callable[[dict], None]) -> None:
        match message.get("messageType"):
            case "hello":
                say({"messageType": "hello", "status": 200, "uaid": uuid.uuid4().hex, "use_webpush": True, "broadcasts": {}})
            case "register":
                channel = message["channelID"]
                self._browsers[channel] = say
                endpoint = f"http://127.0.0.1:{self.port}/push/{channel}"
                say({"messageType": "register", "channelID": channel, "status": 200, "pushEndpoint": endpoint})
            case "unregister":
                self._browsers.pop(message["channelID"], None)
                say({"messageType": "unregister", "channelID": message["channelID"], "status": 200})
            case "ack":
                self._note(lambda: self.codes.extend(update["code"] for update in message["updates"]))
            case None:
                # `{}` asks whether anybody is there.
                say({})


def answer(status: int, body: bytes = b"", extra: str = "") -> bytes:
    return f"HTTP/1.1 {status} X\r\n{extra}Content-Length: {len(body)}\r\n\r\n".encode() + body


def frame(data: bytes, kind: int = 1) -> bytes:
    """RFC 6455 §5.2, from a server."""
    if len(data) < 126:
        size = bytes([len(data)])
    else:
        size = bytes([126]) + len(data).to_bytes(2, "big")
    return bytes([0x80 | kind]) + size + data


async def next_text(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes | None:
    """The next whole message; none when the browser says goodbye."""
    message = b""
    while True:
        first, second = await reader.readexactly(2)
        size = second & 127
        if size >= 126:
            size = int.from_bytes(await reader.readexactly(2 if size == 126 else 8), "big")
        mask = await reader.readexactly(4) if second & 128 else bytes(4)
        data = bytes(byte ^ mask[index % 4] for index, byte in enumerate(await reader.readexactly(size)))
        match first & 15:
            case 8:
                return None
            case 9:
                writer.write(frame(data, kind=10))
            case 0 | 1 | 2:
                message += data
                if first & 128:
                    return message
