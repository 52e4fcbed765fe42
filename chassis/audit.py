"""The audit trail: kept outbox rows say who did what to an aggregate, when, and caused by what."""

from datetime import datetime

from pydantic import BaseModel

from chassis.mongo import Store
from chassis.unit_of_work.outbox import OUTBOX


class AuditEntry(BaseModel):
    """One event about `subject`. `who` is an account id or `system:<what>`; `what` the event's name, without its data.

    `correlation_id` is shared by everything that one request set off; `causation_id` names the message that caused it.
    """

    event_id: str
    at: datetime
    what: str
    who: str
    subject: str
    sequence: int
    correlation_id: str
    causation_id: str


async def trail(store: Store, *subjects: str) -> list[AuditEntry]:
    """Everything that happened to these subjects, oldest first (ids of events ascend); empty for unknown ones."""
    found = [
        AuditEntry(
            event_id=row["id"],
            at=row["time"],
            what=row["type"].split(".")[-2],
            who=row["actor"],
            subject=row["subject"],
            sequence=row["sequence"],
            correlation_id=row["correlation_id"],
            causation_id=row["causation_id"],
        )
        async for document in store[OUTBOX].find({"rows.subject": {"$in": list(subjects)}})
        for row in document["rows"]
        if row["subject"] in subjects
    ]
    return sorted(found, key=lambda entry: (entry.at, entry.event_id))
