"""A connection that asks and orders about topics and groups."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from chassis.broker.connection import Broker

__all__ = ["BrokerTrouble", "KafkaError", "administration"]


class BrokerTrouble(Exception):
    """The broker refuses what it was told to do."""


@asynccontextmanager
async def administration(broker: Broker) -> AsyncIterator[AIOKafkaAdminClient]:
    """Open while the block runs. Raises KafkaError when no broker answers."""
    admin = AIOKafkaAdminClient(**broker.arguments())
    try:
        await admin.start()
        yield admin
    finally:
        await admin.close()
