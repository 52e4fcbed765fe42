"""Whether a consumer group has come to rest with all its members."""

import asyncio

from confluent_kafka import ConsumerGroupState, KafkaException
from confluent_kafka.admin import AdminClient

from tests.support.eventually import eventually

JOIN_SECONDS = 60.0
ANSWER_SECONDS = 3.0


async def joined(bootstrap: str, group: str, members: int) -> None:
    """Wait until the group is stable with so many members."""
    admin = AdminClient({"bootstrap.servers": bootstrap})

    def settled() -> bool:
        try:
            about = admin.describe_consumer_groups([group], request_timeout=ANSWER_SECONDS)[group].result()
        except KafkaException:  # the coordinator of a new group is not there at once
            return False
        return about.state is ConsumerGroupState.STABLE and len(about.members) == members

    await eventually(lambda: asyncio.to_thread(settled), within=JOIN_SECONDS, because=f"{members} in the group {group}")
