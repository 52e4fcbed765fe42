"""A mail to begin a test with."""

from typing import Any

from services.notify.domain.message import Message
from services.notify.domain.recipient import ToAccount
from services.notify.domain.status import Status
from services.notify.domain.template import Template
from tests.unit.notify.guide import BEGIN

CLAIM = "claim-1"
HEADER = "id@example"


def queued(**fields: Any) -> Message:
    """A receipt for Élodie, due."""
    known: dict[str, Any] = {
        "id": "mail",
        "template": Template.RECEIPT,
        "recipient": ToAccount(account_id="elodie"),
        "params": {},
        "event_id": "event",
        "request_id": "req",
        "correlation_id": "click",
        "traceparent": None,
        "queued_at": BEGIN,
        "due_at": BEGIN,
    }
    return Message(**{**known, **fields})


def sending(**fields: Any) -> Message:
    """The same, claimed."""
    return queued(**{"status": Status.SENDING, "claim": CLAIM, "claimed_by": "notify-1", **fields})
