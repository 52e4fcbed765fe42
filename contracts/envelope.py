"""CloudEvents 1.0, Kafka protocol binding, binary content mode.

The record's value is the JSON of the event's data; everything else stands in headers
(https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

Headers = list[tuple[str, bytes]]

SPEC_VERSION = "1.0"
CONTENT_TYPE = "application/json"


READ = frozenset(
    {
        "ce_specversion",
        "ce_id",
        "ce_type",
        "ce_source",
        "ce_time",
        "ce_subject",
        "ce_sequence",
        "ce_partitionkey",
        "ce_correlationid",
        "ce_causationid",
        "ce_actor",
        "traceparent",
    }
)
"""The headers that a consumer reads."""


class MalformedEnvelope(ValueError):
    """A record without the headers that make it a CloudEvent of ours."""


def schema_urn(type: str) -> str:
    """`$id` of the JSON Schema of a CloudEvents type."""
    return f"urn:traces-access:schema:{type}"


@dataclass(frozen=True, slots=True)
class Envelope:
    """The context attributes of one event.

    `id` is a UUIDv7, `time` is UTC, `sequence` counts the subject's events from 1 without gaps,
    `correlation_id` is shared by everything one request set off, `causation_id` is the id of the
    event or command that caused this one, `actor` an account id or `system:<what>`.
    """

    id: str
    type: str
    source: str
    time: datetime
    subject: str
    sequence: int
    key: str
    correlation_id: str
    causation_id: str
    actor: str
    traceparent: str | None = None

    @property
    def dataschema(self) -> str:
        """URN of the JSON Schema that the data follows."""
        return schema_urn(self.type)

    def to_headers(self) -> Headers:
        """Kafka headers, in a fixed order so that a republished event is the same bytes."""
        pairs = [
            ("ce_specversion", SPEC_VERSION),
            ("ce_id", self.id),
            ("ce_source", self.source),
            ("ce_type", self.type),
            ("ce_time", format_time(self.time)),
            ("ce_subject", self.subject),
            ("ce_dataschema", self.dataschema),
            ("ce_partitionkey", self.key),
            ("ce_sequence", str(self.sequence)),
            ("ce_correlationid", self.correlation_id),
            ("ce_causationid", self.causation_id),
            ("ce_actor", self.actor),
            ("content-type", CONTENT_TYPE),
        ]
        if self.traceparent:
            pairs.append(("traceparent", self.traceparent))
        return [(name, value.encode()) for name, value in pairs]

    @classmethod
    def from_headers(cls, headers: Iterable[tuple[str, bytes | None]]) -> "Envelope":
        """Read an envelope; where a name repeats, the first one counts.

        Raises MalformedEnvelope when a required attribute is missing, empty or unreadable.
        """
        found = _texts(headers)
        try:
            if found["ce_specversion"] != SPEC_VERSION:
                raise MalformedEnvelope(f"CloudEvents {found['ce_specversion']} is not {SPEC_VERSION}")
            return cls(
                id=found["ce_id"],
                type=found["ce_type"],
                source=found["ce_source"],
                time=parse_time(found["ce_time"]),
                subject=found["ce_subject"],
                sequence=_sequence(found["ce_sequence"]),
                key=found["ce_partitionkey"],
                correlation_id=found["ce_correlationid"],
                causation_id=found["ce_causationid"],
                actor=found["ce_actor"],
                traceparent=found.get("traceparent"),
            )
        except KeyError as error:
            raise MalformedEnvelope(f"header {error.args[0]} is missing") from error
        except (ValueError, OverflowError) as error:
            raise MalformedEnvelope(str(error)) from error


def _texts(headers: Iterable[tuple[str, bytes | None]]) -> dict[str, str]:
    """Our headers that have a value, by name in lower case; Kafka allows headers without one, and any foreign ones."""
    found: dict[str, str] = {}
    for name, value in headers:
        if name not in READ:
            name = name.lower()
        if value and name in READ and name not in found:
            try:
                found[name] = value.decode()
            except UnicodeDecodeError as error:
                raise MalformedEnvelope(f"header {name} is not UTF-8") from error
    return found


def _sequence(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 18 and int(text) > 0):
        raise ValueError(f"not a sequence number: {text[:40]}")
    return int(text)


def format_time(moment: datetime) -> str:
    """RFC 3339 in UTC with milliseconds: what the store keeps, so that nothing is lost on the way."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_time(text: str) -> datetime:
    """The inverse of format_time; any RFC 3339 offset is accepted, a time without one is refused."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"time without a zone: {text}")
    return moment.astimezone(UTC)
