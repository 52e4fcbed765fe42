"""From the bytes of a record to a work, or the reason why not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from chassis.metrics import IGNORED
from chassis.records import Incoming
from chassis.steps import Step
from chassis.unit_of_work import Work
from contracts.envelope import Envelope, MalformedEnvelope
from contracts.event import REGISTERED, Event


@dataclass(frozen=True, slots=True)
class Undecodable(Exception):
    """The record cannot be read. `type` is its CloudEvents type, as far as it says one.

    `handled`: it says that it is an event which this process handles, and its body is refused; so it may be the release
    that is wrong. Any other is junk, which no release could read.
    """

    reason: str
    type: str = "unknown"
    handled: bool = False


def decode(record: Incoming, handles: Mapping[type[Event], Sequence[Step]]) -> Work | None:
    """The work of a record; None for an event that this service does not handle. Raises Undecodable.

    Types nobody knows (yet) are counted and left alone: a producer may be ahead of its consumers.
    """
    try:
        envelope = Envelope.from_headers(record.headers or ())
    except MalformedEnvelope as error:
        raise Undecodable(f"envelope: {error}") from error
    event_class = REGISTERED.get(envelope.type)
    if event_class is None or event_class not in handles:
        IGNORED.labels(envelope.type if event_class else "unknown").inc()
        return None
    if record.value is None:
        raise Undecodable("the record has no value", envelope.type, handled=True)
    try:
        event = event_class.read(record.value)
    except ValidationError as error:
        raise Undecodable(f"data: {_summary(error)}", envelope.type, handled=True) from error
    return Work(
        id=envelope.id,
        message=event,
        steps=handles[event_class],
        actor=envelope.actor,
        correlation_id=envelope.correlation_id,
        traceparent=envelope.traceparent,
        envelope=envelope,
        origin=_origin(record, envelope),
    )


def _origin(record: Incoming, envelope: Envelope) -> dict[str, Any]:
    return {"type": envelope.type, "topic": record.topic, "partition": record.partition, "offset": record.offset}


def _summary(error: ValidationError) -> str:
    """What is wrong and where, without the values: they may be personal data."""
    found = error.errors(include_url=False, include_input=False, include_context=False)
    return "; ".join(f"{'/'.join(map(str, item['loc']))}: {item['type']}" for item in found[:5])
