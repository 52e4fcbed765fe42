"""What a rival committed is sent from memory, and from the store what a former life left behind; then deleted."""

import asyncio
from collections.abc import Sequence
from typing import Any

from aiokafka import AIOKafkaProducer
from motor.motor_asyncio import AsyncIOMotorCollection

Document = dict[str, Any]


class Outbox:
    """One document a transaction, with all its rows."""

    def __init__(self, collection: AsyncIOMotorCollection[Document], producer: AIOKafkaProducer) -> None:
        self._collection = collection
        self._producer = producer
        self._committed: asyncio.Queue[Document] = asyncio.Queue()

    def publish(self, document: Document) -> None:
        """Call it after the commit; it does not wait."""
        self._committed.put_nowait(document)

    async def run(self) -> None:
        """Send until cancelled, whatever has gathered at a time."""
        await self._send([document async for document in self._collection.find().sort("at")])
        while True:
            gathered = [await self._committed.get()]
            while not self._committed.empty():
                gathered.append(self._committed.get_nowait())
            await self._send(gathered)

    async def _send(self, documents: Sequence[Document]) -> None:
        if not documents:
            return
        rows = [row for document in documents for row in document["rows"]]
        sent = [
            await self._producer.send(
                row["topic"], row["value"], key=row["key"], headers=[tuple(pair) for pair in row["headers"]]
            )
            for row in rows
        ]
        await asyncio.gather(*sent)
        await self._collection.delete_many({"_id": {"$in": [document["_id"] for document in documents]}})
