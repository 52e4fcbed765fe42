"""Follows topics without a group: every replica of the gateway reads all of them, and commits nothing."""

import asyncio
import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Protocol

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError

from chassis.broker.connection import Broker
from chassis.clock import Clock

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 5.0
POLL_MS = 500
MOST_AT_ONCE = 500
"""Records; requests are answered in between."""
METADATA_MS = 30_000
REQUEST_MS = 10_000

log = structlog.get_logger(__name__)


class Listener(Protocol):
    """Who is told what the topics say. Neither method may wait or raise."""

    def hear(self, record: "ConsumerRecord[Any, Any]") -> None:
        """One record; those of a partition come in order."""

    def catch_up(self) -> None:
        """Once: everything that was on the topics at the start has been heard."""


class Follower:
    """Reads back `back` at the start, then goes on for ever.

    `caught_up` becomes true once everything that was on the topics at the start has been read, and stays so.
    """

    def __init__(
        self, broker: Broker, topics: Sequence[str], back: timedelta, listener: Listener, clock: Clock
    ) -> None:
        """`topics` include the prefix."""
        self._broker = broker
        self._topics = topics
        self._back = back
        self._listener = listener
        self._clock = clock
        self._pause = FIRST_PAUSE
        self._next: dict[TopicPartition, int] = {}
        self.caught_up = False

    async def run(self) -> None:
        """Follow for ever; when the connection cannot be kept, connect again and go on where it broke."""
        while True:
            try:
                await self._follow()
            except (KafkaError, OSError, TimeoutError) as error:
                log.warning("follower.reconnect", topics=self._topics, error=repr(error))
                await asyncio.sleep(self._pause * random.uniform(0.5, 1.5))
                self._pause = min(self._pause * 2, LONGEST_PAUSE)

    async def _follow(self) -> None:
        consumer = AIOKafkaConsumer(
            *self._topics,
            **self._broker.arguments(),
            group_id=None,
            auto_offset_reset="earliest",
            metadata_max_age_ms=METADATA_MS,
            request_timeout_ms=REQUEST_MS,
        )
        try:
            await consumer.start()
            ends = await self._go_back(consumer)
            self._pause = FIRST_PAUSE
            while True:
                await self._hear_more(consumer)
                if not self.caught_up and await _reached(consumer, ends):
                    self.caught_up = True
                    self._listener.catch_up()
        finally:
            await consumer.stop()

    async def _hear_more(self, consumer: AIOKafkaConsumer) -> None:
        fetched = await consumer.getmany(timeout_ms=POLL_MS, max_records=MOST_AT_ONCE)
        for partition, records in fetched.items():
            for record in records:
                self._listener.hear(record)
                self._next[partition] = record.offset + 1

    async def _go_back(self, consumer: AIOKafkaConsumer) -> dict[TopicPartition, int]:
        """Put each partition where it was left, else so far back; returns where they end now."""
        partitions = consumer.assignment()
        since = int((self._clock() - self._back).timestamp() * 1000)
        ends: dict[TopicPartition, int] = await consumer.end_offsets(list(partitions))
        found = await consumer.offsets_for_times(dict.fromkeys(partitions, since))
        for partition in partitions:
            first = found[partition].offset if found.get(partition) else ends[partition]
            consumer.seek(partition, self._next.get(partition, first))
        return ends


async def _reached(consumer: AIOKafkaConsumer, ends: dict[TopicPartition, int]) -> bool:
    for partition, end in ends.items():
        if await consumer.position(partition) < end:
            return False
    return True
