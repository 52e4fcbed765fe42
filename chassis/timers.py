"""Durable deadlines as they are kept: rows with a due time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from chassis.claims import FREE
from chassis.decider import Timer
from chassis.mongo import Store

TIMERS = "timers"


def timer_id(name: str, subject: str) -> str:
    """One timer a (name, subject)."""
    return f"{name}:{subject}"


def timer_document(timer: Timer) -> dict[str, Any]:
    """A timer as it is kept, unclaimed."""
    return {
        "_id": timer_id(timer.name, timer.subject),
        "name": timer.name,
        "subject": timer.subject,
        "due_at": timer.due_at,
        "revision": 0,
        **FREE,
    }


async def due_dates(store: Store, ids: Sequence[str]) -> dict[str, datetime]:
    """When each of these timers is due now; one that was cancelled is missing."""
    return {row["_id"]: row["due_at"] async for row in store[TIMERS].find({"_id": {"$in": list(ids)}}, {"due_at": 1})}
