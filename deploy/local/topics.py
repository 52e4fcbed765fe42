"""The topics of a stack on this machine; tests delete theirs when they are done."""

from aiokafka.admin import AIOKafkaAdminClient

from deploy.init.topics import create_topics

__all__ = ["create_topics", "delete_topics"]


async def delete_topics(bootstrap: str, names: list[str]) -> None:
    """Delete topics (tests clean up after themselves)."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.delete_topics(names)
    finally:
        await admin.close()
