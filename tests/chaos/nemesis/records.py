"""Faults of topics: records that no service sent, and records that one sent, once more."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from random import Random
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from tests.chaos.checker.history import INJECTED, is_event
from tests.chaos.checker.rest import READERS
from tests.e2e.records import Record

RETRY_SECONDS = 0.5
MOST_REPEATED = 20
WRONG_DATA = b'{"account_id": 7, "request_id": [], "organisation_id": {}}'


async def undecodable(bootstrap: str, seen: Sequence[Record], random: Random, name: str) -> None:
    """An event whose value is no JSON."""
    example = random.choice(_readable(seen))
    await _send(bootstrap, [_made_up(example, b"\xff\xfe{broken", f"poison {name}")])


async def breaks_its_schema(bootstrap: str, seen: Sequence[Record], random: Random, name: str) -> None:
    """An event whose data are those of something else."""
    example = random.choice(_readable(seen))
    await _send(bootstrap, [_made_up(example, WRONG_DATA, f"poison {name}")])


async def bare(bootstrap: str, seen: Sequence[Record], random: Random, name: str) -> None:
    """A record that is no CloudEvent at all."""
    example = random.choice(_readable(seen))
    headers = {INJECTED: f"poison {name}".encode()}
    await _send(bootstrap, [Record(example.topic, example.partition, 0, example.key, b"hello", headers)])


async def unknown_type(bootstrap: str, seen: Sequence[Record], random: Random, name: str) -> None:
    """An event of a kind that consumers do not know yet."""
    example = random.choice(_readable(seen))
    data = json.dumps({"something": "new"}).encode()
    made_up = _made_up(example, data, f"unknown {name}", ce_type="eu.traces-access.registry.SomethingNew.v1")
    await _send(bootstrap, [made_up])


async def duplicates(bootstrap: str, seen: Sequence[Record], random: Random, name: str) -> None:
    """Some of the newest events once more, as after a producer's retry."""
    newest = [record for record in seen if is_event(record)][-3 * MOST_REPEATED :]
    await _send(bootstrap, random.sample(newest, min(len(newest), MOST_REPEATED)))


async def reordered(bootstrap: str, seen: Sequence[Record], random: Random, name: str) -> None:
    """All that happened under one key, once more and backwards."""
    events = [record for record in seen if is_event(record)]
    key = random.choice(events).key
    await _send(bootstrap, [record for record in reversed(events) if record.key == key][:MOST_REPEATED])


Injection = Callable[[str, Sequence[Record], Random, str], Awaitable[None]]


def _readable(seen: Sequence[Record]) -> list[Record]:
    """Events on topics that somebody handles."""
    return [record for record in seen if is_event(record) and record.topic in READERS]


def _made_up(example: Record, value: bytes, name: str, **headers: str) -> Record:
    """A record like `example`, with an id of its own."""
    changed = {**headers, "ce_id": f"chaos-{name}", INJECTED: name}
    whole = {**example.headers, **{header: text.encode() for header, text in changed.items()}}
    return Record(example.topic, example.partition, 0, example.key, value, whole)


async def _send(bootstrap: str, records: Sequence[Record]) -> None:
    """Send them in this order, to the partitions they name; wait for a broker that is away."""
    while True:
        producer = AIOKafkaProducer(bootstrap_servers=bootstrap, enable_idempotence=True, request_timeout_ms=10_000)
        try:
            await producer.start()
            sent: list[Any] = [
                await producer.send(
                    record.topic,
                    record.value,
                    key=record.key,
                    partition=record.partition,
                    headers=list(record.headers.items()),
                )
                for record in records
            ]
            await asyncio.gather(*sent)
            return
        except (KafkaError, OSError):
            await asyncio.sleep(RETRY_SECONDS)
        finally:
            await producer.stop()
