"""Which language a page is in: what the person chose, else what the browser prefers, else English."""

from fastapi.responses import Response
from starlette.requests import Request

from services.gateway.sessions.cookie import is_secure

LANGUAGES = {"fr": "Français", "en": "English"}
"""Code and own name of each language that the pages speak."""

OFFICIAL = (
    *("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr"),
    *("hu", "it", "lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv"),
)
"""The languages that mails may be in: the 24 official ones of the Union (rule A7)."""

DEFAULT = "en"
PARAMETER = "lang"
COOKIE = "language"
COOKIE_SECONDS = 365 * 24 * 3600


def language_of(request: Request) -> str:
    """`?lang=` counts most, then what was chosen before, then `Accept-Language` (RFC 9110 section 12.5.4)."""
    for candidate in (request.query_params.get(PARAMETER), request.cookies.get(COOKIE)):
        if candidate in LANGUAGES:
            return candidate
    return preferred(request.headers.get("accept-language", ""))


def remember(response: Response, language: str, request: Request, public_url: str) -> None:
    """Let the browser keep the choice for a year. It says nothing about the person, and no script needs it."""
    response.set_cookie(
        COOKIE,
        language,
        max_age=COOKIE_SECONDS,
        secure=is_secure(request, public_url),
        httponly=True,
        samesite="lax",
        path="/",
    )


def preferred(accepted: str) -> str:
    """The best of our languages by the weights given; of equal ones the first named."""
    best, best_weight = DEFAULT, 0.0
    for part in accepted.split(","):
        tag, *parameters = [piece.strip() for piece in part.split(";")]
        language = tag.lower().partition("-")[0]
        weight = _weight(parameters)
        if language in LANGUAGES and weight > best_weight:
            best, best_weight = language, weight
    return best


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return float(parameter[2:])
            except ValueError:
                return 0.0
    return 1.0
