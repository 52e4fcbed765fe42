"""Which fields of an event are personal data."""

from collections.abc import Iterator
from typing import Any

from contracts.event import Event
from contracts.generate.schemas import schema_of

MARK = "x-personal-data"


def personal_fields(event: type[Event]) -> set[str]:
    """Paths of the fields marked as personal data: `account.email`; items of a list are `[]`."""
    schema = schema_of(event)
    return {path for path, part in walk(schema, schema) if part.get(MARK)}


def walk(schema: dict[str, Any], part: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every part of a schema with the path of the values it describes. Schemas that hold themselves are refused."""
    if path.count(".") > 20:
        raise RecursionError(f"an event's data may not nest without end: {path}")
    yield path, part
    if "$ref" in part:
        yield from walk(schema, schema["$defs"][part["$ref"].rpartition("/")[2]], path)
    for choice in (*part.get("anyOf", ()), *part.get("oneOf", ()), *part.get("allOf", ())):
        yield from walk(schema, choice, path)
    for name, field in part.get("properties", {}).items():
        yield from walk(schema, field, f"{path}.{name}" if path else name)
    for items in (part.get("items"), part.get("additionalProperties"), *part.get("prefixItems", ())):
        if isinstance(items, dict):
            yield from walk(schema, items, f"{path}[]")
