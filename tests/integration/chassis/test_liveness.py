"""A consumer that has stopped moving makes its process not live; one that is busy or waits does not (section 9)."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any

import httpx
import pytest

from chassis.consumer import Consumer
from chassis.pulse import beat
from tests.support.backing import Backing
from tests.support.eventually import eventually
from tests.support.toy.events import DEPOSITS, Deposited
from tests.support.toy.harness import Toy, feed, raw

SOON = 2.0
"""Seconds after which silence counts here."""

Handle = Callable[[Sequence[Any]], Awaitable[None]]


@pytest.fixture(autouse=True)
def nothing_blocks() -> None:
    """Not watched here: Faust reads entry points and makes folders when a consumer starts, which is once a process."""


@pytest.fixture
def consuming(backing: Backing, isolation: str, toy_topics: None) -> Callable[[Handle], Any]:
    """Run a consumer of the toy's events in this process, once it has partitions."""

    @asynccontextmanager
    async def run(handle: Handle) -> AsyncIterator[Consumer]:
        consumer = Consumer(f"{isolation}-alive", backing.broker, [f"{isolation}-{DEPOSITS.name}"], handle, 100)
        async with consumer.running():
            await eventually(lambda: consumer.assigned, within=20)
            yield consumer

    return run


async def moves_on(consumer: Consumer) -> None:
    """It counts as moving when it has run for four times as long as silence may last.

    It is not asked at every moment: when the machine stands still for so long, nobody has had a chance to show a sign.
    """
    begun = monotonic()
    await eventually(lambda: monotonic() > begun + 4 * SOON and consumer.moves(SOON), within=30)


async def one_deposit(backing: Backing, isolation: str) -> None:
    await feed(backing, isolation, [raw(Deposited(account="a", number=1, amount=1))])


async def test_a_batch_that_hangs(backing: Backing, isolation: str, consuming: Callable[[Handle], Any]) -> None:
    begun, released = asyncio.Event(), asyncio.Event()

    async def hang(records: Sequence[Any]) -> None:
        begun.set()
        await released.wait()

    async with consuming(hang) as consumer:
        await one_deposit(backing, isolation)
        await begun.wait()
        assert consumer.moves(SOON)
        try:
            await eventually(lambda: not consumer.moves(SOON), within=30)
        finally:
            released.set()
        await eventually(lambda: consumer.moves(SOON), within=30)


async def test_a_long_batch_that_moves(backing: Backing, isolation: str, consuming: Callable[[Handle], Any]) -> None:
    begun, released = asyncio.Event(), asyncio.Event()

    async def try_on(records: Sequence[Any]) -> None:
        begun.set()
        while not released.is_set():
            beat()
            await asyncio.sleep(SOON / 10)

    async with consuming(try_on) as consumer:
        await one_deposit(backing, isolation)
        await begun.wait()
        try:
            await moves_on(consumer)
        finally:
            released.set()


async def test_a_consumer_that_asks_for_nothing_any_more(consuming: Callable[[Handle], Any]) -> None:
    """What Faust's fetcher has done after rebalances, without a word: it ended."""

    async def handle(records: Sequence[Any]) -> None: ...

    async with consuming(handle) as consumer:
        await moves_on(consumer)
        await consumer._app._fetcher.stop()
        await eventually(lambda: not consumer.moves(SOON), within=30)


async def test_a_process_says_so(toy: Toy) -> None:
    async with httpx.AsyncClient(base_url=toy.url, trust_env=False, timeout=30) as client:
        answer = await client.get("/healthz/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "live", "checks": {"consumer": True}})
