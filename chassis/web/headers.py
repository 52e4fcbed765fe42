"""Headers that a route looks at beside its body, for the OpenAPI document."""

from typing import Any

Parameter = dict[str, Any]


def takes(*headers: Parameter) -> dict[str, Any]:
    """For `openapi_extra=` of a route: it looks at these."""
    return {"parameters": list(headers)}


def _header(name: str, description: str, **shape: Any) -> Parameter:
    schema = {"type": "string", **shape}
    return {"name": name, "in": "header", "required": False, "schema": schema, "description": description}


IF_MATCH = _header("If-Match", "The `ETag` of the version that the change was made on; 412 when it is another.")
IF_NONE_MATCH = _header("If-None-Match", "The `ETag` of what the caller has; 304 when it is the present one.")
IDEMPOTENCY_KEY = _header(
    "Idempotency-Key",
    "Anything printable, drawn anew for each thing that is wanted. The same request under the same key takes effect "
    "once within 24 hours, and is answered alike (`Idempotency-Replayed: true`); another request under it gets 422.",
    minLength=1,
    maxLength=255,
)
