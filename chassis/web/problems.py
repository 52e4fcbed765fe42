"""Problem details (RFC 9457): one shape for every refusal."""

from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from chassis.errors import DomainError, Unavailable
from chassis.mongo import PyMongoError, is_infrastructure
from chassis.web.tracing import trace_id

MEDIA_TYPE = "application/problem+json"

log = structlog.get_logger(__name__)


class BodyTooLarge(HTTPException):
    """More arrived than is accepted. An HTTPException, because FastAPI makes a 400 of all others while it reads."""

    def __init__(self) -> None:
        super().__init__(413, "At most 1 MiB is accepted.")


def problem(
    request: Request,
    *,
    status: int,
    code: str,
    title: str,
    detail: str,
    headers: dict[str, str] | None = None,
    **members: Any,
) -> JSONResponse:
    """A problem document. `type` is stable and made of the machine code; `members` that are None are left out."""
    document = {
        "type": f"urn:traces-access:problem:{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": request.url.path,
        "code": code,
        "trace_id": trace_id(request),
        **{name: value for name, value in members.items() if value is not None},
    }
    return JSONResponse(document, status_code=status, media_type=MEDIA_TYPE, headers=headers)


async def on_domain_error(request: Request, error: Exception) -> JSONResponse:
    """A refusal of the domain, as its class says."""
    assert isinstance(error, DomainError)
    retry_after = getattr(error, "retry_after", None)
    headers = {"Retry-After": str(retry_after)} if retry_after is not None else {}
    if error.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return problem(
        request,
        status=error.status,
        code=error.code,
        title=error.title,
        detail=error.detail,
        headers=headers,
        errors=[{"pointer": e.pointer, "code": e.code, "detail": e.detail} for e in error.errors] or None,
        **error.members,
    )


async def on_validation_error(request: Request, error: Exception) -> JSONResponse:
    """A body, path or query that cannot be read (400) or breaks the shape that the document promises (422)."""
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    unreadable = any(item["type"] == "json_invalid" for item in found)
    return problem(
        request,
        status=400 if unreadable else 422,
        code="unreadable" if unreadable else "invalid",
        title="The request cannot be read." if unreadable else "What was sent breaks a rule.",
        detail="; ".join(str(item["msg"]) for item in found[:3]),
        errors=[
            {"pointer": _pointer(item["loc"]), "code": str(item["type"]), "detail": str(item["msg"])} for item in found
        ],
    )


def _pointer(location: tuple[int | str, ...]) -> str:
    parts = location[1:] if location and location[0] == "body" else location
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


async def on_unwritable_text(request: Request, error: Exception) -> JSONResponse:
    """Half of a surrogate pair: JSON can name it (RFC 8259 section 8.2), but no encoding can write it."""
    return problem(
        request,
        status=422,
        code="invalid",
        title="What was sent breaks a rule.",
        detail="A text holds half of a surrogate pair, which is no character.",
    )


async def on_http_error(request: Request, error: Exception) -> JSONResponse:
    """What the framework itself refuses: no such path, method not allowed."""
    assert isinstance(error, HTTPException)
    phrase = HTTPStatus(error.status_code).phrase
    return problem(
        request,
        status=error.status_code,
        code=phrase.lower().replace(" ", "-"),
        title=phrase,
        detail=str(error.detail),
        headers=dict(error.headers or {}),
    )


async def on_body_too_large(request: Request, error: Exception) -> JSONResponse:
    """413, whatever the phrase of this Python is."""
    assert isinstance(error, BodyTooLarge)
    title = "The request body is too large."
    return problem(request, status=error.status_code, code="body-too-large", title=title, detail=str(error.detail))


async def on_defect(request: Request, error: Exception) -> JSONResponse:
    """A defect of ours: logged with its trace, answered without details."""
    log.error("defect", path=request.url.path, exc_info=error)
    return problem(
        request,
        status=500,
        code="defect",
        title="Something is wrong on our side.",
        detail="The error has been recorded under the trace id.",
    )


async def on_store_error(request: Request, error: Exception) -> JSONResponse:
    """A query met a store that is away or busy: 503, and trying again is safe. Anything else is a defect."""
    if is_infrastructure(error):
        return await on_domain_error(request, Unavailable("The store does not answer; nothing was done."))
    return await on_defect(request, error)


def install(app: FastAPI) -> None:
    """Answer every refusal of `app` as problem details; Limits answers its defects by `on_defect`."""
    app.add_exception_handler(DomainError, on_domain_error)
    app.add_exception_handler(RequestValidationError, on_validation_error)
    app.add_exception_handler(UnicodeEncodeError, on_unwritable_text)
    app.add_exception_handler(BodyTooLarge, on_body_too_large)
    app.add_exception_handler(HTTPException, on_http_error)
    app.add_exception_handler(PyMongoError, on_store_error)
