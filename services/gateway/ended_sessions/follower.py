"""Reads the ends of sessions from their topic: every replica all of it, without a group."""

import asyncio
import random
from collections.abc import Iterable
from typing import Any

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError
from pydantic import ValidationError

from chassis.clock import Clock
from contracts.events.identity import SessionEnded
from services.gateway.ended_sessions.register import REMEMBERED, EndedSessions

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 5.0
POLL_MS = 500
METADATA_MS = 30_000
REQUEST_MS = 10_000

log = structlog.get_logger(__name__)


class Follower:
    """Keeps `ended` up to date. It commits nothing: a starting replica reads back one token life.

    `caught_up` becomes true once everything that was on the topic at the start has been read, and stays so: while
    the broker is away, log-outs through this replica are still refused here, and tokens live five minutes at most.
    """

    def __init__(self, bootstrap: str, topic: str, ended: EndedSessions, clock: Clock) -> None:
        """`topic` includes the prefix."""
        self._bootstrap = bootstrap
        self._topic = topic
        self._ended = ended
        self._clock = clock
        self._pause = FIRST_PAUSE
        self.caught_up = False

    async def run(self) -> None:
        """Follow for ever; connect again, reading back again, when the connection cannot be kept."""
        while True:
            try:
                await self._follow()
            except (KafkaError, OSError, TimeoutError) as error:
                log.warning("ended-sessions.reconnect", error=repr(error))
                await asyncio.sleep(self._pause * random.uniform(0.5, 1.5))
                self._pause = min(self._pause * 2, LONGEST_PAUSE)

    async def _follow(self) -> None:
        consumer = AIOKafkaConsumer(
            self._topic,
            bootstrap_servers=self._bootstrap,
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
                fetched = await consumer.getmany(timeout_ms=POLL_MS)
                for records in fetched.values():
                    self._note(records)
                self.caught_up = self.caught_up or await _reached(consumer, ends)
        finally:
            await consumer.stop()

    async def _go_back(self, consumer: AIOKafkaConsumer) -> dict[TopicPartition, int]:
        """Put each partition one token life back; returns where they end now."""
        partitions = consumer.assignment()
        since = int((self._clock() - REMEMBERED).timestamp() * 1000)
        ends: dict[TopicPartition, int] = await consumer.end_offsets(list(partitions))
        found = await consumer.offsets_for_times(dict.fromkeys(partitions, since))
        for partition in partitions:
            consumer.seek(partition, found[partition].offset if found.get(partition) else ends[partition])
        return ends

    def _note(self, records: Iterable["ConsumerRecord[Any, Any]"]) -> None:
        """Take over the ends that still matter; what cannot be read is logged and passed, it has no other home here."""
        since = (self._clock() - REMEMBERED).timestamp() * 1000
        for record in records:
            if record.timestamp < since or _type_of(record) != SessionEnded.type:
                continue
            try:
                self._ended.add(SessionEnded.model_validate_json(record.value or b"").session_id)
            except ValidationError:
                log.error("ended-sessions.unreadable", partition=record.partition, offset=record.offset)


async def _reached(consumer: AIOKafkaConsumer, ends: dict[TopicPartition, int]) -> bool:
    for partition, end in ends.items():
        if await consumer.position(partition) < end:
            return False
    return True


def _type_of(record: "ConsumerRecord[Any, Any]") -> str:
    return next((value.decode(errors="replace") for name, value in record.headers if name.lower() == "ce_type"), "")
