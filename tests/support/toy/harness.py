"""Drive the toy service as a real process: start, kill, feed, watch."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from chassis.clock import utc_now
from chassis.ids import new_id
from chassis.records import RecordHeaders
from contracts.envelope import Envelope
from contracts.topics import Topic, dead_letter_topic, retry_topic
from deploy.local.topics import create_topics
from tests.support.backing import Backing
from tests.support.running_process import RunningProcess
from tests.support.toy.events import BALANCES, DEPOSITS, Deposited

TOPICS: tuple[Topic, ...] = (DEPOSITS, BALANCES, retry_topic("toy"), dead_letter_topic("toy"))


class Toy(RunningProcess):
    """One process of the toy service in one slot; may be started again."""

    GRACE_SECONDS = 25.0

    def __init__(
        self,
        backing: Backing,
        isolation: str,
        folder: Path,
        slot: str = "toy-1",
        mode: str = "all",
        mongo: str | None = None,
        kafka: str | None = None,
        static_membership: bool = True,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        usual = {
            "SLOT": slot,
            "STATIC_MEMBERSHIP": str(static_membership),
            "KAFKA_BOOTSTRAP": kafka or backing.kafka,
            "MONGO_URI": mongo or backing.mongo,
            "GRACE_SECONDS": str(self.GRACE_SECONDS),
            "MONGO_DATABASE": f"{isolation}_toy",
            "TOPIC_PREFIX": f"{isolation}-",
            "IDEMPOTENCY_SECRET": isolation,
        }
        super().__init__("tests.support.toy", mode, folder / f"{slot}.log", {**usual, **(environment or {})})


async def make_topics(backing: Backing, isolation: str) -> list[str]:
    """The toy's topics, for one test."""
    return await create_topics(backing.broker, topics=TOPICS, prefix=f"{isolation}-")


def envelope_of(event: Deposited) -> Envelope:
    """An envelope as a good producer makes it."""
    return Envelope(
        id=new_id(),
        type=event.type,
        source="/services/toy-source",
        time=utc_now(),
        subject=event.account,
        sequence=event.number,
        key=event.account,
        correlation_id=new_id(),
        causation_id=new_id(),
        actor="tester",
    )


Raw = tuple[bytes | None, bytes | None, RecordHeaders]


def raw(event: Deposited, envelope: Envelope | None = None) -> Raw:
    """An event as a record: key, value, headers."""
    return event.key.encode(), event.model_dump_json().encode(), (envelope or envelope_of(event)).to_headers()


async def feed(backing: Backing, isolation: str, records: Sequence[Raw], topic: Topic = DEPOSITS) -> None:
    """Produce records, in order."""
    producer = AIOKafkaProducer(bootstrap_servers=backing.kafka, enable_idempotence=True)
    await producer.start()
    try:
        for key, value, headers in records:
            await producer.send(f"{isolation}-{topic.name}", value, key=key, headers=headers)
        await producer.flush()
    finally:
        await producer.stop()


async def read_all(backing: Backing, isolation: str, topic: Topic) -> list[Raw]:
    """Every record of a topic, by partition, in order."""
    name = f"{isolation}-{topic.name}"
    consumer = AIOKafkaConsumer(bootstrap_servers=backing.kafka, enable_auto_commit=False, auto_offset_reset="earliest")
    await consumer.start()
    try:
        partitions = [TopicPartition(name, number) for number in range(topic.partitions)]
        consumer.assign(partitions)
        ends = await consumer.end_offsets(partitions)
        found: list[Raw] = []
        for partition in partitions:
            while await consumer.position(partition) < ends[partition]:
                batch = await consumer.getmany(partition, timeout_ms=500)
                found += [(r.key, r.value, list(r.headers)) for records in batch.values() for r in records]
        return found
    finally:
        await consumer.stop()
