"""Inbox, state and outbox of one event in one transaction: what plain loop and FastStream have in common."""

from datetime import UTC, datetime
from typing import Any

from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from contracts.envelope import Envelope
from tests.bench.rivals.outbox import Outbox
from tests.bench.rivals.rule import Document, told
from tests.bench.rivals.surroundings import PREFIX
from tests.support.toy.events import Deposited


async def take(client: Any, database: Any, outbox: Outbox, envelope: Envelope, event: Deposited) -> None:
    """Apply an event, unless it was applied before. The driver repeats the transaction when it meets a conflict."""

    async def write(session: Any) -> Document:
        now = datetime.now(UTC)
        await database["inbox"].insert_one({"_id": envelope.id, "at": now}, session=session)
        account = await database["accounts"].find_one_and_update(
            {"_id": event.account},
            {"$inc": {"balance": event.amount}, "$push": {"numbers": event.number}},
            upsert=True,
            return_document=ReturnDocument.AFTER,
            session=session,
        )
        document = {"_id": envelope.id, "at": now, "rows": [told(account, envelope, PREFIX)]}
        await database["outbox"].insert_one(document, session=session)
        return document

    async with await client.start_session() as session:
        try:
            outbox.publish(await session.with_transaction(write))
        except DuplicateKeyError:
            return
