"""Every record there is, read by confluent-kafka."""

import json
import time
from dataclasses import dataclass
from typing import Any

from confluent_kafka import OFFSET_BEGINNING, Consumer, Message, TopicPartition

PATIENCE = 20.0
POLL = 1.0
"""Seconds."""
INTERNAL = "__"


@dataclass(frozen=True, slots=True)
class Record:
    """One record as Kafka has it."""

    topic: str
    partition: int
    offset: int
    key: bytes
    value: bytes
    headers: dict[str, bytes]

    @property
    def json(self) -> Any:
        """The value, parsed."""
        return json.loads(self.value)

    def header(self, name: str) -> str:
        """A header as text."""
        return self.headers[name].decode()

    @property
    def raw(self) -> bytes:
        """All of its bytes in a row, for searching."""
        headers = [name.encode() + b": " + value for name, value in self.headers.items()]
        return b"\n".join([self.key, self.value, *headers])

    def __str__(self) -> str:
        return f"{self.topic}/{self.partition}/{self.offset}"


def read_all(bootstrap: str) -> list[Record]:
    """All records of all topics but Kafka's own, from the first to the last one at this moment."""
    consumer = Consumer(
        {"bootstrap.servers": bootstrap, "group.id": "reader", "enable.auto.commit": False, "log_level": 0}
    )
    try:
        topics = consumer.list_topics(timeout=PATIENCE).topics
        places = [
            TopicPartition(name, number, OFFSET_BEGINNING)
            for name, topic in topics.items()
            for number in topic.partitions
            if not name.startswith(INTERNAL)
        ]
        counts = {(place.topic, place.partition): _count(consumer, place) for place in places}
        consumer.assign([place for place in places if counts[place.topic, place.partition]])
        return _drain(consumer, sum(counts.values()))
    finally:
        consumer.close()


def _count(consumer: Consumer, place: TopicPartition) -> int:
    low, high = consumer.get_watermark_offsets(place, timeout=PATIENCE)
    return int(high - low)


def _drain(consumer: Consumer, count: int) -> list[Record]:
    found: list[Record] = []
    deadline = time.monotonic() + PATIENCE
    while len(found) < count:
        assert time.monotonic() < deadline, f"{len(found)} of {count} records could be read"
        found += [_record(message) for message in consumer.consume(min(500, count - len(found)), POLL)]
    return found


def _record(message: Message) -> Record:
    assert message.error() is None, message.error()
    return Record(
        topic=message.topic() or "",
        partition=message.partition() or 0,
        offset=message.offset() or 0,
        key=_bytes(message.key()),
        value=_bytes(message.value()),
        headers={name: _bytes(value) for name, value in dict(message.headers() or ()).items()},
    )


def _bytes(value: str | bytes | None) -> bytes:
    return value.encode() if isinstance(value, str) else value or b""
