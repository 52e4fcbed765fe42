"""Which language a page is in: what the person chose, else what the browser prefers, else English."""

from starlette.requests import Request

LANGUAGES = {"fr": "Français", "en": "English"}
"""Code and own name of each language that the pages speak."""

DEFAULT = "en"


def language_of(request: Request, chosen: str | None = None) -> str:
    """`chosen` (of a form) counts most, then `?lang=`, then `Accept-Language` (RFC 9110 section 12.5.4)."""
    for candidate in (chosen, request.query_params.get("lang")):
        if candidate in LANGUAGES:
            return candidate
    return preferred(request.headers.get("accept-language", ""))


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
