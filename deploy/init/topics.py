"""The topics: every one of the contracts exists before a service starts. Nothing is ever created by itself."""

from collections.abc import Iterable
from dataclasses import replace

from chassis.broker.admin import BrokerTrouble
from chassis.broker.connection import Broker
from chassis.broker.topics import create, describe, prefixed
from contracts.topics import TOPICS, Topic
from deploy.trouble import StackTrouble


async def create_topics(
    broker: Broker,
    *,
    topics: Iterable[Topic] = TOPICS,
    prefix: str = "",
    partitions: int | None = None,
    replication: int = 1,
) -> list[str]:
    """Create the missing topics and return all their names; `partitions` overrides the table (tests).

    What is there already is left as it is: `traces-access topics plan` compares it with the contracts.
    Raises StackTrouble for a topic that Kafka refuses, and what aiokafka raises while the broker is away.
    """
    wanted = [replace(topic, partitions=partitions or topic.partitions) for topic in prefixed(topics, prefix)]
    names = [topic.name for topic in wanted]
    present = await describe(broker, names)
    missing = [topic for topic in wanted if topic.name not in present]
    try:
        if missing:
            await create(broker, missing, replication=replication)
    except BrokerTrouble as trouble:
        raise StackTrouble(str(trouble)) from trouble
    return names
