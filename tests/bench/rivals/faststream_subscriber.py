"""FastStream as its documentation shows it: a subscriber with a typed message, acknowledged after it; one at a time."""

import asyncio

from faststream import AckPolicy, FastStream
from faststream.kafka import KafkaBroker, KafkaMessage

from contracts.envelope import Envelope
from tests.bench.rivals.one_event import take
from tests.bench.rivals.outbox import Outbox
from tests.bench.rivals.surroundings import BOOTSTRAP, GROUP, PREFIX, connections
from tests.support.toy.events import DEPOSITS, Deposited


async def consume() -> None:
    """Run until SIGTERM; an event whose handler raises comes again."""
    broker = KafkaBroker(BOOTSTRAP)
    async with connections() as (client, database, producer):
        outbox = Outbox(database["outbox"], producer)

        @broker.subscriber(
            PREFIX + DEPOSITS.name,
            group_id=PREFIX + GROUP,
            auto_offset_reset="earliest",
            ack_policy=AckPolicy.NACK_ON_ERROR,
        )
        async def on_deposited(event: Deposited, message: KafkaMessage) -> None:
            headers = [(name, value.encode()) for name, value in message.headers.items()]
            await take(client, database, outbox, Envelope.from_headers(headers), event)

        async with asyncio.TaskGroup() as tasks:
            publishing = tasks.create_task(outbox.run())
            await FastStream(broker).run()
            publishing.cancel()


if __name__ == "__main__":
    asyncio.run(consume())
