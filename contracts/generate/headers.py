"""Header schemas of the messages: one whole schema a message, because type, source and schema differ for each."""

from typing import Any

from contracts.envelope import CONTENT_TYPE, SPEC_VERSION, schema_urn
from contracts.event import Event

Schema = dict[str, Any]

TEXT = {"type": "string", "minLength": 1}

SHARED: dict[str, Schema] = {
    "ce_id": {
        "type": "string",
        "format": "uuid",
        "description": "UUIDv7 of the event. The same event may arrive again: this is what to deduplicate by.",
    },
    "ce_time": {"type": "string", "format": "date-time", "description": "When it happened, UTC."},
    "ce_partitionkey": {**TEXT, "description": "The record key, as text."},
    "ce_sequence": {
        "type": "string",
        "pattern": "^[1-9][0-9]*$",
        "description": "Number of the event in the history of its subject: 1, 2, 3, … without gaps.",
    },
    "ce_correlationid": {**TEXT, "description": "Shared by everything that one request set off."},
    "ce_causationid": {**TEXT, "description": "Id of the event or command that caused this one."},
    "ce_actor": {**TEXT, "description": "Who did it: an account id, or `system:<what>`."},
    "traceparent": {
        "type": "string",
        "pattern": "^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$",
        "description": "W3C trace context, where the producer was traced.",
    },
}
"""Headers that mean the same in every message."""

OPTIONAL = {"traceparent"}


def header_schema(event: type[Event]) -> Schema:
    """Everything that stands in the headers of this event's records."""
    properties: dict[str, Schema] = {
        "ce_specversion": {"const": SPEC_VERSION},
        "ce_source": {"const": f"/services/{event.topic.producer}"},
        "ce_type": {"const": event.type},
        "ce_subject": {**TEXT, "description": f"The aggregate: `{event.subject_field}` of the data."},
        "ce_dataschema": {"const": schema_urn(event.type)},
        "content-type": {"const": CONTENT_TYPE},
    }
    shared = {name: {"$ref": f"#/components/schemas/{name}"} for name in SHARED}
    return {
        "type": "object",
        "properties": {**properties, **shared},
        "required": [name for name in (*properties, *shared) if name not in OPTIONAL],
    }


DEAD_LETTER_HEADERS: Schema = {
    "type": "object",
    "description": "The headers of the original record, untouched (one that is named dlq-x itself stands as"
    " dlq-original-header-dlq-x), and beside them:",
    "properties": {
        "dlq-reason": {"type": "string"},
        "dlq-exception": {"type": "string"},
        "dlq-attempts": {"type": "string", "pattern": "^[0-9]+$"},
        "dlq-original-topic": {"type": "string"},
        "dlq-original-partition": {"type": "string", "pattern": "^[0-9]+$"},
        "dlq-original-offset": {"type": "string", "pattern": "^[0-9]+$"},
        "dlq-original-timestamp": {"type": "string"},
        "dlq-consumer": {"type": "string"},
        "dlq-value-left-out": {
            "type": "string",
            "pattern": "^[0-9]+$",
            "description": "Only where the record was too large to be set aside whole: bytes of its value. The letter"
            " has an empty one, and neither key nor headers of the original where these are large themselves.",
        },
    },
}
"""What a dead letter carries besides (design section 5)."""
