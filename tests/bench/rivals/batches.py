"""The strongest simple rival: aiokafka and Motor, a transaction a batch, with inbox and outbox.

What it leaves out: a bad event ends the process, and with it everything behind it stands still; who sends is settled by
nobody, so two processes that change one account may send in the other order; sent rows are forgotten.
"""

import asyncio
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from aiokafka import AIOKafkaConsumer
from pymongo import ReplaceOne

from contracts.envelope import Envelope
from tests.bench.rivals.outbox import Outbox
from tests.bench.rivals.rule import Document, deposit, told
from tests.bench.rivals.surroundings import BOOTSTRAP, GROUP, PREFIX, connections
from tests.support.toy.events import DEPOSITS, Deposited

BATCH = 500


async def take(client: Any, database: Any, outbox: Outbox, events: Sequence[tuple[Envelope, Deposited]]) -> None:
    """Apply events in order, those that were not applied before. The driver repeats it when it meets a conflict."""

    async def write(session: Any) -> Document:
        now = datetime.now(UTC)
        ids = list({envelope.id for envelope, _ in events})
        keys = list({event.account for _, event in events})
        known = {row["_id"] async for row in database["inbox"].find({"_id": {"$in": ids}}, {"_id": 1}, session=session)}
        found = database["accounts"].find({"_id": {"$in": keys}}, session=session)
        accounts = {account["_id"]: account async for account in found}
        fresh: dict[str, Document] = {}
        rows: list[Document] = []
        for envelope, event in events:
            if envelope.id not in known and envelope.id not in fresh:
                accounts[event.account] = deposit(accounts.get(event.account), event)
                fresh[envelope.id] = {"_id": envelope.id, "at": now, "account": event.account}
                rows.append(told(accounts[event.account], envelope, PREFIX))
        document = {"_id": str(uuid.uuid4()), "at": now, "rows": rows}
        if fresh:
            changed = {row.pop("account") for row in fresh.values()}
            await database["inbox"].insert_many(list(fresh.values()), session=session)
            writes = [ReplaceOne({"_id": id}, accounts[id], upsert=True) for id in changed]
            await database["accounts"].bulk_write(writes, ordered=False, session=session)
            await database["outbox"].insert_one(document, session=session)
        return document

    async with await client.start_session() as session:
        document = await session.with_transaction(write)
    if document["rows"]:
        outbox.publish(document)


async def consume() -> None:
    """Run until it is killed; what goes wrong ends it, and the batch comes again."""
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
            while True:
                found = await consumer.getmany(timeout_ms=1_000, max_records=BATCH)
                events = [
                    (Envelope.from_headers(record.headers), Deposited.model_validate_json(record.value))
                    for records in found.values()
                    for record in records
                ]
                if events:
                    await take(client, database, outbox, events)
                    await consumer.commit()


if __name__ == "__main__":
    asyncio.run(consume())
