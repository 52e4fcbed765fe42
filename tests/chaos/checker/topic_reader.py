"""Reading topics with aiokafka, without a group: each time only what is new since the last time; and groups' lag."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from contracts.topics import EVENT_TOPICS, SERVICES, TOPICS, retry_topic
from tests.e2e.records import Record

POLL_MS = 300
REQUEST_MS = 10_000


class TopicReader:
    """Remembers how far it has read. Raises KafkaError while the broker is away, and has then read nothing."""

    def __init__(self, bootstrap: str) -> None:
        self._bootstrap = bootstrap
        self._read: dict[TopicPartition, int] = {}

    async def read(self) -> list[Record]:
        """What came since the last time, in order within each partition."""
        found: list[Record] = []
        async with _consumer(self._bootstrap) as consumer:
            ends = await consumer.end_offsets(_partitions())
            waiting = {place: end for place, end in ends.items() if end > self._read.get(place, 0)}
            consumer.assign(list(waiting))
            for place in waiting:
                consumer.seek(place, self._read.get(place, 0))
            read = dict(self._read)
            while any(read.get(place, 0) < end for place, end in waiting.items()):
                for place, records in (await consumer.getmany(timeout_ms=POLL_MS)).items():
                    found += map(_record, records)
                    read[place] = records[-1].offset + 1
        self._read = read
        return found

    async def lag(self) -> dict[str, int]:
        """What consumer groups have not committed, by group and partition, where it is more than nothing."""
        admin = AIOKafkaAdminClient(bootstrap_servers=self._bootstrap, request_timeout_ms=REQUEST_MS)
        async with _consumer(self._bootstrap) as consumer:
            ends = await consumer.end_offsets(_partitions())
        await admin.start()
        try:
            return {
                f"{group} {place.topic}/{place.partition}": ends[place] - done
                for group in SERVICES
                for place, done in await _committed(admin, group)
                if ends[place] > done
            }
        finally:
            await admin.close()


async def _committed(admin: AIOKafkaAdminClient, group: str) -> list[tuple[TopicPartition, int]]:
    """How far a group is in each partition that it reads; 0 where it has said nothing yet."""
    topics = [topic for topic in EVENT_TOPICS if group in topic.consumers]
    if not topics:
        return []
    said = await admin.list_consumer_group_offsets(group)
    places = [TopicPartition(topic.name, n) for topic in (*topics, retry_topic(group)) for n in range(topic.partitions)]
    return [(place, max(0, said[place].offset) if place in said else 0) for place in places]


def _partitions() -> list[TopicPartition]:
    return [TopicPartition(topic.name, number) for topic in TOPICS for number in range(topic.partitions)]


@asynccontextmanager
async def _consumer(bootstrap: str) -> AsyncIterator[AIOKafkaConsumer]:
    consumer = AIOKafkaConsumer(
        bootstrap_servers=bootstrap, enable_auto_commit=False, request_timeout_ms=REQUEST_MS, fetch_max_wait_ms=50
    )
    await consumer.start()
    try:
        yield consumer
    finally:
        await consumer.stop()


def _record(record: ConsumerRecord[bytes, bytes]) -> Record:
    headers = {name: value or b"" for name, value in record.headers}
    return Record(record.topic, record.partition, record.offset, record.key or b"", record.value or b"", headers)
