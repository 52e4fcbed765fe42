"""Which headers pass: to a service only those it has a use for, back to the caller all that are not of one hop."""

from collections.abc import Iterable

from starlette.requests import Request

from chassis.web.tracing import correlation_id, traceparent

RawHeaders = list[tuple[bytes, bytes]]

TO_SERVICES = (
    b"authorization",
    b"idempotency-key",
    b"if-match",
    b"if-none-match",
    b"accept",
    b"accept-language",
    b"content-type",
    b"tracestate",
)
"""Passed as they are. `traceparent`, `x-correlation-id` and `x-forwarded-for` are written by the gateway."""

HOP_BY_HOP = frozenset(
    {
        b"connection",
        b"keep-alive",
        b"proxy-authenticate",
        b"proxy-authorization",
        b"proxy-connection",
        b"te",
        b"trailer",
        b"transfer-encoding",
        b"upgrade",
    }
)
"""RFC 9110 section 7.6.1."""

OURS = frozenset({b"content-length", b"date", b"server"})
"""Written anew by whoever sends."""


def to_service(request: Request, client: str) -> RawHeaders:
    """Headers of the forwarded request; `client` is the address of the caller as the gateway judged it."""
    dropped = _named_by_connection(request.headers.raw)
    passed = [(name, value) for name, value in request.headers.raw if name in TO_SERVICES and name not in dropped]
    return [*passed, *made_headers(request, client)]


def made_headers(request: Request, client: str) -> RawHeaders:
    """What the gateway itself tells a service of the request."""
    return [
        (b"traceparent", traceparent(request).encode()),
        (b"x-correlation-id", correlation_id(request).encode()),
        (b"x-forwarded-for", client.encode()),
    ]


def to_caller(headers: Iterable[tuple[bytes, bytes]]) -> RawHeaders:
    """Headers of the answer, without those that were meant for the gateway alone."""
    lowered = [(name.lower(), value) for name, value in headers]
    dropped = HOP_BY_HOP | OURS | _named_by_connection(lowered)
    return [(name, value) for name, value in lowered if name not in dropped]


def _named_by_connection(headers: Iterable[tuple[bytes, bytes]]) -> frozenset[bytes]:
    """Header names that the sender declared to be of this connection only."""
    return frozenset(
        token.strip().lower() for name, value in headers if name.lower() == b"connection" for token in value.split(b",")
    )
