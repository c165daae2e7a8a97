"""How long a 12-megapixel photo takes while residents read the list of reports, and what it costs in memory."""

import asyncio
import random
import struct
import subprocess
import time
import zlib
from pathlib import Path

from faults.server import Server
from faults.workspace import Violation
from readers import lists_read

WIDTH, HEIGHT = 4_000, 3_000


def photo(folder: Path) -> Path:
    """A photo of 12 megapixels as a phone makes them: some 3 MB of JPEG, made by the tool that libvips brings."""
    dice = random.Random(12)
    rows = bytearray()
    pattern = bytes(dice.randrange(256) for _ in range(WIDTH * 3 + 4_096))
    for row in range(HEIGHT):
        start = row * 7 % 4_096
        light = row * 255 // HEIGHT
        rows += b"\0" + bytes((byte // 12 + light) & 255 for byte in pattern[start : start + WIDTH * 3])
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 1)), (b"IEND", b"")]
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )
    (folder / "photo.png").write_bytes(png)
    subprocess.run(["vips", "jpegsave", folder / "photo.png", folder / "photo.jpg", "--Q", "90"], check=True)
    return folder / "photo.jpg"


def send(server: Server, town: str, key: str, file: Path, terms: str | None) -> float:
    """Milliseconds from the first octet to the answer that the photo is kept."""
    query = f"?acceptedTerms={terms}" if terms else ""
    command = ["curl", "--silent", "--show-error", "--output", "/dev/null", "--write-out", "%{http_code} %{time_total}"]
    # Browsers do not ask before they send; curl would wait a second for the answer.
    command += ["--header", "Expect:", "--header", f"Authorization: Bearer {key}", "--data-binary", f"@{file}"]
    address = f"http://127.0.0.1:{server.port}/{town}/api/v1/photos{query}"
    run = subprocess.run([*command, address], capture_output=True, text=True, check=True)
    status, seconds = run.stdout.split()
    if status != "201":
        raise Violation(f"a photo was answered with {status}")
    return float(seconds) * 1_000


def helpers(server: Server) -> list[int]:
    """Resident megabytes of the helper processes of the server."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(line.split(":\t", 1) for line in status.read_text(encoding="utf-8").splitlines())
        except (FileNotFoundError, ProcessLookupError):
            continue
        if lines["Name"].startswith("ratusz-photos") and int(lines["PPid"]) == server.pid:
            found.append(int(lines.get("VmRSS", "0 kB").split()[0]) // 1_024)
    return found


async def measured(server: Server, town: str, folder: Path, seconds: float) -> tuple[list[float], list[float], int]:
    """Milliseconds of each photo and of each list meanwhile, both sorted, and megabytes of the helpers at their most."""
    key = server.api_key(town)
    file = photo(folder)
    end = time.monotonic() + seconds
    reading = asyncio.create_task(lists_read(server, town, end))
    times, memory = [], 0
    while time.monotonic() < end - 0.5:
        times.append(await asyncio.to_thread(send, server, town, key, file, None))
        memory = max(memory, sum(helpers(server)))
    return sorted(times), await reading, memory
