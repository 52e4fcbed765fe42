"""What goes with every page: headers that keep it from running, leaking or being kept, and cookies."""

from fastapi.responses import Response

from services.gateway.pages import csrf, language
from services.gateway.pages.visit import Visit
from services.gateway.sessions import clear, write

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "media-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""No script or style inside a page, nothing from elsewhere, in nobody's frame."""

TOKEN_PATHS = ("/confirm", "/reset")
"""Pages whose address may hold a token: they tell no other page where somebody came from (design section 10)."""


def leave(visit: Visit, response: Response) -> Response:
    """The answer as the browser gets it."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    secret = visit.request.url.path.startswith(TOKEN_PATHS)
    headers.setdefault("Referrer-Policy", "no-referrer" if secret else "same-origin")
    headers.setdefault("Cache-Control", "private, no-cache" if _may_stay(visit) else "no-store")
    if visit.session_changed and visit.session is None:
        headers.setdefault("Clear-Site-Data", '"cache"')
    headers.setdefault("Vary", "Cookie, Accept-Language")
    if visit.retry_after is not None:
        headers.setdefault("Retry-After", str(visit.retry_after))
    _give_cookies(visit, response)
    return response


def _may_stay(visit: Visit) -> bool:
    """Whether the browser may keep the page: it tells nothing of the visitor, or there is no other way back to it.

    An answer to a form cannot be asked for again; without it the button back ends at an error of the browser. It is
    thrown away when the session ends (Clear-Site-Data).
    """
    nothing_said = visit.session is None and not visit.token_given and not visit.session_changed
    return nothing_said or visit.request.method == "POST"


def _give_cookies(visit: Visit, response: Response) -> None:
    request, public_url = visit.request, visit.gateway.settings.public_url
    if visit.session_changed and visit.session is not None:
        write(response, visit.session, visit.gateway.seal, request, public_url)
    elif visit.session_changed:
        clear(response, request, public_url)
    if visit.language_changed or request.query_params.get(language.PARAMETER) in language.LANGUAGES:
        language.remember(response, visit.language, request, public_url)
    if visit.token_given:
        csrf.give_token(response, visit.token_given, request, public_url)
