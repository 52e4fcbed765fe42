"""Which request set off what: W3C trace context and our correlation id, taken from the caller or made anew."""

import os
import re

from starlette.requests import Request

from chassis.ids import new_id

TRACEPARENT = re.compile(r"^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$")
CORRELATION_HEADER = "x-correlation-id"
_CORRELATION = re.compile(r"^[A-Za-z0-9-]{8,64}$")


def traceparent(request: Request) -> str:
    """The W3C `traceparent` of this request; a new one when the caller sent none that is well-formed."""
    known: str | None = getattr(request.state, "traceparent", None)
    if known is None:
        known = sent_traceparent(request) or f"00-{os.urandom(16).hex()}-{os.urandom(8).hex()}-01"
        request.state.traceparent = known
    return known


def sent_traceparent(request: Request) -> str | None:
    """What the caller sent, if it is well-formed."""
    sent = request.headers.get("traceparent", "")
    return sent if TRACEPARENT.match(sent) else None


def trace_id(request: Request) -> str:
    """The trace id part: what a user reads to the helpdesk."""
    return traceparent(request).split("-")[1]


def correlation_id(request: Request) -> str:
    """Shared by every event that this request sets off."""
    known: str | None = getattr(request.state, "correlation_id", None)
    if known is None:
        sent = request.headers.get(CORRELATION_HEADER, "")
        known = sent if _CORRELATION.match(sent) else new_id()
        request.state.correlation_id = known
    return known
