"""The schemas are valid, open, and say what the events say."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from contracts.envelope import schema_urn
from contracts.event import Event
from contracts.generate.personal import walk
from contracts.generate.published import published
from contracts.generate.schemas import DIALECT, schema_of

EVENTS = [pytest.param(event, id=event.type) for event in published()]


def objects(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return [part for _, part in walk(schema, schema) if part.get("type") == "object"]


@pytest.mark.parametrize("event", EVENTS)
def test_schema_is_valid_and_named_by_the_dataschema_header(event: type[Event]) -> None:
    schema = schema_of(event)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == DIALECT
    assert schema["$id"] == schema_urn(event.type)
    assert schema["title"] == event.__name__


@pytest.mark.parametrize("event", EVENTS)
def test_every_object_is_open_and_described(event: type[Event]) -> None:
    for part in objects(schema_of(event)):
        assert part["additionalProperties"] is True
        assert part["description"], part["title"]


@pytest.mark.parametrize("event", EVENTS)
def test_times_are_marked_as_times(event: type[Event]) -> None:
    schema = schema_of(event)
    times = [(path, part) for path, part in walk(schema, schema) if path.endswith(("_at", "_until"))]
    for path, part in times:
        formats = {choice.get("format") for choice in (part, *part.get("anyOf", ()))}
        assert "date-time" in formats, path
