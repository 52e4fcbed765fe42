"""What the gateway adds to every operation: how to authenticate, and the refusals of its own."""

from typing import Any

from chassis.web.documented import PROBLEM_SCHEMA
from chassis.web.problems import MEDIA_TYPE

BEARER = "bearer"

SECURITY_SCHEMES: dict[str, Any] = {
    BEARER: {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "`access_token` of POST /api/v1/sessions; it lives five minutes.",
    }
}

PROBLEM_REF = {"$ref": "#/components/schemas/Problem"}

_LOOK = (
    "`outcome-unknown`, `time-out`, `timeout`: it may have been done; look, or repeat with the same `Idempotency-Key`."
)
_RETRY_AFTER = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}


def _problem(description: str, *, retry: bool = False) -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": PROBLEM_REF}}
    return {"description": description, "content": content, **({"headers": _RETRY_AFTER} if retry else {})}


RESPONSES: dict[str, Any] = {
    "Unauthenticated": _problem("No token, an expired one, or one of a session that has ended."),
    "NotJson": _problem("A body that is not JSON."),
    "TooManyRequests": _problem("A limit is reached.", retry=True),
    "Unavailable": _problem(
        f"A part of the system does not answer. `unavailable`: nothing was done. {_LOOK}", retry=True
    ),
    "Timeout": _problem(f"A part of the system did not answer in time. {_LOOK}", retry=True),
}

FOR_ALL = {"429": "TooManyRequests", "503": "Unavailable", "504": "Timeout"}
FOR_AUTHENTICATED = {"401": "Unauthenticated"}
FOR_BODIES = {"415": "NotJson"}


def responses(*, open: bool, body: bool) -> dict[str, Any]:
    """References to the refusals that an operation may meet at the gateway."""
    wanted = {**({} if open else FOR_AUTHENTICATED), **(FOR_BODIES if body else {}), **FOR_ALL}
    return {status: {"$ref": f"#/components/responses/{name}"} for status, name in wanted.items()}


def by_reference(value: Any) -> Any:
    """The same piece of a document, with the problem schema referred to rather than repeated."""
    if value == PROBLEM_SCHEMA:
        return PROBLEM_REF
    if isinstance(value, dict):
        return {key: by_reference(each) for key, each in value.items()}
    if isinstance(value, list):
        return [by_reference(each) for each in value]
    return value
