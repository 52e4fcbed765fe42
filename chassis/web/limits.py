"""What every request is held to: body size, time, security headers, metrics and a log line without the query."""

import asyncio
import time
from contextlib import AbstractContextManager, nullcontext
from http import HTTPStatus

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis.metrics import HTTP_REQUESTS, HTTP_SECONDS
from chassis.spans import Kind, Span, Unmeasured, span
from chassis.web.problems import BodyTooLarge, on_defect, problem
from chassis.web.tracing import correlation_id, sent_traceparent, traceparent

MAX_BODY_BYTES = 1024 * 1024
REQUEST_SECONDS = 20.0
SECURITY_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    b"cache-control": b"no-store",
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'",
    b"cross-origin-resource-policy": b"same-origin",
    b"strict-transport-security": b"max-age=31536000",
}
"""What an answer that is no page needs; pages set a policy of their own. Browsers heed HSTS over HTTPS only."""

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""Told apart in metrics; a caller may send any word as a method, and each would be a time series of its own."""

UNTOLD = ("/healthz", "/metrics")
"""Asked every few seconds by machines: neither logged nor traced."""

log = structlog.get_logger(__name__)


def lift_time_limit(request: Request) -> None:
    """For an answer that goes on for longer, such as a stream. Its route has to bound it."""
    deadline: asyncio.Timeout = request.state.deadline
    deadline.reschedule(None)


class Limits:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope.setdefault("state", {})
        request, begun = Request(scope), time.perf_counter()
        answer = _Answer(send)
        with _measured(request) as measured:
            if measured.traceparent is not None:
                request.state.traceparent = measured.traceparent
            try:
                await self._answer(request, answer, receive)
            finally:
                self._record(request, answer.status, time.perf_counter() - begun, measured)

    async def _answer(self, request: Request, answer: "_Answer", receive: Receive) -> None:
        scope = request.scope
        try:
            async with asyncio.timeout(REQUEST_SECONDS) as deadline:
                request.state.deadline = deadline
                await self._app(scope, _limited(request, receive), answer.send)
        except (TimeoutError, asyncio.CancelledError) as ended:
            if answer.status and not isinstance(ended, TimeoutError):
                raise
            await self._cut_off(request, answer)  # when cancelled: the server stops, and waits no longer for us
        except Exception as error:
            if answer.status:
                raise
            await (await on_defect(request, error))(scope, receive, answer.send)

    def _record(self, request: Request, status: int, seconds: float, measured: Span) -> None:
        """Count and log it, a defect of ours as well. `request.state.route` goes before the route's own path."""
        route: str = getattr(request.state, "route", "") or getattr(request.scope.get("route"), "path", "unmatched")
        method = request.method if request.method in METHODS else "other"
        HTTP_REQUESTS.labels(method, route, status).inc()
        if request.state.deadline.when() is not None:  # how long somebody listens says nothing of how fast we are
            HTTP_SECONDS.labels(method, route).observe(seconds)
        measured.tell(f"{method} {route}", {"http.route": route, "http.response.status_code": status})
        if not route.startswith(UNTOLD):
            log.info(
                "http",
                method=request.method,
                route=route,
                status=status,
                ms=round(seconds * 1000, 1),
                correlation_id=correlation_id(request),
                trace_id=traceparent(request).split("-")[1],
            )

    async def _cut_off(self, request: Request, answer: "_Answer") -> None:
        if answer.status:
            return
        response = problem(
            request,
            status=HTTPStatus.SERVICE_UNAVAILABLE,
            code="time-out",
            title="It took too long.",
            detail="It may have been done: look, or repeat with the same key.",
            headers={"Retry-After": "2"},
        )
        await response(request.scope, request.receive, answer.send)


def _measured(request: Request) -> AbstractContextManager[Span]:
    if request.url.path.startswith(UNTOLD):
        return nullcontext(Unmeasured(None))
    return span(request.method, Kind.SERVER, sent_traceparent(request))


class _Answer:
    """Notes the status and adds the headers that an answer does not set itself."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = list(message.get("headers", []))
            present = {name.lower() for name, _ in headers}
            headers += [(name, value) for name, value in SECURITY_HEADERS.items() if name not in present]
            message = {**message, "headers": headers}
        await self._send(message)


def _limited(request: Request, receive: Receive) -> Receive:
    announced = request.headers.get("content-length", "0")
    received = 0

    async def counted() -> Message:
        nonlocal received
        if announced.isdigit() and int(announced) > MAX_BODY_BYTES:
            raise BodyTooLarge
        message = await receive()
        received += len(message.get("body", b""))
        if received > MAX_BODY_BYTES:
            raise BodyTooLarge
        return message

    return counted
