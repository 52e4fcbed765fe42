"""In which language somebody reads."""

from collections.abc import Collection


def negotiate(accept_language: str | None, otherwise: str, among: Collection[str], default: str = "en") -> str:
    """The best of `among` by `Accept-Language` (RFC 9110 section 12.5.4).

    Without one: `otherwise` if it is among them, else `default`.
    """
    wanted: list[tuple[float, str]] = []
    for part in (accept_language or "").split(","):
        tag, _, parameter = part.strip().partition(";")
        wanted.append((_quality(parameter), tag.strip().lower().split("-")[0]))
    for quality, language in sorted(wanted, key=lambda each: -each[0]):
        if quality > 0 and language in among:
            return language
    return otherwise if otherwise in among else default


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
