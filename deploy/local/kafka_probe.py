"""Whether Kafka works: a record was acknowledged. That its port is open says too little."""

import asyncio

from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError

PROBE_TOPIC = "stack-probe"
PATIENCE = 10.0


async def kafka_acknowledges(bootstrap: str) -> bool:
    """Produce one record to a topic of our own and wait until it is acknowledged."""
    try:
        async with asyncio.timeout(PATIENCE):
            await _ensure_topic(bootstrap)
            producer = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all", request_timeout_ms=5_000)
            await producer.start()
            try:
                await producer.send_and_wait(PROBE_TOPIC, b"ready?")
            finally:
                await producer.stop()
    except (KafkaError, OSError, TimeoutError):
        return False
    return True


async def _ensure_topic(bootstrap: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    try:
        await admin.start()
        if PROBE_TOPIC not in await admin.list_topics():
            short = {"retention.ms": "60000"}
            await admin.create_topics([NewTopic(PROBE_TOPIC, 1, 1, topic_configs=short)])
    finally:
        await admin.close()
