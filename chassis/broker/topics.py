"""Topics as they are on the broker, and the only three things that are ever done to them: create, grow, set."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewPartitions, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import NoError, TopicAlreadyExistsError

from chassis.broker.admin import BrokerTrouble, administration
from chassis.broker.connection import Broker
from contracts.topics import Topic

RETENTION, CLEANUP, IN_SYNC, LARGEST = "retention.ms", "cleanup.policy", "min.insync.replicas", "max.message.bytes"
OF_THE_TOPIC_ITSELF = 1
"""Kafka's number of the source of a setting that was given to this topic, not inherited."""


@dataclass(frozen=True, slots=True)
class Present:
    """A topic as it is. `own` are the settings that were given to it; changing one must repeat the others.

    Every partition has `copies` or more; a record is acknowledged once `in_sync` of them have it, and not before.
    """

    name: str
    partitions: int
    retention_ms: int
    cleanup_policy: str
    max_message_bytes: int
    copies: int
    in_sync: int
    own: Mapping[str, str]


def copies_in_sync(copies: int) -> int:
    """How many of so many copies have to have a record before it is acknowledged: two, if one may be away then.

    With Kafka's own default of one a leader that is alone acknowledges, and what only it has is lost with its disk.
    """
    return 2 if copies > 2 else 1


def prefixed(topics: Iterable[Topic], prefix: str) -> list[Topic]:
    """The same topics under the names they have on a broker that several systems share."""
    return [replace(topic, name=f"{prefix}{topic.name}") for topic in topics]


async def describe(broker: Broker, names: Sequence[str]) -> dict[str, Present]:
    """Those of these topics that exist, by name."""
    async with administration(broker) as admin:
        known = {each["topic"]: each["partitions"] for each in await admin.describe_topics()}
        there = [name for name in names if name in known]
        if not there:
            return {}
        answers = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, name) for name in there])
        configs = {row[3]: row[4] for answer in answers for row in answer.resources}
        return {name: _present(name, known[name], configs[name]) for name in there}


def _present(name: str, partitions: Sequence[Mapping[str, Any]], entries: Sequence[Any]) -> Present:
    values = {entry[0]: entry[1] for entry in entries}
    own = {entry[0]: entry[1] for entry in entries if entry[3] == OF_THE_TOPIC_ITSELF}
    return Present(
        name,
        len(partitions),
        int(values[RETENTION]),
        values[CLEANUP],
        max_message_bytes=int(values[LARGEST]),
        copies=min(len(partition["replicas"]) for partition in partitions),
        in_sync=int(values[IN_SYNC]),
        own=own,
    )


async def create(broker: Broker, topics: Sequence[Topic], *, replication: int = 1) -> None:
    """Create topics; one that somebody else has just created is fine. Raises BrokerTrouble."""
    wanted = [
        NewTopic(
            topic.name,
            num_partitions=topic.partitions,
            replication_factor=replication,
            topic_configs=_settings(topic, replication),
        )
        for topic in topics
    ]
    async with administration(broker) as admin:
        response = await admin.create_topics(wanted)
    for name, code, *message in response.topic_errors:
        if code not in (NoError.errno, TopicAlreadyExistsError.errno):
            raise BrokerTrouble(f"Kafka could not create the topic {name}: error {code} {message}.")


def _settings(topic: Topic, replication: int) -> dict[str, str]:
    settings = {
        RETENTION: str(topic.retention_ms),
        CLEANUP: topic.cleanup_policy,
        IN_SYNC: str(copies_in_sync(replication)),
    }
    return settings if topic.max_message_bytes is None else {**settings, LARGEST: str(topic.max_message_bytes)}


async def grow(broker: Broker, name: str, partitions: int) -> None:
    """Give a topic more partitions: `partitions` in all. Raises KafkaError."""
    async with administration(broker) as admin:
        await admin.create_partitions({name: NewPartitions(partitions)})


async def settle(broker: Broker, present: Present, values: Mapping[str, str]) -> None:
    """Give a topic these settings and leave its others as they are. Raises BrokerTrouble."""
    async with administration(broker) as admin:
        await _alter(admin, ConfigResource(ConfigResourceType.TOPIC, present.name, {**present.own, **values}))


async def _alter(admin: AIOKafkaAdminClient, resource: ConfigResource) -> None:
    for answer in await admin.alter_configs([resource]):
        for code, message, _, name in answer.resources:
            if code != NoError.errno:
                raise BrokerTrouble(f"Kafka could not change the topic {name}: error {code} {message}.")
