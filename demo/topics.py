"""The topics, read by a consumer of another family than our services': librdkafka and the official CloudEvents SDK.

No group, no offsets kept: it sees what happens from the moment it begins, and changes nothing.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cloudevents.kafka import KafkaMessage, from_binary
from confluent_kafka import Consumer, Message, TopicPartition

from contracts.topics import EVENT_TOPICS, SERVICES, dead_letter_topic

DEAD_LETTERS = frozenset(dead_letter_topic(service).name for service in SERVICES)
WATCHED = (*(topic.name for topic in EVENT_TOPICS), *sorted(DEAD_LETTERS))

PATIENCE = 20.0
"""Seconds for the broker to tell where its topics end."""
POLL = 0.2
BATCH = 500


@dataclass(frozen=True, slots=True)
class Event:
    """One record. `name` is the last part but one of the CloudEvents type; `dead_letter` the reason if it is one."""

    id: str
    name: str
    service: str
    subject: str
    sequence: int
    time: datetime
    actor: str
    correlation_id: str
    data: dict[str, Any]
    topic: str
    dead_letter: str | None = None

    def at(self, path: str) -> Any:
        """A value of the data by its dotted path (`account.email`); None where there is none."""
        found: Any = self.data
        for part in path.split("."):
            found = found.get(part) if isinstance(found, dict) else None
        return found


class Topics:
    """Tells of every record that arrives after `begin`. While the broker is away it waits."""

    def __init__(self, bootstrap: str, on_event: Callable[[Event], None]) -> None:
        self._on_event = on_event
        self._consumer = Consumer(
            {
                "bootstrap.servers": bootstrap,
                "group.id": "demo",
                "enable.auto.commit": False,
                "reconnect.backoff.max.ms": 1_000,
                "log_level": 0,
                "error_cb": lambda _error: None,
            }
        )

    async def begin(self) -> None:
        """Find where the topics end. Raises confluent_kafka.KafkaException when the broker does not answer."""
        self._consumer.assign(await asyncio.to_thread(self._ends, WATCHED))

    async def follow(self) -> None:
        """Run until cancelled."""
        while True:
            polling = asyncio.ensure_future(asyncio.to_thread(self._next))
            try:
                messages = await asyncio.shield(polling)
            except asyncio.CancelledError:
                await polling  # librdkafka must not be closed under a poll
                raise
            for message in messages:
                if message.error() is None:
                    self._on_event(read(message))

    async def close(self) -> None:
        """Leave."""
        await asyncio.to_thread(self._consumer.close)

    def _ends(self, topics: Iterable[str]) -> list[TopicPartition]:
        known = self._consumer.list_topics(timeout=PATIENCE).topics
        partitions = [TopicPartition(topic, number) for topic in topics for number in known[topic].partitions]
        for partition in partitions:
            _, partition.offset = self._consumer.get_watermark_offsets(partition, timeout=PATIENCE)
        return partitions

    def _next(self) -> list[Message]:
        first = self._consumer.poll(POLL)
        return [] if first is None else [first, *self._consumer.consume(BATCH, 0)]


def read(message: Message) -> Event:
    """Read a record as the CloudEvents SDK does. Raises what the SDK raises for a record that is none."""
    topic = message.topic() or ""
    headers = {name: value for name, value in dict(message.headers() or ()).items() if isinstance(value, bytes)}
    if topic in DEAD_LETTERS:
        return _dead_letter(message, headers, topic)
    found = from_binary(KafkaMessage(headers, message.key(), message.value() or b""))
    *_, service, name, _version = found["type"].split(".")
    return Event(
        id=found["id"],
        name=name,
        service=service,
        subject=found["subject"],
        sequence=int(found["sequence"]),
        time=datetime.fromisoformat(found["time"]),
        actor=found["actor"],
        correlation_id=found["correlationid"],
        data=found.data,
        topic=topic,
    )


def _dead_letter(message: Message, headers: dict[str, bytes], topic: str) -> Event:
    """A record that was set aside: whatever it was, it may be no CloudEvent."""

    def header(name: str) -> str:
        return headers.get(name, b"").decode(errors="replace")

    return Event(
        id=f"{topic}/{message.partition()}/{message.offset()}",
        name=header("ce_type").removesuffix(".v1").rpartition(".")[2] or "unreadable",
        service=header("dlq-consumer"),
        subject=header("ce_subject"),
        sequence=0,
        time=datetime.fromtimestamp(message.timestamp()[1] / 1000, UTC),
        actor="",
        correlation_id=header("ce_correlationid"),
        data={},
        topic=topic,
        dead_letter=f"{header('dlq-reason')} {header('dlq-exception')}".strip(),
    )
