"""People who read the list of reports while something heavy goes on beside them."""

import asyncio
import time

from faults.http import Connection
from faults.server import Server

READERS = 4


async def reader(server: Server, town: str, until: float, pause: float) -> list[float]:
    """Asks for the list of reports again and again; milliseconds of each answer."""
    connection, times = Connection(server.port), []
    while time.monotonic() < until:
        started = time.monotonic()
        await connection.request("GET", f"/{town}/reports", {}, b"")
        times.append((time.monotonic() - started) * 1_000)
        await asyncio.sleep(pause)
    connection.close()
    return times


async def lists_read(server: Server, town: str, until: float, pause: float = 0.02) -> list[float]:
    """Milliseconds in which each of the lists came, sorted; until a time of the monotonic clock, with a pause in seconds
    after each."""
    readers = [asyncio.create_task(reader(server, town, until, pause)) for _ in range(READERS)]
    return sorted([one for task in readers for one in await task])
