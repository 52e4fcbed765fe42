"""A plain loop of aiokafka and Motor: one transaction an event, its offset committed after it."""

import asyncio

from aiokafka import AIOKafkaConsumer

from contracts.envelope import Envelope
from tests.bench.rivals.one_event import take
from tests.bench.rivals.outbox import Outbox
from tests.bench.rivals.surroundings import BOOTSTRAP, GROUP, PREFIX, connections
from tests.support.toy.events import DEPOSITS, Deposited


async def consume() -> None:
    """Run until it is killed; what goes wrong ends it, and the event comes again."""
    async with connections() as (client, database, producer):
        consumer = AIOKafkaConsumer(
            PREFIX + DEPOSITS.name,
            bootstrap_servers=BOOTSTRAP,
            group_id=PREFIX + GROUP,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
        )
        outbox = Outbox(database["outbox"], producer)
        async with consumer, asyncio.TaskGroup() as tasks:
            tasks.create_task(outbox.run())
            async for record in consumer:
                envelope = Envelope.from_headers(record.headers)
                event = Deposited.model_validate_json(record.value)
                await take(client, database, outbox, envelope, event)
                await consumer.commit()


if __name__ == "__main__":
    asyncio.run(consume())
