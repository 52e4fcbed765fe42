"""The body of a request to be forwarded. Its size is limited by the chassis."""

from starlette.requests import ClientDisconnect, Request

from services.gateway.errors import CallerLeft, UnsupportedMediaType


async def read_body(request: Request) -> bytes:
    """The whole body. Raises UnsupportedMediaType, before reading it, when it is not JSON, and CallerLeft."""
    if has_body(request):
        require_json(request.headers.get("content-type", ""))
    try:
        return await request.body()
    except ClientDisconnect as error:
        raise CallerLeft from error


def has_body(request: Request) -> bool:
    """Whether one is announced (RFC 9112 section 6)."""
    return "transfer-encoding" in request.headers or request.headers.get("content-length", "0") != "0"


def require_json(content_type: str) -> None:
    """Raises UnsupportedMediaType unless this is `application/json` or a `+json` type, in UTF-8."""
    kind, *parameters = [part.strip().lower() for part in content_type.split(";")]
    main, _, sub = kind.partition("/")
    charsets = [part.removeprefix("charset=").strip('"') for part in parameters if part.startswith("charset=")]
    if main != "application" or not (sub == "json" or sub.endswith("+json")) or charsets not in ([], ["utf-8"]):
        raise UnsupportedMediaType(f"Send application/json, not {kind or 'a body without a type'}.")
