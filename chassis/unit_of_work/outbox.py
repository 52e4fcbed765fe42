"""How events are kept: a document a transaction with all its rows, a small one beside it until they are published."""

from collections.abc import Mapping
from typing import Any

from pydantic_core import to_json

from chassis.records import Record
from contracts.envelope import Envelope
from contracts.event import Event

OUTBOX = "outbox"
PENDING = "outbox_pending"

Document = dict[str, Any]


def outbox_row(envelope: Envelope, event: Event) -> Document:
    """An event as it is kept: enough to publish it again, the same to the byte."""
    return {
        "id": envelope.id,
        "type": envelope.type,
        "topic": event.topic.name,
        "source": envelope.source,
        "time": envelope.time,
        "subject": envelope.subject,
        "sequence": envelope.sequence,
        "key": envelope.key,
        "correlation_id": envelope.correlation_id,
        "causation_id": envelope.causation_id,
        "actor": envelope.actor,
        "traceparent": envelope.traceparent,
        "data": event.model_dump(mode="json"),
    }


def envelope_of(row: Mapping[str, Any]) -> Envelope:
    """The envelope of a kept row."""
    return Envelope(
        id=row["id"],
        type=row["type"],
        source=row["source"],
        time=row["time"],
        subject=row["subject"],
        sequence=row["sequence"],
        key=row["key"],
        correlation_id=row["correlation_id"],
        causation_id=row["causation_id"],
        actor=row["actor"],
        traceparent=row["traceparent"],
    )


def record_of(row: Mapping[str, Any], prefix: str) -> Record:
    """The record that a kept row is published as."""
    return Record(
        topic=f"{prefix}{row['topic']}",
        key=row["key"].encode(),
        value=to_json(row["data"]),
        headers=envelope_of(row).to_headers(),
    )
