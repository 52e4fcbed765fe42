"""The pump: a batch is whatever arrived while the last one ran. No timer on the hot path."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from chassis.together import until_one_ends

LANES = 2
"""Batches of one topic that may be under way at once: while the store commits one, another is decided."""

WORTH_A_LANE = 2
"""A second batch is begun for so many times what is under way, or a full batch. Fewer events wait for the first to end:
two small batches cost more than one, and so make all wait."""

TURNS = 2
"""Faust hands over a hundred records and lets others run, then the next hundred. Who has seen nothing come for so many
turns of the loop has all that is there."""

Handle = Callable[[Sequence[Any]], Awaitable[None]]


class Waiting:
    """Events that wait, by partition. A partition is in one batch at a time, so its events keep their order."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._count = 0
        self._events: dict[int, list[Any]] = {}
        self._under_way: set[int] = set()
        self._busy_with = 0
        self._more, self._room = asyncio.Event(), asyncio.Event()

    async def put(self, event: Any) -> None:
        """Add an event; waits while two batches a lane are waiting already."""
        self._events.setdefault(event.message.partition, []).append(event)
        self._count += 1
        self._more.set()
        if self._count >= 2 * LANES * self._size:
            self._room.clear()
            await self._room.wait()

    async def take(self) -> tuple[set[int], list[Any]]:
        """At most `size` events of partitions that are in no batch, longest waiting partitions first; and which."""
        while True:
            await self._gathered()
            if self._free() >= max(1, min(WORTH_A_LANE * self._busy_with, self._size)):
                return self._begin()
            self._more.clear()
            await self._more.wait()

    def done(self, partitions: set[int], batch: Sequence[Any]) -> None:
        """This batch is settled; these partitions are in none any more."""
        self._under_way -= partitions
        self._busy_with -= len(batch)
        self._more.set()

    def _begin(self) -> tuple[set[int], list[Any]]:
        partitions, batch = set[int](), list[Any]()
        for partition in [each for each in self._events if each not in self._under_way]:
            if len(batch) < self._size:
                partitions.add(partition)
                batch += self._cut(partition, self._size - len(batch))
        self._under_way |= partitions
        self._busy_with += len(batch)
        self._room.set()
        return partitions, batch

    async def _gathered(self) -> None:
        """Let the reader hand over what it holds, at most a batch; nothing that is still on its way is waited for."""
        turns, count = 0, self._free()
        while 0 < count < self._size and turns < TURNS:
            await asyncio.sleep(0)
            now = self._free()
            turns, count = (turns + 1 if now == count else 0), now

    def _free(self) -> int:
        """How many events wait of partitions that are in no batch."""
        return sum(len(events) for partition, events in self._events.items() if partition not in self._under_way)

    def _cut(self, partition: int, most: int) -> list[Any]:
        events = self._events.pop(partition)
        if len(events) > most:
            self._events[partition] = events[most:]
        self._count -= min(most, len(events))
        return events[:most]


async def pump(stream: Any, handle: Handle, size: int) -> None:
    """Feed a Faust stream to `handle` in batches of at most `size` messages, acknowledging each batch after it.

    An exception of `handle` ends the agent, and nothing of a batch that was under way is acknowledged (messaging
    runtime, section 1).
    """
    waiting = Waiting(size)

    async def work() -> None:
        while True:
            partitions, batch = await waiting.take()
            await handle([event.message for event in batch])
            for event in batch:
                event.ack()
            waiting.done(partitions, batch)

    async def fill() -> None:
        async for event in stream.noack().events():
            await waiting.put(event)

    await until_one_ends(fill(), *(work() for _ in range(LANES)))
