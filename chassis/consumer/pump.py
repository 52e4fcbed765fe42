"""The pump: a batch is whatever arrived while the last one ran. No timer on the hot path."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

LANES = 2
"""Batches of one topic that may be under way at once: while the store commits one, another is decided."""

Handle = Callable[[Sequence[Any]], Awaitable[None]]


class Lane:
    """Batches of at most `size` messages, one after the other, each acknowledged after it was handled."""

    def __init__(self, handle: Handle, size: int) -> None:
        self._handle = handle
        self._size = size
        self._waiting: list[Any] = []
        self._more, self._room = asyncio.Event(), asyncio.Event()

    async def put(self, event: Any) -> None:
        """Add an event; waits while two batches are waiting already."""
        self._waiting.append(event)
        self._more.set()
        if len(self._waiting) >= 2 * self._size:
            self._room.clear()
            await self._room.wait()

    async def run(self) -> None:
        """Handle until cancelled. Raises what `handle` raises; nothing of that batch is acknowledged then."""
        while True:
            await self._more.wait()
            batch = self._waiting[: self._size]
            del self._waiting[: self._size]
            if not self._waiting:
                self._more.clear()
            self._room.set()
            await self._handle([event.message for event in batch])
            for event in batch:
                event.ack()


async def pump(stream: Any, handle: Handle, size: int) -> None:
    """Feed a Faust stream to `handle` in batches of at most `size` messages, acknowledging each batch after it.

    A partition keeps to its lane, so its records stay in order. An exception of `handle` ends the agent, and nothing of
    a batch that was under way is acknowledged (messaging runtime, section 1).
    """
    lanes = [Lane(handle, size) for _ in range(LANES)]

    async def fill() -> None:
        async for event in stream.noack().events():
            await lanes[event.message.partition % LANES].put(event)

    tasks = {asyncio.ensure_future(work) for work in (fill(), *(lane.run() for lane in lanes))}
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
