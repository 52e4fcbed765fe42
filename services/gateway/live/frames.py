"""The wire format (WHATWG HTML, section 9.2): what stands in a stream."""

import json

from fastapi.sse import format_sse_event

from services.gateway.live.journal import Entry


def opening(retry_ms: int) -> bytes:
    """Says that the stream is open, and how long to wait before opening it again."""
    return format_sse_event(comment="open", retry=retry_ms)


def hint(entry: Entry) -> bytes:
    """Something happened to a request: look at it."""
    data = {"type": entry.type, "request_id": entry.address.request_id}
    return format_sse_event(id=entry.event_id, data_str=json.dumps(data))


def reset(newest_id: str | None) -> bytes:
    """Hints were missed: look at everything that is shown."""
    return format_sse_event(event="reset", id=newest_id, data_str="{}")


def heartbeat(newest_id: str | None) -> bytes:
    """The stream is alive and complete up to this event, so that it can be resumed from there."""
    return format_sse_event(comment="alive", id=newest_id)


def closing(reason: str) -> bytes:
    """Why the stream ends; for people who debug."""
    return format_sse_event(comment=f"closed: {reason}")
