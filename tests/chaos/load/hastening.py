"""Time passes at once for some deadlines that lie hours or days ahead.

No setting shortens them, and a clock that jumped would end everybody's session. So the moment itself is moved, in the
rows where the service keeps it; all that follows is the service's own doing.
"""

import asyncio
from datetime import UTC, datetime
from typing import Any

from pymongo import AsyncMongoClient
from pymongo.errors import PyMongoError

RETRY_SECONDS = 0.5


class NotThere(Exception):
    """The deadline is not where it should be."""


class Hastening:
    """Of one running system."""

    def __init__(self, uri: str) -> None:
        self._client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(
            uri, tz_aware=True, serverSelectionTimeoutMS=2_000, socketTimeoutMS=10_000
        )

    async def link_runs_out(self, email: str) -> None:
        """The confirmation link of this account is over now: as the account has it, and its timer."""

        async def move(session: Any) -> None:
            identity, now = self._client["identity"], datetime.now(UTC)
            account = await identity["accounts"].find_one({"email": email}, session=session)
            if account is None:
                raise NotThere(f"the account of {email}")
            moved = {"$set": {"link.expires_at": now}, "$inc": {"revision": 1}}
            await identity["accounts"].update_one({"_id": account["_id"]}, moved, session=session)
            await self._due("identity", f"confirmation-expires:{account['_id']}", now, session)

        await self._surely(move)

    async def day_has_come(self, organisation_id: str) -> None:
        """The next day that matters for the certificate of this organisation is today."""

        async def move(session: Any) -> None:
            await self._due("registry", f"activity-validity:{organisation_id}", datetime.now(UTC), session)

        await self._surely(move)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def _due(self, database: str, timer: str, now: datetime, session: Any) -> None:
        moved = {"$set": {"due_at": now}, "$inc": {"revision": 1}}
        found = await self._client[database]["timers"].update_one({"_id": timer}, moved, session=session)
        if found.matched_count != 1:
            raise NotThere(f"the timer {timer}")

    async def _surely(self, move: Any) -> None:
        """In one transaction, once; a store that is away is waited for."""
        while True:
            try:
                async with self._client.start_session() as session, await session.start_transaction():
                    await move(session)
                return
            except PyMongoError:
                await asyncio.sleep(RETRY_SECONDS)
