"""How routes say in the OpenAPI document which refusals they answer."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI

from chassis.web.problems import MEDIA_TYPE

_TEXT = {"type": "string"}
_FIELD_ERROR = {
    "type": "object",
    "required": ["pointer", "code", "detail"],
    "properties": {
        "pointer": {"type": "string", "description": "JSON pointer into what was sent"},
        "code": _TEXT,
        "detail": _TEXT,
    },
}
PROBLEM_SCHEMA = {
    "title": "Problem",
    "description": "RFC 9457. `type` and `code` are stable; `errors` name fields; `trace_id` is for the helpdesk.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "instance", "code", "trace_id"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "instance": _TEXT,
        "code": _TEXT,
        "trace_id": _TEXT,
        "errors": {"type": "array", "items": _FIELD_ERROR},
    },
}


def refusals(*statuses: int, **whats: str) -> dict[int | str, dict[str, Any]]:
    """For `responses=` of a route: problem details under each of these statuses.

    One that is worth a word is named with it: `refusals(401, s403="another authority's case")`.
    """
    said = {status: HTTPStatus(status).phrase for status in statuses}
    said |= {int(name.removeprefix("s")): what for name, what in whats.items()}
    return {
        status: {"description": what, "content": {MEDIA_TYPE: {"schema": PROBLEM_SCHEMA}}}
        for status, what in said.items()
    }


class Documented(FastAPI):
    """An application whose document says what its problem handlers do, not what FastAPI would do without them."""

    def openapi(self) -> dict[str, Any]:
        """The document, with the refusals that any route makes in the shape that they really have."""
        if self.openapi_schema is None:
            document = super().openapi()
            for operation in _operations(document):
                operation["responses"] = _refused_as_said(operation)
            schemas = document.get("components", {}).get("schemas", {})
            for name in ("HTTPValidationError", "ValidationError"):
                schemas.pop(name, None)
        return super().openapi()


def _refused_as_said(operation: dict[str, Any]) -> dict[str, Any]:
    """Its responses: what breaks the shape of a body or parameter is 422, what is no JSON 400, what is too long 413."""
    responses: dict[str, Any] = operation["responses"]
    common: list[int] = [400, 413, 422] if "requestBody" in operation else [422] if operation.get("parameters") else []
    return {
        **{str(status): response for status, response in refusals(*common).items()},
        **{status: response for status, response in responses.items() if not _of_fastapi(response)},
    }


def _of_fastapi(response: dict[str, Any]) -> bool:
    """Whether this is the answer to wrong input that FastAPI makes on its own."""
    schema = response.get("content", {}).get("application/json", {}).get("schema", {})
    return bool(schema.get("$ref") == "#/components/schemas/HTTPValidationError")


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in document.get("paths", {}).values():
        yield from (value for value in item.values() if isinstance(value, dict) and "responses" in value)
