"""Durable deadlines as they are kept: rows with a due time."""

from typing import Any

from chassis.claims import FREE
from chassis.decider import Timer

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
