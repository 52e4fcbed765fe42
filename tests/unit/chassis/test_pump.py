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


@dataclass(frozen=True)
class Message:
    """A record: its number, and the partition it came from."""

    number: int
    partition: int = 0


@dataclass
class Event:
    """An event of a stream."""

    message: Message
    happened: Happened

    def ack(self) -> None:
        self.happened.steps.append(f"ack {self.message.number}")


class Stream:
    """All its events are there at once; then nothing comes for ever."""

    def __init__(self, messages: Sequence[Message], happened: Happened) -> None:
        self._events = [Event(message, happened) for message in messages]

    def noack(self) -> "Stream":
        return self

    async def events(self) -> AsyncIterator[Event]:
        for event in self._events:
            yield event
        await asyncio.Event().wait()


async def pumped(happened: Happened, handle: Any, count: int, size: int) -> None:
    async with asyncio.timeout(0.2):
        await pump(Stream([Message(number) for number in range(1, count + 1)], happened), handle, size)


def numbers(batch: Sequence[Message]) -> list[int]:
    return [message.number for message in batch]


async def test_a_batch_is_acknowledged_after_it_was_handled() -> None:
    happened = Happened()

    async def handle(batch: Sequence[Message]) -> None:
        await asyncio.sleep(0)
        happened.steps.append(f"handled {numbers(batch)}")

    with pytest.raises(TimeoutError):
        await pumped(happened, handle, count=3, size=2)
    assert happened.steps == ["handled [1, 2]", "ack 1", "ack 2", "handled [3]", "ack 3"]


async def test_nothing_of_a_batch_that_failed_is_acknowledged_and_the_pump_ends() -> None:
    happened = Happened()

    async def handle(batch: Sequence[Message]) -> None:
        if 3 in numbers(batch):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await pumped(happened, handle, count=5, size=2)
    assert happened.steps == ["ack 1", "ack 2"]


async def test_nothing_of_a_batch_that_hangs_is_acknowledged() -> None:
    happened = Happened()

    async def handle(_: Sequence[Message]) -> None:
        await asyncio.Event().wait()

    with pytest.raises(TimeoutError):
        await pumped(happened, handle, count=3, size=2)
    assert happened.steps == []


async def test_a_partition_that_waits_for_the_store_holds_up_its_own_lane_only() -> None:
    happened = Happened()
    committed = asyncio.Event()

    async def handle(batch: Sequence[Message]) -> None:
        if batch[0].partition == 0:
            await committed.wait()
        happened.steps.append(f"handled {numbers(batch)}")
        if 3 in numbers(batch):
            committed.set()

    stream = Stream([Message(1, 0), Message(2, 1), Message(3, 1), Message(4, 0)], happened)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await pump(stream, handle, 1)
    handled = [step for step in happened.steps if step.startswith("handled")]
    assert handled == ["handled [2]", "handled [3]", "handled [1]", "handled [4]"]


async def test_a_lone_event_is_handled_at_once_and_a_backlog_in_full_batches() -> None:
    """A batch is what is there: nothing waits for company, and what has company does not go alone."""
    sizes: list[int] = []

    async def handle(batch: Sequence[Message]) -> None:
        sizes.append(len(batch))
        await asyncio.sleep(0)

    happened = Happened()
    with pytest.raises(TimeoutError):
        await pumped(happened, handle, count=1, size=500)
    assert sizes == [1]
    with pytest.raises(TimeoutError):
        await pumped(happened, handle, count=1200, size=500)
    assert sum(sizes) == 1201
    assert max(sizes) == 500
    assert len(sizes) <= 6
