"""What is away or hangs is waited for; callers learn of it in time (failure table, design section 5)."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from aiokafka import AIOKafkaProducer

from chassis.mongo import Store
from contracts.topics import dead_letter_topic
from tests.integration.chassis.test_process import deposits, settled
from tests.support.backing import Backing
from tests.support.eventually import eventually
from tests.support.frozen import frozen
from tests.support.running_process import free_port
from tests.support.severed import severed
from tests.support.toy.events import DEPOSITS
from tests.support.toy.harness import Toy, feed, raw, read_all
from tests.support.toy.service import Account

NICKNAME = "/api/v1/accounts/account-0/nickname"
GATEWAY_PATIENCE = 15.0
TRIES = 3
"""For a machine that is busy with something else."""


@asynccontextmanager
async def passing_on(port: int, to: str) -> AsyncIterator[None]:
    """Connections to this port go to another address."""
    host, _, other = to.rpartition(":")

    async def copy(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while block := await source.read(65_536):
            sink.write(block)
            await sink.drain()
        sink.close()

    async def both(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await asyncio.open_connection(host, int(other))
        await asyncio.gather(copy(reader, there[1]), copy(there[0], writer), return_exceptions=True)

    async with await asyncio.start_server(both, "127.0.0.1", port):
        yield


async def nothing_waits(store: Store) -> bool:
    return await store["outbox_pending"].count_documents({}) == 0


async def test_the_broker_is_not_there_yet(
    backing: Backing, isolation: str, toy_topics: None, store: Store, tmp_path: Path
) -> None:
    """The API takes commands; once the broker is there, their events leave and others' come in."""
    port = free_port()
    toy = Toy(backing, isolation, tmp_path, kafka=f"127.0.0.1:{port}")
    await feed(backing, isolation, [raw(event) for event in deposits(3)])
    toy.start()
    try:
        await eventually(lambda: "broker.retry" in toy.log.read_text(), within=20)
        async with httpx.AsyncClient(base_url=toy.url, trust_env=False, timeout=30) as client:
            assert (await client.post(NICKNAME, json={"nickname": "mouse"})).status_code == 201
        assert not await toy.ready()
        async with passing_on(port, backing.kafka):
            await eventually(toy.ready, within=30)
            await eventually(lambda: settled(store, 3), within=20)
            await eventually(lambda: nothing_waits(store), within=10)
    finally:
        toy.kill()


async def test_sigterm_while_the_broker_is_not_there(
    backing: Backing, isolation: str, toy_topics: None, tmp_path: Path
) -> None:
    toy = Toy(backing, isolation, tmp_path, kafka=f"127.0.0.1:{free_port()}")
    toy.start()
    try:
        await eventually(lambda: "broker.retry" in toy.log.read_text(), within=20)
        toy.signal(signal.SIGTERM)
        assert toy.wait(Toy.GRACE_SECONDS) == 0
    finally:
        toy.kill()


async def test_a_command_on_a_store_that_hangs_is_answered_before_the_gateway_gives_up(
    backing: Backing, toy: Toy
) -> None:
    async def seconds() -> float:
        async with httpx.AsyncClient(base_url=toy.url, trust_env=False, timeout=60) as client:
            assert (await client.post(NICKNAME, json={"nickname": "mouse"})).is_success
            with frozen(backing.pid("mongo")):
                begun = time.monotonic()
                answer = await client.post(NICKNAME, json={"nickname": "rat"})
                assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
                assert answer.headers["retry-after"]
                return time.monotonic() - begun

    for _ in range(TRIES):
        if (took := await seconds()) < GATEWAY_PATIENCE - 1:
            return
    pytest.fail(f"answered after {took:.1f} s")


async def test_while_the_store_is_away_commands_are_told_to_come_back_and_events_wait(
    backing: Backing, isolation: str, toy_topics: None, store: Store, tmp_path: Path
) -> None:
    async with severed(backing.mongo, free_port()) as way:
        toy = Toy(backing, isolation, tmp_path, mongo=way.uri)
        toy.start()
        try:
            await eventually(toy.ready, within=30)
            way.cut()
            await feed(backing, isolation, [raw(event) for event in deposits(3)])
            async with httpx.AsyncClient(base_url=toy.url, trust_env=False, timeout=60) as client:
                answer = await client.post(NICKNAME, json={"nickname": "mouse"})
                assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
                assert answer.headers["retry-after"]
                assert not await toy.ready()
                assert await store.find(Account, {}) == []
                way.mend()
                assert (await client.post(NICKNAME, json={"nickname": "mouse"})).status_code == 201
            await eventually(lambda: settled(store, 3), within=40)
        finally:
            toy.kill()
    assert await read_all(backing, isolation, dead_letter_topic("toy")) == []


async def test_a_record_with_nothing_in_it_is_set_aside_and_stops_nobody(
    backing: Backing, isolation: str, toy: Toy, store: Store
) -> None:
    async with AIOKafkaProducer(bootstrap_servers=backing.kafka) as producer:
        for partition in range(DEPOSITS.partitions):
            batch = producer.create_batch()
            batch.append(key=None, value=None, timestamp=None)
            await (await producer.send_batch(batch, f"{isolation}-{DEPOSITS.name}", partition=partition))
    await feed(backing, isolation, [raw(event) for event in deposits(2)])
    await eventually(lambda: settled(store, 2), within=20)
    letters = await read_all(backing, isolation, dead_letter_topic("toy"))
    assert [(key, value) for key, value, _ in letters] == [(None, b"")] * DEPOSITS.partitions
