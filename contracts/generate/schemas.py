"""JSON Schemas (2020-12) of the events' data, from the models."""

import inspect
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode
from pydantic_core.core_schema import CoreSchema

from contracts.envelope import schema_urn
from contracts.event import Event
from contracts.generate.layout import SCHEMAS, render, short_name
from contracts.generate.published import published

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class SchemaWriter(GenerateJsonSchema):
    """Objects are open, as consumers must be; fields have no titles, because those would only repeat their names."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Never: see the class."""
        return False

    def generate(self, schema: CoreSchema, mode: JsonSchemaMode = "validation") -> dict[str, Any]:
        """The schema of a model, each of its objects marked as open."""
        document = super().generate(schema, mode)
        for part in (document, *document.get("$defs", {}).values()):
            if part.get("type") == "object":
                part["additionalProperties"] = True
        return document


def schema_of(event: type[Event]) -> dict[str, Any]:
    """What the data of this event looks like. Fields that were added later are optional: old events lack them."""
    schema = event.model_json_schema(schema_generator=SchemaWriter, mode="validation")
    return {
        "$schema": DIALECT,
        "$id": schema_urn(event.type),
        "title": schema.pop("title"),
        "description": inspect.cleandoc(event.__doc__ or ""),
        "type": schema.pop("type"),
        **{name: part for name, part in schema.items() if name not in ("description", "$defs")},
        **({"$defs": schema["$defs"]} if "$defs" in schema else {}),
    }


def schema_path(event: type[Event]) -> Path:
    """The file of an event's schema."""
    return SCHEMAS / f"{short_name(event)}.json"


def schema_files() -> dict[Path, str]:
    """Every schema file there has to be, with its text."""
    return {schema_path(event): render(schema_of(event)) for event in published()}
