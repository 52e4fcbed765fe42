"""Forms are only taken from our own pages: same origin, and a token that is in the form and in a cookie alike."""

import hmac
import re
import secrets
from urllib.parse import urlsplit

from fastapi.responses import Response
from starlette.requests import Request

from services.gateway.sessions.cookie import cookie_name, is_secure

FIELD = "csrf"
NAME = "form"
_TOKEN = re.compile(r"^[A-Za-z0-9_-]{43}$")


def form_token(request: Request, public_url: str) -> str:
    """The token of this browser: the one it has, else a new one (256 random bits)."""
    known = request.cookies.get(cookie_name(NAME, request, public_url), "")
    return known if _TOKEN.match(known) else secrets.token_urlsafe(32)


def give_token(response: Response, token: str, request: Request, public_url: str) -> None:
    """Let the browser keep the token; no script and no other site can read it or send a form with it.

    Lax, not Strict: a page that is opened from a mail must not get another token, which would spoil the forms in
    every other tab.
    """
    response.set_cookie(
        cookie_name(NAME, request, public_url),
        token,
        secure=is_secure(request, public_url),
        httponly=True,
        samesite="lax",
        path="/",
    )


def is_from_our_page(request: Request, sent_token: str, public_url: str) -> bool:
    """Whether a form was sent by a page of ours.

    Pages with a token send no referrer, so browsers say `Origin: null` even of our own forms: `Sec-Fetch-Site` decides
    where it is sent, `Origin` where it names one, and the token in any case.
    """
    known = request.cookies.get(cookie_name(NAME, request, public_url), "")
    return (
        _is_same_origin(request, public_url)
        and _TOKEN.match(known) is not None
        and hmac.compare_digest(known.encode(), sent_token.encode())
    )


def _is_same_origin(request: Request, public_url: str) -> bool:
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin", "null")
    return origin in ("null", _origin(public_url), f"{request.url.scheme}://{request.headers.get('host', '')}")


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
