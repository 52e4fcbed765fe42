"""The session cookie: HttpOnly, SameSite, with HTTPS Secure and for this host alone."""

from datetime import datetime
from urllib.parse import urlsplit

from fastapi.responses import Response
from pydantic import ValidationError
from starlette.requests import Request

from services.gateway.sessions.seal import Seal
from services.gateway.sessions.session import Session

NAME = "session"


def read(request: Request, seal: Seal, public_url: str, now: datetime) -> Session | None:
    """The session of this browser, whether its access token is fresh or not; None when there is none that lives."""
    sealed = request.cookies.get(cookie_name(NAME, request, public_url), "")
    opened = seal.open(sealed) if sealed else None
    if opened is None:
        return None
    try:
        session = Session.model_validate_json(opened)
    except ValidationError:
        return None
    return session if now < session.ends_at else None


def has_cookie(request: Request, public_url: str) -> bool:
    """Whether the browser keeps a session of ours, be it over or not."""
    return cookie_name(NAME, request, public_url) in request.cookies


def write(response: Response, session: Session, seal: Seal, request: Request, public_url: str) -> None:
    """Let the browser keep it until it is closed. Lax: who comes from a mail is still logged in."""
    response.set_cookie(
        cookie_name(NAME, request, public_url),
        seal.close(session.model_dump_json()),
        secure=is_secure(request, public_url),
        httponly=True,
        samesite="lax",
        path="/",
    )


def clear(response: Response, request: Request, public_url: str) -> None:
    """Let the browser forget it."""
    response.delete_cookie(
        cookie_name(NAME, request, public_url),
        secure=is_secure(request, public_url),
        httponly=True,
        samesite="lax",
        path="/",
    )


def is_secure(request: Request, public_url: str) -> bool:
    """Whether people come here by HTTPS."""
    return (urlsplit(public_url).scheme or request.url.scheme) == "https"


def cookie_name(name: str, request: Request, public_url: str) -> str:
    """With HTTPS a name that no other host of the domain can set."""
    return f"__Host-{name}" if is_secure(request, public_url) else name
