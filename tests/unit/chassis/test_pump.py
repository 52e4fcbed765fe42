"""The pump acknowledges what is settled, nothing else (messaging runtime, section 1)."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from chassis.consumer.pump import pump


@dataclass
class Happened:
    """What was handled and acknowledged, in the order it happened."""

    steps: list[str] = field(default_factory=list)


@dataclass
class Event:
    """An event of a stream; its message is its number."""

    message: int
    happened: Happened

    def ack(self) -> None:
        self.happened.steps.append(f"ack {self.message}")


class Stream:
    """All its events are there at once; then nothing comes for ever."""

    def __init__(self, count: int, happened: Happened) -> None:
        self._events = [Event(number, happened) for number in range(1, count + 1)]

    def noack(self) -> "Stream":
        return self

    async def events(self) -> AsyncIterator[Event]:
        for event in self._events:
            yield event
        await asyncio.Event().wait()


async def pumped(happened: Happened, handle: Any, count: int, size: int) -> None:
    async with asyncio.timeout(0.2):
        await pump(Stream(count, happened), handle, size)


async def test_a_batch_is_acknowledged_after_it_was_handled() -> None:
    happened = Happened()

    async def handle(batch: Sequence[int]) -> None:
        await asyncio.sleep(0)
        happened.steps.append(f"handled {list(batch)}")

    with pytest.raises(TimeoutError):
        await pumped(happened, handle, count=3, size=2)
    assert happened.steps == ["handled [1, 2]", "ack 1", "ack 2", "handled [3]", "ack 3"]


async def test_nothing_of_a_batch_that_failed_is_acknowledged_and_the_pump_ends() -> None:
    happened = Happened()

    async def handle(batch: Sequence[int]) -> None:
        if 3 in batch:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await pumped(happened, handle, count=5, size=2)
    assert happened.steps == ["ack 1", "ack 2"]


async def test_nothing_of_a_batch_that_hangs_is_acknowledged() -> None:
    happened = Happened()

    async def handle(_: Sequence[int]) -> None:
        await asyncio.Event().wait()

    with pytest.raises(TimeoutError):
        await pumped(happened, handle, count=3, size=2)
    assert happened.steps == []
