"""What the store of a service holds that somebody waits for."""

from datetime import datetime, timedelta
from typing import Any

from chassis.mongo import Store
from chassis.timers import TIMERS
from chassis.unit_of_work.outbox import PENDING

LATE = timedelta(seconds=5)
"""Deadlines are looked for each second: one that is so late waits for somebody."""


async def outbox(store: Store, now: datetime) -> dict[str, Any]:
    """Transactions whose events wait to be published: how many, and the age of the oldest in seconds."""
    oldest = await store[PENDING].find_one({}, sort=[("at", 1)])
    return {
        "pending": await store[PENDING].count_documents({}),
        "oldest_seconds": _age(oldest["at"] if oldest else None, now),
    }


async def timers(store: Store, names: list[str], now: datetime) -> dict[str, Any]:
    """Deadlines of these timers: how many there are, how many are overdue, and how late the latest is in seconds."""
    ours = {"name": {"$in": names}}
    overdue = {**ours, "due_at": {"$lte": now - LATE}}
    oldest = await store[TIMERS].find_one(overdue, sort=[("due_at", 1)])
    return {
        "set": await store[TIMERS].count_documents(ours),
        "overdue": await store[TIMERS].count_documents(overdue),
        "oldest_seconds": _age(oldest["due_at"] if oldest else None, now),
    }


def _age(moment: datetime | None, now: datetime) -> float:
    return round((now - moment).total_seconds(), 1) if moment else 0.0
