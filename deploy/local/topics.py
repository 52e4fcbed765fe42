"""The init step: every topic of the contracts exists before a service starts. Nothing is ever created by itself."""

from collections.abc import Iterable
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import NoError, TopicAlreadyExistsError

from contracts.topics import TOPICS, Topic
from deploy.local.trouble import StackTrouble


async def create_topics(
    bootstrap: str, *, topics: Iterable[Topic] = TOPICS, prefix: str = "", partitions: int | None = None
) -> list[str]:
    """Create the missing topics and return all their names; `partitions` overrides the table (tests)."""
    wanted = {
        f"{prefix}{topic.name}": NewTopic(
            f"{prefix}{topic.name}",
            num_partitions=partitions or topic.partitions,
            replication_factor=1,
            topic_configs={"retention.ms": str(topic.retention_ms)},
        )
        for topic in topics
    }
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
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


async def delete_topics(bootstrap: str, names: list[str]) -> None:
    """Delete topics (tests clean up after themselves)."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.delete_topics(names)
    finally:
        await admin.close()
