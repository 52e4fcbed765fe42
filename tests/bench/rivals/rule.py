"""The rule of the toy service for those who keep an account as a plain document, and the event that tells of it."""

import uuid
from datetime import UTC, datetime
from typing import Any

from contracts.envelope import Envelope
from tests.support.toy.events import BALANCES, BalanceChanged, Deposited

Document = dict[str, Any]


def deposit(account: Document | None, event: Deposited) -> Document:
    """The account after a deposit."""
    before = account or {"_id": event.account, "balance": 0, "numbers": [], "nickname": None}
    return {
        **before,
        "balance": before["balance"] + event.amount,
        "numbers": [*before["numbers"], event.number],
    }


def told(account: Document, cause: Envelope, prefix: str) -> Document:
    """The outbox row that tells the account's new balance: topic, key, value and headers of a record."""
    event = BalanceChanged(account=account["_id"], balance=account["balance"], deposits=len(account["numbers"]))
    envelope = Envelope(
        id=str(uuid.uuid4()),
        type=event.type,
        source="/services/toy",
        time=datetime.now(UTC),
        subject=event.subject,
        sequence=event.deposits,
        key=event.key,
        correlation_id=cause.correlation_id,
        causation_id=cause.id,
        actor=cause.actor,
    )
    return {
        "topic": prefix + BALANCES.name,
        "key": event.key.encode(),
        "value": event.model_dump_json().encode(),
        "headers": [list(pair) for pair in envelope.to_headers()],
    }
