"""What `traces-access status` says of mails."""

from datetime import datetime
from typing import Any

from chassis.mongo import Document, Store
from services.notify.domain.message import Message
from services.notify.domain.status import Status


async def mails(store: Store, now: datetime) -> dict[str, Any]:
    """Mails by state; how old the oldest deferred one is and the oldest whose recipient is not known, in seconds."""
    found = store[Message.collection]
    by_state = {row["_id"]: row["count"] async for row in found.aggregate(BY_STATE)}
    waiting = {"waiting_for": {"$gt": ""}}
    return {
        "by_state": {status.value: by_state.get(status.value, 0) for status in Status},
        "deferred_oldest_seconds": _age(await _oldest(store, {"status": Status.DEFERRED.value}), now),
        "recipient_unknown": await found.count_documents(waiting),
        "recipient_unknown_oldest_seconds": _age(await _oldest(store, waiting), now),
    }


BY_STATE: list[Document] = [{"$group": {"_id": "$status", "count": {"$sum": 1}}}]


async def _oldest(store: Store, query: Document) -> datetime | None:
    row = await store[Message.collection].find_one(query, sort=[("queued_at", 1)])
    return row["queued_at"] if row else None


def _age(moment: datetime | None, now: datetime) -> float:
    return round((now - moment).total_seconds(), 1) if moment else 0.0
