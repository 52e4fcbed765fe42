"""A small past in which all is well, to be doctored: an applicant proposes an operator, and it is validated."""

import json
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from tests.chaos.checker.effects import handled_by
from tests.chaos.checker.history import INJECTED, Accepted, History
from tests.e2e.invariants import Delivered
from tests.e2e.records import Record

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ANNA, INES = "anna", "ines"
ADDRESSES = {ANNA: "anna@example.org", INES: "ines@example.org"}
AUTHORITY = {"id": "inao", "duty_mailbox": "duty@example.org"}
PRODUCERS = {
    "identity": "identity.accounts.v1",
    "registry": "registry.organisations.v1",
    "validation": "validation.requests.v1",
    "notify": "notify.messages.v1",
}
Document = dict[str, Any]


def account(id: str, status: str = "ACTIVE") -> Document:
    """As its events say it."""
    names = {"first_name": id, "last_name": "X", "language": "en", "timezone": ""}
    return {"account_id": id, "status": status, "email": ADDRESSES[id], **names}


def right(id: str, account_id: str, organisation: str, status: str) -> Document:
    """As its events say it."""
    return {"authorisation_id": id, "account_id": account_id, "status": status, "administrator": True}


@dataclass
class Past:
    """Everything of a history, easily changed; `history` builds it anew."""

    records: list[Record] = field(default_factory=list)
    stores: dict[str, dict[str, list[Document]]] = field(
        default_factory=lambda: {name: defaultdict(list) for name in PRODUCERS}
    )
    mails: list[Delivered] = field(default_factory=list)
    commands: list[Accepted] = field(default_factory=list)
    baseline: set[str] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)
    lag: dict[str, int] = field(default_factory=dict)

    def history(self) -> History:
        """What the judge gets."""
        history = History(
            stores=self.stores,
            mails=self.mails,
            commands=self.commands,
            baseline=self.baseline,
            refused=self.refused,
            lag=self.lag,
            now=NOON,
        )
        history.add(self.records)
        return history

    def happens(self, producer: str, type: str, subject: str, causation: str = "", **data: Any) -> str:
        """An event, in its outbox, on its topic, settled by whoever handles it; its id. `now`: when, if not NOON."""
        now: datetime = data.pop("now", NOON)
        id = f"e{len(self.records) + 1}"
        sequence = sum(record.headers.get("ce_subject") == subject.encode() for record in self.records) + 1
        headers = {
            "ce_id": id,
            "ce_type": f"eu.traces-access.{producer}.{type}.v1",
            "ce_subject": subject,
            "ce_sequence": str(sequence),
            "ce_causationid": causation or f"c{id}",
            "ce_actor": "x",
            "ce_time": now.isoformat(),
        }
        encoded = {name: value.encode() for name, value in headers.items()}
        value = json.dumps(data).encode()
        self.records.append(Record(PRODUCERS[producer], 0, len(self.records), b"key", value, encoded))
        self.stores[producer]["outbox"].append({"_id": f"t{id}", "at": NOON, "rows": [{"id": id, "type": type}]})
        for service, types in handled_by().items():
            if type in types:
                self.stores[service]["inbox"].append({"_id": id, "topic": PRODUCERS[producer]})
        return id

    def mailed(self, event_id: str, template: str, to: str, account_id: str | None = None) -> None:
        """A mail that was sent, and the event that says so."""
        id = f"{event_id}-{template}-{to}"
        message = {"message_id": id, "template": template, "event_id": event_id, "account_id": account_id}
        self.happens("notify", "MessageSent", id, message=message)
        self.mails.append(Delivered(id, to))
        self.stores["notify"]["messages"].append({"_id": id, "status": "SENT", "claimed_by": None})

    def keep(self, database: str, collection: str, id: str, **fields: Any) -> None:
        """A document."""
        self.stores[database][collection].append({"_id": id, **fields})

    def document(self, database: str, collection: str, id: str) -> Document:
        """A document that is there."""
        return next(each for each in self.stores[database][collection] if each["_id"] == id)

    def poison(self, *, value: bytes = b"\xff", type: str | None = None) -> Record:
        """A record that nobody can read, on the topic of registry."""
        headers = {INJECTED: b"poison 1"}
        if type is not None:
            headers["ce_type"] = f"eu.traces-access.registry.{type}.v1".encode()
        record = Record(PRODUCERS["registry"], 3, 77, b"key", value, headers)
        self.records.append(record)
        return record

    def set_aside(self, poison: Record, service: str) -> None:
        """Its dead letter."""
        origin = {"topic": poison.topic, "partition": poison.partition, "offset": poison.offset}
        headers = {f"dlq-original-{name}": str(value).encode() for name, value in origin.items()}
        place = f"{service}.dead-letters.v1"
        offset = sum(record.topic == place for record in self.records)
        self.records.append(
            replace(poison, topic=place, partition=0, offset=offset, headers={**poison.headers, **headers})
        )
