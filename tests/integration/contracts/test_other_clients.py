"""Others read our records from a real broker: confluent-kafka, the CloudEvents SDK, the example of the guide."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer
from cloudevents.kafka import KafkaMessage, from_binary
from confluent_kafka import Consumer, Message

from contracts.topics import EVENT_TOPICS, ORGANISATIONS
from tests.contract.golden import GOLDEN, Golden
from tests.contract.integrators_guide import module
from tests.support.backing import Backing

PATIENCE = 30.0


@pytest.fixture
async def published(backing: Backing, topic_prefix: str) -> list[Golden]:
    """All golden samples, published as the relay does it."""
    async with AIOKafkaProducer(bootstrap_servers=backing.kafka, enable_idempotence=True, acks="all") as producer:
        for golden in GOLDEN:
            topic = topic_prefix + golden.event_class.topic.name
            await producer.send_and_wait(topic, golden.value, key=golden.key, headers=golden.headers)
    return GOLDEN


def consume(consumer: Consumer, count: int) -> Iterator[Message]:
    deadline = time.monotonic() + PATIENCE
    while count and time.monotonic() < deadline:
        message = consumer.poll(0.2)
        if message is not None:
            assert message.error() is None
            count -= 1
            yield message


def until(done: Callable[[], bool]) -> Callable[[], bool]:
    deadline = time.monotonic() + PATIENCE
    return lambda: not done() and time.monotonic() < deadline


def test_confluent_kafka_and_the_cloudevents_sdk_read_every_event(
    backing: Backing, topic_prefix: str, published: list[Golden]
) -> None:
    settings = {"bootstrap.servers": backing.kafka, "group.id": f"{topic_prefix}sdk", "auto.offset.reset": "earliest"}
    consumer = Consumer(settings)
    consumer.subscribe([topic_prefix + topic.name for topic in EVENT_TOPICS])
    with closing(consumer):
        messages = list(consume(consumer, len(published)))
    read = {}
    for message in messages:
        headers: dict[str, Any] = dict(message.headers() or [])
        event = from_binary(KafkaMessage(headers, message.key(), message.value() or b""))
        read[event["id"]] = (message.topic(), event)
    assert len(messages) == len(read) == len(published)
    for golden in published:
        topic, event = read[golden.header_texts["ce_id"]]
        assert topic == topic_prefix + golden.event_class.topic.name
        assert event.data == golden.data
        sent = {name.removeprefix("ce_"): text for name, text in golden.header_texts.items() if name.startswith("ce_")}
        got = {name: event[name] for name in sent}
        got["partitionkey"] = got["partitionkey"].decode()  # the SDK takes the key as the client gave it: bytes
        assert got == sent


def test_the_example_of_the_guide_mirrors_rights_from_the_topic(
    backing: Backing, topic_prefix: str, published: list[Golden]
) -> None:
    rights: dict[str, int] = {}
    for golden in published:
        if golden.folder.startswith("registry.Authorisation"):
            subject, sequence = (golden.header_texts[name] for name in ("ce_subject", "ce_sequence"))
            rights[subject] = max(int(sequence), rights.get(subject, 0))
    with closing(sqlite3.connect(":memory:")) as database:

        def mirrored() -> dict[str, int]:
            return dict(database.execute("SELECT authorisation_id, sequence FROM rights").fetchall())

        polled = iter(range(10**9))
        module().run(
            {"bootstrap.servers": backing.kafka, "group.id": f"{topic_prefix}guide"},
            topic_prefix + ORGANISATIONS.name,
            database,
            until(lambda: next(polled) > 0 and mirrored() == rights),
        )
        assert mirrored() == rights
