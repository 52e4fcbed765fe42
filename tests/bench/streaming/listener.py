"""Readers of streams over plain sockets: a client library for each of hundreds would be what is measured."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from tests.bench.streaming.one_gateway import Door

DATA = b"data: "
READY = b": alive"
"""The first heartbeat: from here on everything is told."""


@dataclass
class Seen:
    """Every hint: who, of which request, when (`time.perf_counter`)."""

    at: list[tuple[str, str, float]] = field(default_factory=list)


@contextlib.asynccontextmanager
async def listening(door: Door, people: Sequence[str], seen: Seen) -> AsyncIterator[None]:
    """While the block runs, each of these has a stream open, which has begun."""
    begun = [asyncio.Event() for _ in people]
    tasks = [asyncio.create_task(_listen(door, who, seen, event)) for who, event in zip(people, begun, strict=True)]
    try:
        async with asyncio.timeout(30):
            await asyncio.gather(*(event.wait() for event in begun))
        yield
        assert not any(task.done() for task in tasks), "a stream ended too early"
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _listen(door: Door, who: str, seen: Seen, begun: asyncio.Event) -> None:
    reader, writer = await asyncio.open_connection(door.host, door.port)
    try:
        head = f"GET /api/v1/events HTTP/1.1\r\nHost: {door.host}\r\nAuthorization: {door.bearer(who)}\r\n\r\n"
        writer.write(head.encode())
        while line := await reader.readline():
            if line.startswith(DATA):
                now = time.perf_counter()
                seen.at.append((who, json.loads(line[len(DATA) :])["request_id"], now))
            elif line.startswith(READY):
                begun.set()
    finally:
        writer.close()
