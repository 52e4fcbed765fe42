"""The pump acknowledges what is settled, nothing else (messaging runtime, section 1)."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from chassis.consumer.pump import Waiting, pump
from tests.support.eventually import eventually, stays


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


class HundredAtATime(Stream):
    """Lets others run after each hundred, as Faust does."""

    async def events(self) -> AsyncIterator[Event]:
        for place, event in enumerate(self._events):
            if place % 100 == 0:
                await asyncio.sleep(0)
            yield event
        await asyncio.Event().wait()


def some(count: int) -> list[Message]:
    """So many records of one partition."""
    return [Message(number) for number in range(1, count + 1)]


@asynccontextmanager
async def pumping(happened: Happened, handle: Any, messages: Sequence[Message], size: int) -> AsyncIterator[None]:
    """The pump runs on a stream of these."""
    task = asyncio.create_task(pump(Stream(messages, happened), handle, size))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def numbers(batch: Sequence[Message]) -> list[int]:
    return [message.number for message in batch]


async def test_what_the_reader_has_in_hand_is_one_batch() -> None:
    sizes: list[int] = []

    async def handle(batch: Sequence[Message]) -> None:
        sizes.append(len(batch))
        await asyncio.sleep(0)

    task = asyncio.create_task(pump(HundredAtATime(some(1_100), Happened()), handle, 500))
    try:
        await eventually(lambda: sum(sizes) == 1_100)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert sizes == [500, 500, 100]


async def test_a_batch_is_acknowledged_after_it_was_handled() -> None:
    happened = Happened()

    async def handle(batch: Sequence[Message]) -> None:
        await asyncio.sleep(0)
        happened.steps.append(f"handled {numbers(batch)}")

    expected = ["handled [1, 2]", "ack 1", "ack 2", "handled [3]", "ack 3"]
    async with pumping(happened, handle, some(3), size=2):
        await eventually(lambda: len(happened.steps) == len(expected))
    assert happened.steps == expected


async def test_nothing_of_a_batch_that_failed_is_acknowledged_and_the_pump_ends() -> None:
    happened = Happened()

    async def handle(batch: Sequence[Message]) -> None:
        if 3 in numbers(batch):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await pump(Stream(some(5), happened), handle, 2)
    assert happened.steps == ["ack 1", "ack 2"]


async def test_nothing_of_a_batch_that_hangs_is_acknowledged() -> None:
    happened = Happened()
    taken: list[int] = []

    async def handle(batch: Sequence[Message]) -> None:
        taken.extend(numbers(batch))
        await asyncio.Event().wait()

    async with pumping(happened, handle, some(3), size=2):
        await eventually(lambda: taken)
        await stays(lambda: happened.steps == [], seconds=0.1)


async def test_a_partition_that_waits_for_the_store_holds_up_its_own_lane_only() -> None:
    happened = Happened()
    committed = asyncio.Event()

    async def handle(batch: Sequence[Message]) -> None:
        if batch[0].partition == 0:
            await committed.wait()
        happened.steps.append(f"handled {numbers(batch)}")
        if 3 in numbers(batch):
            committed.set()

    async with pumping(happened, handle, [Message(1, 0), Message(2, 1), Message(3, 1), Message(4, 0)], size=1):
        await eventually(lambda: "ack 4" in happened.steps)
    handled = [step for step in happened.steps if step.startswith("handled")]
    assert handled == ["handled [2]", "handled [3]", "handled [1]", "handled [4]"]


@pytest.mark.parametrize(("others", "begun"), [(5, [3]), (6, [3, 6])])
async def test_a_second_batch_is_begun_for_twice_what_is_under_way(others: int, begun: list[int]) -> None:
    """Fewer wait for the first to end, in which they go together with what comes meanwhile."""
    waiting = Waiting(500)
    for message in [Message(number, partition=0) for number in range(3)]:
        await waiting.put(Event(message, Happened()))
    _, first = await waiting.take()
    taking = asyncio.create_task(waiting.take())
    for message in [Message(number, partition=1) for number in range(others)]:
        await waiting.put(Event(message, Happened()))
    await asyncio.wait([taking], timeout=0.05)
    assert [len(first), *([len(taking.result()[1])] if taking.done() else [])] == begun
    if not taking.done():
        waiting.done({0}, first)
        assert len((await taking)[1]) == others


async def test_a_lone_event_is_handled_at_once_and_a_backlog_in_full_batches() -> None:
    """A batch is what is there: nothing waits for company, and what has company does not go alone."""
    sizes: list[int] = []

    async def handle(batch: Sequence[Message]) -> None:
        sizes.append(len(batch))
        await asyncio.sleep(0)

    happened = Happened()
    async with pumping(happened, handle, some(1), size=500):
        await eventually(lambda: "ack 1" in happened.steps)
    assert sizes == [1]
    async with pumping(happened, handle, some(1200), size=500):
        await eventually(lambda: "ack 1200" in happened.steps)
    assert sum(sizes) == 1201
    assert max(sizes) == 500
    assert len(sizes) <= 6
