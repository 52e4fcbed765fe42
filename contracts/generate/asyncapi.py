"""The AsyncAPI 3.0 document: every topic as a channel, every event as a message, every service's part in it."""

import sys
from typing import Any

import yaml

from contracts.event import Event
from contracts.generate.headers import DEAD_LETTER_HEADERS, SHARED, header_schema
from contracts.generate.layout import short_name
from contracts.generate.personal import personal_fields
from contracts.generate.published import published
from contracts.topics import DAY_MS, SERVICES, TOPICS, Topic, dead_letter_topic, retry_topic

Part = dict[str, Any]

BINDING = "0.5.0"
"""Version of the Kafka bindings."""

INFO = """\
How a person gets access to TRACES for organic import certificates, told by the services that do it.

Every record is a CloudEvents 1.0 event in binary content mode: context attributes in headers, JSON in the value.
Order is promised per `ce_subject`; delivery is at least once. Consumers ignore fields and types they do not know.
Read docs/integrators.md before the first line of a consumer.
"""


def document() -> Part:
    """The whole document."""
    events = published()
    return {
        "asyncapi": "3.0.0",
        "id": "urn:traces-access:events",
        "info": {
            "title": "traces-access events",
            "version": "1.0.0",
            "description": INFO,
            "license": {"name": "EUPL-1.2", "url": "https://joinup.ec.europa.eu/collection/eupl"},
            "tags": [{"name": service} for service in (*SERVICES, "gateway")],
        },
        "servers": {
            "kafka": {
                "host": "{bootstrap}",
                "protocol": "kafka",
                "description": "The cluster of the installation.",
                "variables": {"bootstrap": {"description": "host:port of a broker", "default": "127.0.0.1:9092"}},
            }
        },
        "defaultContentType": "application/json",
        "channels": {topic.name: channel(topic, events) for topic in TOPICS},
        "operations": dict(operation for topic in TOPICS for operation in operations(topic)),
        "components": {
            "messages": {**{short_name(event): message(event) for event in events}, "DeadLetter": DEAD_LETTER},
            "messageTraits": {"cloudEvent": CLOUD_EVENT},
            "correlationIds": {"correlation": CORRELATION},
            "schemas": SHARED,
        },
    }


CORRELATION: Part = {
    "description": "Shared by everything that one request set off.",
    "location": "$message.header#/ce_correlationid",
}

CLOUD_EVENT: Part = {
    "contentType": "application/json",
    "correlationId": {"$ref": "#/components/correlationIds/correlation"},
}

DEAD_LETTER: Part = {
    "name": "DeadLetter",
    "title": "A record that could not be handled",
    "summary": "Key and value of the original record, byte for byte.",
    "headers": DEAD_LETTER_HEADERS,
}


def channel(topic: Topic, events: list[type[Event]]) -> Part:
    """A topic with its messages and its settings."""
    names = [short_name(event) for event in events if event.topic == topic] or ["DeadLetter"]
    return {
        "address": topic.name,
        "title": topic.name,
        "description": f"{about(topic, events)} Key: {topic.key}. Kept {topic.retention_ms // DAY_MS} days.",
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in names},
        "tags": [{"name": topic.producer}],
        "bindings": {
            "kafka": {
                "topic": topic.name,
                "partitions": topic.partitions,
                "topicConfiguration": _configuration(topic),
                "bindingVersion": BINDING,
            }
        },
    }


def _configuration(topic: Topic) -> Part:
    settings: Part = {"cleanup.policy": [topic.cleanup_policy], "retention.ms": topic.retention_ms}
    return settings if topic.max_message_bytes is None else {**settings, "max.message.bytes": topic.max_message_bytes}


def about(topic: Topic, events: list[type[Event]]) -> str:
    """What a topic is for, as the code says it: the module of its events, or the function that names it."""
    for event in events:
        if event.topic == topic:
            return (sys.modules[event.__module__].__doc__ or "").strip()
    named = retry_topic if topic == retry_topic(topic.producer) else dead_letter_topic
    return (named.__doc__ or "").replace("`service`", topic.producer)


def message(event: type[Event]) -> Part:
    """An event: its headers, whole, and where the schema of its data is."""
    text = (event.__doc__ or "").strip()
    personal = sorted(personal_fields(event))
    return {
        "name": event.type,
        "title": event.__name__,
        "summary": " ".join(text.split("\n\n", 1)[0].split()),
        "traits": [{"$ref": "#/components/messageTraits/cloudEvent"}],
        "headers": header_schema(event),
        "payload": {"$ref": f"./schemas/{short_name(event)}.json"},
        "tags": [{"name": event.topic.producer}],
        "bindings": {
            "kafka": {
                "key": {"type": "string", "description": f"`{event.key_field}` of the data."},
                "bindingVersion": BINDING,
            }
        },
        **({"x-personal-data": personal} if personal else {}),
    }


def operations(topic: Topic) -> list[tuple[str, Part]]:
    """Who sends to a topic and who receives from it; every message of the channel is meant."""
    parts = [("send", topic.producer), *(("receive", service) for service in topic.consumers)]
    return [
        (
            f"{service}.{action}.{topic.name}",
            {
                "action": action,
                "channel": {"$ref": f"#/channels/{topic.name}"},
                "summary": f"{service} {action}s what stands on {topic.name}.",
                "tags": [{"name": service}],
            },
        )
        for action, service in parts
    ]


class Writer(yaml.SafeDumper):
    """Long texts as blocks, no anchors: what is the same in two places is written twice."""

    def ignore_aliases(self, data: Any) -> bool:
        """Always."""
        return True


def _text(writer: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


Writer.add_representer(str, _text)


def render_yaml(part: Part) -> str:
    """YAML as it is committed."""
    return "# Written by `make contracts`; change the models instead.\n" + yaml.dump(
        part, Dumper=Writer, sort_keys=False, allow_unicode=True, width=120
    )
