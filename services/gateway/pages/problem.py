"""What the API refused, as pages handle it: one class whether a service or the gateway itself said no."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from chassis.errors import DomainError, FieldError
from services.gateway.upstream import Incoming


@dataclass(eq=False)
class Problem(Exception):
    """A refusal (RFC 9457). `members` are what else the document says, `retry_after` is in seconds."""

    status: int
    code: str
    errors: tuple[FieldError, ...] = ()
    retry_after: int | None = None
    members: Mapping[str, Any] = field(default_factory=dict)
    trace_id: str = ""

    @classmethod
    def refused(cls, answered: Incoming) -> "Problem":
        """From a service's answer; one that is no problem document counts as a defect of that service."""
        try:
            document = json.loads(answered.body)
            code = str(document["code"])
        except (ValueError, KeyError, TypeError):
            document, code = {}, "defect"
        return cls(
            status=answered.status,
            code=code,
            errors=tuple(FieldError(e["pointer"], e["code"], e["detail"]) for e in document.get("errors") or ()),
            retry_after=_seconds(answered),
            members=document,
            trace_id=str(document.get("trace_id", "")),
        )

    @classmethod
    def of(cls, error: DomainError) -> "Problem":
        """From what the gateway itself refuses."""
        return cls(error.status, error.code, error.errors, getattr(error, "retry_after", None), error.members)


def _seconds(answered: Incoming) -> int | None:
    for name, value in answered.headers:
        if name == b"retry-after" and value.isdigit():
            return int(value)
    return None
