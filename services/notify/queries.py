"""Reads of the API."""

from datetime import datetime

from pydantic import BaseModel

from chassis.mongo import Store
from services.notify.domain.message import Message
from services.notify.domain.status import Status
from services.notify.domain.template import Template


class Delivery(BaseModel):
    """Where one mail stands. `sent_at` is null until the mail server took it; `reason` says why one was abandoned."""

    id: str
    template: Template
    status: Status
    queued_at: datetime
    sent_at: datetime | None
    attempts: int
    reason: str | None


async def deliveries(store: Store, *, account_id: str, request_id: str) -> list[Delivery]:
    """The mails that this person gets or got about a request, oldest first."""
    found = await store.find(Message, {"recipient.account_id": account_id, "request_id": request_id})
    return [_delivery(message) for message in sorted(found, key=lambda message: (message.queued_at, message.id))]


def _delivery(message: Message) -> Delivery:
    return Delivery(
        id=message.id,
        template=message.template,
        status=message.status,
        queued_at=message.queued_at,
        sent_at=message.settled_at if message.status is Status.SENT else None,
        attempts=message.attempts,
        reason=message.reason,
    )
