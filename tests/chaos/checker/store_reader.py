"""Reading the stores with PyMongo: what only grows from where we were, states whole."""

from datetime import datetime, timedelta
from typing import Any

from pymongo import AsyncMongoClient

STATES = {
    "identity": ("accounts", "sessions"),
    "registry": ("organisations", "authorisations", "persons"),
    "validation": ("requests", "deciders", "organisations", "people"),
    "notify": ("messages", "contacts", "duties", "desks"),
}
WAITING = ("outbox_pending", "timers")
GROWING = ("outbox", "inbox")
OVERLAP = timedelta(minutes=2)
"""A process that was frozen may commit with a time that lies before what was read already."""

Document = dict[str, Any]


class StoreReader:
    """All databases of a system. Raises PyMongoError while the store is away."""

    def __init__(self, uri: str) -> None:
        self._client: AsyncMongoClient[Document] = AsyncMongoClient(
            uri, tz_aware=True, serverSelectionTimeoutMS=2_000, socketTimeoutMS=10_000
        )
        self._grown: dict[tuple[str, str], dict[str, Document]] = {}

    async def read(self) -> dict[str, dict[str, list[Document]]]:
        """Documents by database and collection."""
        found: dict[str, dict[str, list[Document]]] = {}
        for database, states in STATES.items():
            whole = {name: await self._find(database, name, {}) for name in (*states, *WAITING)}
            found[database] = {**whole, **{name: await self._grow(database, name) for name in GROWING}}
        return found

    async def unpublished(self) -> int:
        """How many transactions wait to be published: a cheap look before a whole reading."""
        return sum([len(await self._find(database, "outbox_pending", {})) for database in STATES])

    async def unsettled_mails(self) -> int:
        """How many mails are still to be sent, the same."""
        return len(await self._find("notify", "messages", {"due_at": {"$ne": None}}))

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def _grow(self, database: str, name: str) -> list[Document]:
        known = self._grown.setdefault((database, name), {})
        latest: datetime | None = max((each["at"] for each in known.values()), default=None)
        query = {} if latest is None else {"at": {"$gte": latest - OVERLAP}}
        known.update((each["_id"], each) for each in await self._find(database, name, query))
        return [row for each in known.values() for row in _rows(each)] if name == "inbox" else list(known.values())

    async def _find(self, database: str, name: str, query: Document) -> list[Document]:
        return [each async for each in self._client[database][name].find(query)]


def _rows(document: Document) -> list[Document]:
    """What an inbox document holds, by the ids of what was handled."""
    return [{**row, "_id": row["id"], "at": document["at"]} for row in document["rows"]]
