"""A mail: a row first, rendered only when it is sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID, uuid5

from chassis.decider import Aggregate, Index
from services.notify.domain.recipient import DutyName, Recipient, ToAccount
from services.notify.domain.status import Status
from services.notify.domain.template import Template

NAMESPACE = UUID("0a4b7a55-6f0b-5b52-8f57-5d6f3f1f2c8e")
"""Of the UUIDv5 ids of mails."""

Param = str | bool | datetime | None
Params = Mapping[str, Param]


class Message(Aggregate):
    """One mail to one recipient because of one event.

    `params` is what the template says, never a token or rendered text. `due_at`: when to send it, null while there is
    nothing to do. `waiting_for` is the account or request that is not known yet. `duty` is what a part was divided
    from, `read_at` when its recipient had read the in-app notice. `attempts` counts deliveries that were begun,
    `postponed_since` the first refusal for now (4xx), `problem` names the last trouble without quoting the server
    (it may name people). `claimed_by`, `claimed_until` and `claim` say who is sending it (chassis.claims).
    """

    collection: ClassVar[str] = "messages"
    indexes: ClassVar[tuple[Index, ...]] = (
        Index("due", (("due_at", 1),)),
        Index("waiting", (("waiting_for", 1),)),
        Index("by_event", (("event_id", 1),)),
        Index("by_account", (("recipient.account_id", 1), ("request_id", 1))),
        Index("by_request", (("request_id", 1),)),
        Index("inbox", (("recipient.account_id", 1), ("queued_at", -1), ("_id", -1))),
        Index("held", (("claimed_by", 1),)),
    )

    template: Template
    recipient: Recipient
    params: Params
    event_id: str
    request_id: str | None
    correlation_id: str
    traceparent: str | None
    status: Status = Status.QUEUED
    queued_at: datetime
    due_at: datetime | None
    waiting_for: str | None = None
    attempts: int = 0
    postponed_since: datetime | None = None
    problem: str | None = None
    reason: str | None = None
    settled_at: datetime | None = None
    claimed_by: str | None = None
    claimed_until: datetime | None = None
    claim: str | None = None
    duty: DutyName | None = None
    read_at: datetime | None = None

    def is_to(self, account_id: str) -> bool:
        """Whether it is written to this person."""
        return isinstance(self.recipient, ToAccount) and self.recipient.account_id == account_id

    def freed(self, status: Status, **fields: object) -> Self:
        """A copy in this state that nobody holds any more."""
        free = {"claimed_by": None, "claimed_until": None, "claim": None}
        return self.model_copy(update={**free, "status": status, **fields})


def message_id(event_id: str, template: Template, recipient: str) -> str:
    """The same for the same event, template and recipient, however often it is computed; also of its Message-ID."""
    return str(uuid5(NAMESPACE, f"{event_id}|{template}|{recipient}"))
