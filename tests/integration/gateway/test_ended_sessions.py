"""Ends of sessions are learnt from Kafka, before the gateway is ready and after the broker was away."""

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from chassis.clock import utc_now
from chassis.ids import new_id
from chassis.testing import envelope_for
from contracts.events.identity import SessionEnded
from contracts.topics import ACCOUNTS
from services.gateway.gateway import follow_ended_sessions
from tests.integration.gateway.conftest import Running, Start, Tokens
from tests.integration.gateway.serving import closed_address
from tests.support.backing import Backing
from tests.support.eventually import eventually


class Identity:
    """Says on the topic that sessions have ended."""

    def __init__(self, producer: AIOKafkaProducer, topic: str) -> None:
        self._producer = producer
        self._topic = topic

    async def end(self, session: str, *, ago: timedelta = timedelta()) -> None:
        event = SessionEnded(session_id=session, account_id=new_id(), reason="logged-out")
        await self._send(event.model_dump_json().encode(), event, ago)

    async def say_nonsense(self) -> None:
        event = SessionEnded(session_id="x", account_id=new_id(), reason="logged-out")
        await self._send(b"{", event, timedelta())
        await self._producer.send_and_wait(self._topic, None, key=b"key")
        await self._producer.send_and_wait(self._topic, b"{}", key=b"key", headers=[("ce_type", None)])

    async def _send(self, value: bytes, event: SessionEnded, ago: timedelta) -> None:
        moment = utc_now() - ago
        await self._producer.send_and_wait(
            self._topic,
            value,
            key=event.key.encode(),
            headers=envelope_for(event, time=moment).to_headers(),
            timestamp_ms=int(moment.timestamp() * 1000),
        )


@pytest.fixture
async def identity(backing: Backing, topic_prefix: str) -> AsyncIterator[Identity]:
    async with AIOKafkaProducer(bootstrap_servers=backing.kafka, acks="all") as producer:
        yield Identity(producer, topic_prefix + ACCOUNTS.name)


@contextlib.asynccontextmanager
async def following(running: Running) -> AsyncIterator[None]:
    """The background task of the service, as its process runs it; it must not have ended by itself."""
    task = asyncio.create_task(follow_ended_sessions(running.runtime))
    try:
        yield
        assert not task.done()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def ready(running: Running) -> bool:
    return (await running.http.get("/healthz/ready")).status_code == 200


async def test_what_ended_before_the_start_is_known_before_it_is_ready(
    backing: Backing, topic_prefix: str, identity: Identity, start: Start, tokens: Tokens
) -> None:
    recent = [new_id() for _ in range(20)]
    for session in recent:
        await identity.end(session, ago=timedelta(minutes=4))
    old = new_id()
    await identity.end(old, ago=timedelta(minutes=10))
    async with start(kafka_bootstrap=backing.kafka, topic_prefix=topic_prefix) as running:
        assert not await ready(running)
        async with following(running):
            await eventually(lambda: ready(running))
            assert all(session in running.gateway.ended for session in recent)
            assert old not in running.gateway.ended
            refused = await running.http.get("/api/v1/me", headers=tokens.bearer(session=recent[0]))
            assert refused.json()["code"] == "session-ended"


async def test_what_ends_elsewhere_is_learnt_and_nonsense_is_passed_over(
    backing: Backing, topic_prefix: str, identity: Identity, start: Start
) -> None:
    settings = {"kafka_bootstrap": backing.kafka, "topic_prefix": topic_prefix}
    async with start(**settings) as one, start(**settings) as two, following(one), following(two):
        await eventually(lambda: ready(one))
        await eventually(lambda: ready(two))
        await identity.say_nonsense()
        session = new_id()
        await identity.end(session)
        await eventually(lambda: session in one.gateway.ended and session in two.gateway.ended)


async def test_it_waits_for_a_broker_that_is_not_there_yet(start: Start) -> None:
    address = closed_address().removeprefix("http://")
    async with start(kafka_bootstrap=address) as running, following(running):
        assert not await ready(running)
        assert (await running.http.post("/api/v1/captchas")).status_code == 200


async def test_it_goes_on_after_the_broker_was_killed(
    backing: Backing, topic_prefix: str, identity: Identity, start: Start
) -> None:
    async with start(kafka_bootstrap=backing.kafka, topic_prefix=topic_prefix) as running, following(running):
        await eventually(lambda: ready(running))
        killed = backing.pid("kafka")
        os.kill(killed, signal.SIGKILL)

        async def says_so() -> bool:
            try:
                if backing.pid("kafka") == killed:
                    return False
                await asyncio.wait_for(identity.end(session), 5)
            except (KafkaError, OSError, KeyError, TimeoutError):
                return False
            return True

        session = new_id()
        assert await eventually(says_so, within=60)
        assert await ready(running)
        await eventually(lambda: session in running.gateway.ended, within=30)
