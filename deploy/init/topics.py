"""The topics: every one of the contracts exists before a service starts. Nothing is ever created by itself."""

from collections.abc import Iterable
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import NoError, TopicAlreadyExistsError

from contracts.topics import TOPICS, Topic
from deploy.trouble import StackTrouble


async def create_topics(
    bootstrap: str,
    *,
    topics: Iterable[Topic] = TOPICS,
    prefix: str = "",
    partitions: int | None = None,
    replication: int = 1,
) -> list[str]:
    """Create the missing topics and return all their names; `partitions` overrides the table (tests).

    Raises StackTrouble for a topic that Kafka refuses, and what aiokafka raises while the broker is away.
    """
    wanted = {
        f"{prefix}{topic.name}": NewTopic(
            f"{prefix}{topic.name}",
            num_partitions=partitions or topic.partitions,
            replication_factor=replication,
            topic_configs={"retention.ms": str(topic.retention_ms)},
        )
        for topic in topics
    }
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    try:
        await admin.start()
        present = set(await admin.list_topics())
        missing = [topic for name, topic in wanted.items() if name not in present]
        if missing:
            _check(await admin.create_topics(missing))
    finally:
        await admin.close()
    return list(wanted)


def _check(response: Any) -> None:
    """Raise for a topic that could not be created; one that somebody else has just created is fine."""
    for name, code, *message in response.topic_errors:
        if code not in (NoError.errno, TopicAlreadyExistsError.errno):
            raise StackTrouble(f"Kafka could not create the topic {name}: error {code} {message}.")
