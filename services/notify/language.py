"""In which language a caller reads."""

from services.notify.mailer.languages import ENGLISH, TEXTS


def preferred(accept_language: str | None, otherwise: str) -> str:
    """The best of ours by `Accept-Language` (RFC 9110 section 12.5.4), else `otherwise` if it is ours, else English."""
    wanted: list[tuple[float, str]] = []
    for part in (accept_language or "").split(","):
        tag, _, parameter = part.strip().partition(";")
        wanted.append((_quality(parameter), tag.strip().lower().split("-")[0]))
    for quality, language in sorted(wanted, key=lambda each: -each[0]):
        if quality > 0 and language in TEXTS:
            return language
    return otherwise if otherwise in TEXTS else ENGLISH


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
