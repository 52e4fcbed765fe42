"""The AsyncAPI document is valid by the official schema, complete, and true of the records on the topics."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator, Draft202012Validator

from contracts.generate.layout import ASYNCAPI, short_name
from contracts.topics import TOPICS
from tests.contract.golden import BY_NAME, GOLDEN, Golden

OFFICIAL = Draft7Validator(json.loads((Path(__file__).parent / "asyncapi" / "schema-3.0.0.json").read_text("utf-8")))
DOCUMENT: dict[str, Any] = yaml.safe_load(ASYNCAPI.read_text("utf-8"))
MESSAGES: dict[str, Any] = DOCUMENT["components"]["messages"]
SAMPLES = [pytest.param(golden, id=str(golden)) for golden in GOLDEN]


def resolve(pointer: str) -> Any:
    found: Any = DOCUMENT
    for part in pointer.removeprefix("#/").split("/"):
        found = found[part]
    return found


def references(part: Any) -> list[str]:
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return own + [found for value in part.values() for found in references(value)]
    return [found for item in part for found in references(item)] if isinstance(part, list) else []


def headers_schema(name: str) -> dict[str, Any]:
    return {**MESSAGES[name]["headers"], "components": DOCUMENT["components"]}


def test_document_is_valid() -> None:
    assert [f"{error.json_path}: {error.message}" for error in OFFICIAL.iter_errors(DOCUMENT)] == []


@pytest.mark.parametrize("path", [("info", "version"), ("channels", "identity.accounts.v1", "bindings", "kafka")])
def test_the_official_schema_would_see_a_mistake(path: tuple[str, ...]) -> None:
    broken = copy.deepcopy(DOCUMENT)
    part = broken
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = {"partitions": "many", "bindingVersion": "0.5.0"}
    assert list(OFFICIAL.iter_errors(broken))


def test_every_reference_leads_somewhere() -> None:
    for reference in set(references(DOCUMENT)):
        if reference.startswith("#/"):
            assert resolve(reference) is not None
        else:
            assert (ASYNCAPI.parent / reference).is_file(), reference


def test_every_topic_is_a_channel_with_its_settings() -> None:
    assert set(DOCUMENT["channels"]) == {topic.name for topic in TOPICS}
    for topic in TOPICS:
        channel = DOCUMENT["channels"][topic.name]
        kafka = channel["bindings"]["kafka"]
        assert channel["address"] == kafka["topic"] == topic.name
        assert kafka["partitions"] == topic.partitions
        assert kafka["topicConfiguration"]["retention.ms"] == topic.retention_ms
        assert kafka["topicConfiguration"].get("max.message.bytes") == topic.max_message_bytes


def test_every_event_is_a_message_of_its_channel() -> None:
    for name, event in BY_NAME.items():
        assert name in DOCUMENT["channels"][event.topic.name]["messages"]
        assert MESSAGES[name]["payload"] == {"$ref": f"./schemas/{short_name(event)}.json"}


def test_every_service_sends_and_receives_what_the_table_says() -> None:
    said = {
        (part["tags"][0]["name"], part["action"], resolve(part["channel"]["$ref"])["address"])
        for part in DOCUMENT["operations"].values()
    }
    sends = {(topic.producer, "send", topic.name) for topic in TOPICS}
    receives = {(service, "receive", topic.name) for topic in TOPICS for service in topic.consumers}
    assert said == sends | receives


@pytest.mark.parametrize("golden", SAMPLES)
def test_headers_of_samples_are_as_their_message_says(golden: Golden) -> None:
    schema = headers_schema(golden.folder)
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(golden.header_texts)
    assert set(golden.header_texts) <= set(schema["properties"])


@pytest.mark.parametrize("golden", SAMPLES)
def test_headers_tell_messages_apart(golden: Golden) -> None:
    fitting = [name for name in BY_NAME if Draft202012Validator(headers_schema(name)).is_valid(golden.header_texts)]
    assert fitting == [golden.folder]


@pytest.mark.parametrize("name", BY_NAME)
def test_every_message_is_a_cloud_event_with_a_correlation_id(name: str) -> None:
    (trait,) = MESSAGES[name]["traits"]
    resolved = resolve(trait["$ref"])
    location = resolve(resolved["correlationId"]["$ref"])["location"]
    assert resolved["contentType"] == MESSAGES[name]["headers"]["properties"]["content-type"]["const"]
    assert location.removeprefix("$message.header#/") in MESSAGES[name]["headers"]["properties"]
