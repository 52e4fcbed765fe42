"""How far a topic goes, and how far a group has read it."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiokafka import AIOKafkaConsumer, TopicPartition

from chassis.broker.admin import administration
from chassis.broker.connection import Broker

MEMBERLESS = "Empty"
"""Kafka's name of the state of a group that nobody is in."""


@dataclass(frozen=True, slots=True)
class Reach:
    """One partition: the first offset that is kept, and the one that the next record gets."""

    topic: str
    partition: int
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a group has left of one partition. `committed` is None when it has never read it: `lag` counts all then."""

    topic: str
    partition: int
    committed: int | None
    end: int
    lag: int


@dataclass(frozen=True, slots=True)
class Group:
    """A consumer group. `state` is Kafka's word: Stable, Empty, PreparingRebalance, CompletingRebalance, Dead."""

    name: str
    state: str
    members: int
    readings: tuple[Reading, ...]

    @property
    def lag(self) -> int:
        """Records that wait, all partitions together."""
        return sum(reading.lag for reading in self.readings)

    @property
    def read(self) -> int:
        """Offsets summed up: grows as long as the group reads anything."""
        return sum(reading.committed or 0 for reading in self.readings)


async def reaches(broker: Broker, topics: Sequence[str]) -> list[Reach]:
    """Every partition of those of these topics that exist, by topic and number. Raises KafkaError."""
    async with administration(broker) as admin:
        known = {each["topic"]: len(each["partitions"]) for each in await admin.describe_topics()}
    partitions = [TopicPartition(topic, number) for topic in topics for number in range(known.get(topic, 0))]
    if not partitions:
        return []
    consumer = AIOKafkaConsumer(**broker.arguments(), enable_auto_commit=False)
    await consumer.start()
    try:
        begins, ends = await consumer.beginning_offsets(partitions), await consumer.end_offsets(partitions)
    finally:
        await consumer.stop()
    return [Reach(each.topic, each.partition, begins[each], ends[each]) for each in partitions]


async def group(broker: Broker, name: str, topics: Sequence[str]) -> Group:
    """What a group has left of these topics. Raises KafkaError."""
    async with administration(broker) as admin:
        (described,) = await admin.describe_consumer_groups([name])
        (about,) = described.groups
        committed = await admin.list_consumer_group_offsets(name)
    readings = [
        _reading(reach, found.offset if found is not None and found.offset >= 0 else None)
        for reach in await reaches(broker, topics)
        for found in [committed.get(TopicPartition(reach.topic, reach.partition))]
    ]
    return Group(name, about[2], len(about[5]), tuple(readings))


def _reading(reach: Reach, committed: int | None) -> Reading:
    """What the retention has taken away meanwhile is not waited for."""
    read = max(reach.begin, committed or 0)
    return Reading(reach.topic, reach.partition, committed, reach.end, max(0, reach.end - read))
