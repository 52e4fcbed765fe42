"""Where a rival runs: the same environment variables as a service of ours, and its connections."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiokafka import AIOKafkaProducer
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo.errors import CollectionInvalid

BOOTSTRAP = os.environ.get("KAFKA_BOOTSTRAP", "")
PREFIX = os.environ.get("TOPIC_PREFIX", "")
GROUP = "rival"
COLLECTIONS = ("inbox", "accounts", "outbox")
SECONDS_KEPT = 90 * 24 * 60 * 60


@asynccontextmanager
async def connections() -> AsyncIterator[tuple[Any, Any, AIOKafkaProducer]]:
    """Client of the store, its database with the collections and indexes of the toy service, an idempotent producer."""
    client: AsyncIOMotorClient[dict[str, Any]] = AsyncIOMotorClient(
        os.environ["MONGO_URI"], w="majority", journal=True, retryWrites=True, readConcernLevel="majority"
    )
    database = client[os.environ["MONGO_DATABASE"]]
    for name in COLLECTIONS:
        try:
            await database.create_collection(name)
        except CollectionInvalid:
            continue
    await database["inbox"].create_index("at", expireAfterSeconds=SECONDS_KEPT)
    named = {"nickname": {"$gt": ""}}
    await database["accounts"].create_index("nickname", unique=True, partialFilterExpression=named)
    async with AIOKafkaProducer(
        bootstrap_servers=BOOTSTRAP, enable_idempotence=True, acks="all", max_batch_size=65_536
    ) as producer:
        yield client, database, producer
    client.close()
