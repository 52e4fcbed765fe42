"""Kafka in, without a group: everything that is on a topic. For tools and gauges; services consume."""

from collections.abc import AsyncIterator

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from chassis.broker.admin import administration
from chassis.broker.connection import Broker
from chassis.records import Incoming, Received

POLL_MS = 500
FOLLOW_MS = 5_000
"""How long the broker holds back an answer while there is nothing new: following costs next to nothing."""


async def read_topic(broker: Broker, topic: str) -> AsyncIterator[Incoming]:
    """Every record from the beginning up to what is there when we begin, by partition, in order.

    Nothing for a topic that does not exist.
    """
    partitions = await _partitions(broker, topic)
    if not partitions:
        return
    consumer = AIOKafkaConsumer(**broker.arguments(), enable_auto_commit=False, auto_offset_reset="earliest")
    await consumer.start()
    try:
        consumer.assign(partitions)
        ends = await consumer.end_offsets(partitions)
        for partition in partitions:
            while await consumer.position(partition) < ends[partition]:
                for record in (await consumer.getmany(partition, timeout_ms=POLL_MS)).get(partition, []):
                    yield _received(record)
    finally:
        await consumer.stop()


async def follow_topic(broker: Broker, topic: str) -> AsyncIterator[list[Incoming]]:
    """Every record from the beginning, and then what comes, as long as one asks; an empty list each few seconds.

    Nothing, and the end, for a topic that does not exist.
    """
    partitions = await _partitions(broker, topic)
    if not partitions:
        return
    consumer = AIOKafkaConsumer(
        **broker.arguments(),
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        fetch_max_wait_ms=FOLLOW_MS,
    )
    await consumer.start()
    try:
        consumer.assign(partitions)
        while True:
            found = await consumer.getmany(timeout_ms=FOLLOW_MS)
            yield [_received(record) for records in found.values() for record in records]
    finally:
        await consumer.stop()


async def _partitions(broker: Broker, topic: str) -> list[TopicPartition]:
    async with administration(broker) as admin:
        (described,) = await admin.describe_topics([topic])
    return [TopicPartition(topic, partition["partition"]) for partition in described["partitions"]]


def _received(record: ConsumerRecord[bytes, bytes]) -> Received:
    return Received(
        key=record.key,
        value=record.value,
        headers=tuple(record.headers),
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        timestamp=record.timestamp / 1000,
    )
