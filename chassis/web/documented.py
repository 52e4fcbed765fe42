"""How routes say in the OpenAPI document which refusals they answer."""

from http import HTTPStatus
from typing import Any

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


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For `responses=` of a route: problem details under each of these statuses."""
    return {
        status: {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: {"schema": PROBLEM_SCHEMA}}}
        for status in statuses
    }
