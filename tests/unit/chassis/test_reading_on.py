"""Faust's consumer reads on as soon as there is room, instead of looking again after a second."""

import asyncio
from typing import Any

import pytest
from faust.transport.drivers import aiokafka
from faust.types import TP

from chassis.consumer.delivery import LOOK_SECONDS, Consumer

FULL, EMPTY = TP("toy.deposits.v1", 0), TP("toy.deposits.v1", 1)


@pytest.fixture
def consumer(monkeypatch: pytest.MonkeyPatch) -> Consumer:
    """One whose only partitions are these; what Faust itself would do then is written down."""
    made: Consumer = object.__new__(Consumer)
    made._room, made._buffered_partitions, made._active_partitions = asyncio.Event(), set(), {FULL, EMPTY}

    async def look(self: Any, seconds: float) -> str:
        return "records"

    async def fetch(self: Any, active_partitions: Any, seconds: float) -> float:
        return seconds

    def drop(self: Any, tp: TP) -> None:
        self._buffered_partitions.discard(tp)
        self._active_partitions.add(tp)

    monkeypatch.setattr(aiokafka.Consumer, "_wait_next_records", look)
    monkeypatch.setattr(aiokafka.Consumer, "_getmany", fetch)
    monkeypatch.setattr(aiokafka.Consumer, "on_buffer_drop", drop)
    monkeypatch.setattr(Consumer, "_get_active_partitions", lambda self: self._active_partitions)
    return made


def full(consumer: Consumer, *partitions: TP) -> None:
    consumer._buffered_partitions = set(partitions)
    consumer._active_partitions = {FULL, EMPTY} - set(partitions)


async def test_when_all_are_full_it_waits_for_room_and_then_looks_at_once(consumer: Consumer) -> None:
    full(consumer, FULL, EMPTY)
    looking = asyncio.create_task(consumer._wait_next_records(60.0))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert not looking.done()
    consumer.on_buffer_drop(FULL)
    assert await asyncio.wait_for(looking, 1) == "records"


async def test_when_there_is_room_it_looks_without_waiting(consumer: Consumer) -> None:
    full(consumer, FULL)
    assert await asyncio.wait_for(consumer._wait_next_records(60.0), 1) == "records"


async def test_partitions_with_room_are_not_waited_for_while_others_are_full(consumer: Consumer) -> None:
    assert await consumer._getmany({FULL, EMPTY}, 1.0) == 1.0
    full(consumer, FULL)
    assert await consumer._getmany({EMPTY}, 1.0) == LOOK_SECONDS
