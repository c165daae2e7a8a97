"""A small HTTP/1.1 client for asyncio: one connection, kept open, one request at a time."""

import asyncio
from dataclasses import dataclass

# Longer than any answer may take while the database is away.
TIMEOUT = 15.0


class NoAnswer(Exception):
    """The connection broke or the time was up: nobody knows whether the request was carried out."""


@dataclass(frozen=True)
class Response:
    status: int
    headers: dict[str, str]
    body: bytes


class Connection:
    """One connection to 127.0.0.1; opened when first used, and again after it broke."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def request(self, method: str, path: str, headers: dict[str, str] | None = None, body: bytes = b"") -> Response:
        """Sends a request and waits for its answer.

        Raises NoAnswer when none came.
        """
        try:
            return await asyncio.wait_for(self._exchange(method, path, headers or {}, body), TIMEOUT)
        except (OSError, asyncio.IncompleteReadError, TimeoutError, ValueError) as error:
            self.close()
            raise NoAnswer(repr(error)) from error

    def close(self) -> None:
        if self._streams:
            self._streams[1].close()
            self._streams = None

    async def _exchange(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Response:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._streams
        lines = [f"{method} {path} HTTP/1.1", f"host: 127.0.0.1:{self.port}"]
        if body or method == "POST":
            lines.append(f"content-length: {len(body)}")
        lines += [f"{name}: {value}" for name, value in headers.items()]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        response = await self._read(reader, method)
        if response.headers.get("connection", "").lower() == "close":
            self.close()
        return response

    async def _read(self, reader: asyncio.StreamReader, method: str) -> Response:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(head[0].split(" ", 2)[1])
        headers = {}
        for line in head[1:]:
            name, colon, value = line.partition(":")
            if colon:
                headers[name.strip().lower()] = value.strip()
        if method == "HEAD" or status in (204, 304):
            return Response(status, headers, b"")
        if headers.get("transfer-encoding", "").lower() == "chunked":
            return Response(status, headers, await self._chunks(reader))
        return Response(status, headers, await reader.readexactly(int(headers.get("content-length", 0))))

    async def _chunks(self, reader: asyncio.StreamReader) -> bytes:
        body = b""
        while size := int((await reader.readline()).split(b";")[0], 16):
            body += await reader.readexactly(size)
            await reader.readline()
        await reader.readline()
        return body
