"""Reads of the API: where mails stand, and who may see that."""

from datetime import datetime

from pydantic import BaseModel, Field

from chassis.errors import NotFound
from chassis.mongo import Store
from contracts.events.registry import AuthorisationStatus
from contracts.reference import HELPDESK_ID
from services.notify.domain.desk import Desk
from services.notify.domain.duty import Duty
from services.notify.domain.message import Message
from services.notify.domain.recipient import ToDuty
from services.notify.domain.status import Status
from services.notify.domain.template import Template


class Delivery(BaseModel):
    """Where one mail stands, without the address it goes to.

    `sent_at` is null until the mail server took it; `reason` says why one was abandoned.
    """

    id: str
    template: Template
    to: str = Field(description="`person`, or the duty: `validators`, `superiors`, `helpdesks`, …")
    status: Status
    queued_at: datetime
    sent_at: datetime | None
    attempts: int
    reason: str | None


async def deliveries(store: Store, *, account_id: str, request_id: str) -> list[Delivery]:
    """Mails about a request, oldest first: all of them for who decides it and the helpdesk, else the caller's own."""
    if await sees_all(store, account_id, request_id):
        everything = await store.find(Message, {"request_id": request_id})
        found = [message for message in everything if message.status is not Status.SPLIT]
    else:
        found = await store.find(Message, {"recipient.account_id": account_id, "request_id": request_id})
    return [_delivery(message) for message in sorted(found, key=lambda message: (message.queued_at, message.id))]


async def message_in_sight(store: Store, account_id: str, message_id: str) -> Message:
    """A mail to the caller, or about a request that the caller decides or reads as helpdesk. Raises NotFound."""
    message = await store.get(Message, message_id)
    if message is not None:
        if message.is_to(account_id):
            return message
        if message.request_id is not None and await sees_all(store, account_id, message.request_id):
            return message
    raise NotFound("There is no such message.")


async def sees_all(store: Store, account_id: str, request_id: str) -> bool:
    """Whether somebody decides a request (rules E5, E10; never the applicant, rule E7) or is of the helpdesk."""
    found = await store.find(Duty, {"account_id": account_id})
    rights = [right for right in found if right.status is AuthorisationStatus.VALID]
    acts_for = {right.organisation_id for right in rights}
    if HELPDESK_ID in acts_for:
        return True
    desk = await store.get(Desk, request_id) if rights else None
    if desk is None or not desk.known or desk.account_id == account_id:
        return False
    administers = {right.organisation_id for right in rights if right.administrator}
    return bool(acts_for & {desk.validator_id, desk.superior_id}) or desk.delegate_id in administers


def _delivery(message: Message) -> Delivery:
    return Delivery(
        id=message.id,
        template=message.template,
        to=_role(message),
        status=message.status,
        queued_at=message.queued_at,
        sent_at=message.settled_at if message.status is Status.SENT else None,
        attempts=message.attempts,
        reason=message.reason,
    )


def _role(message: Message) -> str:
    duty = message.recipient.duty if isinstance(message.recipient, ToDuty) else message.duty
    return "person" if duty is None else duty.value
