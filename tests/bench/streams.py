"""Fan-out of live updates: many streams on one gateway, and the time from producing an event to each who sees it."""

import asyncio
import contextlib
import time
from typing import Any

import psutil
from aiokafka import AIOKafkaProducer

from chassis.ids import new_id
from contracts.topics import EVENT_TOPICS
from deploy.local.topics import create_topics, delete_topics
from tests.bench.percentiles import spread
from tests.bench.streaming.listener import Seen, listening
from tests.bench.streaming.one_gateway import Door, one_gateway
from tests.bench.watch import Watch, rounded
from tests.integration.gateway.live.telling import INAO, Services, case
from tests.support.backing import Backing
from tests.support.eventually import eventually

RATE = 20
"""Events a second."""
VALIDATORS = 0.2
"""Of the streams: they are told of every event; each of the others is an applicant, told of his own."""
PARTITIONS = 4
OPENING_AT_ONCE = 20
SETTLED_SECONDS = 2.0
PATIENCE = 60.0


async def streams(backing: Backing, count: int, events: int) -> dict[str, Any]:
    """One run: open so many streams, produce the events evenly, wait until everybody concerned has seen each."""
    prefix = f"s{new_id()[-8:]}-"
    topics = await create_topics(backing.broker, topics=EVENT_TOPICS, prefix=prefix, partitions=PARTITIONS)
    try:
        async with one_gateway(backing, prefix, backing.folder / f"{prefix}gateway.log") as door:
            return await _measured(backing, prefix, door, count, events)
    finally:
        await delete_topics(backing.kafka, topics)


async def _measured(backing: Backing, prefix: str, door: Door, count: int, events: int) -> dict[str, Any]:
    validators = max(1, round(count * VALIDATORS))
    people = [f"person-{number}" for number in range(count)]
    door.give(people[:validators], INAO)
    applicants = people[validators:] or people[:1]
    process, seen = psutil.Process(door.pid), Seen()
    async with contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(listening(door, people[:1], seen))
        await asyncio.sleep(SETTLED_SECONDS)
        before = process.memory_info().rss
        for first in range(1, count, OPENING_AT_ONCE):
            await stack.enter_async_context(listening(door, people[first : first + OPENING_AT_ONCE], seen))
        await asyncio.sleep(SETTLED_SECONDS)
        memory = process.memory_info().rss - before
        watch = Watch({"gateway": [door.pid]})
        sent = await _produced(backing, prefix, events, applicants)
        expected = events * (validators + bool(count - validators))
        await eventually(lambda: len(seen.at) >= expected, within=PATIENCE, because=f"{expected} hints")
        cost = watch.stop()
    late = [moment - sent[request_id] for _, request_id, moment in seen.at if request_id in sent]
    return {
        "streams": count,
        "events": events,
        "rate": RATE,
        "told_of_each": expected // events,
        "hints": len(late),
        "missing": expected - len(late),
        **spread(late),
        "kb_a_stream": round(memory / max(1, count - 1) / 1000, 1),
        **rounded(cost, len(late)),
    }


async def _produced(backing: Backing, prefix: str, events: int, applicants: list[str]) -> dict[str, float]:
    """Produce them evenly; when each was handed to the producer, by its request."""
    sent: dict[str, float] = {}
    async with AIOKafkaProducer(bootstrap_servers=backing.kafka, acks="all") as producer:
        services = Services(producer, prefix)
        await services.say(case("RequestRouted", new_id(), applicant="nobody", validator="nobody"))
        begun = time.perf_counter()
        for turn in range(events):
            await asyncio.sleep(begun + turn / RATE - time.perf_counter())
            said = case("RequestRouted", new_id(), applicant=applicants[turn % len(applicants)])
            sent[said.subject] = time.perf_counter()
            await services.say(said)
    return sent
