"""Which language names and sentences are in: French or English, from the start."""

from typing import Annotated

from fastapi import Depends, Header

from chassis.web import AuthenticatedCall

LANGUAGES = ("en", "fr")


def negotiate(accept_language: str | None, otherwise: str) -> str:
    """The best of ours by `Accept-Language` (RFC 9110 12.5.4), else `otherwise` if it is ours, else English."""
    wanted: list[tuple[float, str]] = []
    for part in (accept_language or "").split(","):
        tag, _, parameter = part.strip().partition(";")
        wanted.append((_quality(parameter), tag.strip().lower().split("-")[0]))
    for quality, language in sorted(wanted, key=lambda each: -each[0]):
        if quality > 0 and language in LANGUAGES:
            return language
    return otherwise if otherwise in LANGUAGES else LANGUAGES[0]


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


async def chosen(
    call: AuthenticatedCall,
    accept_language: Annotated[
        str | None, Header(description="`fr` or `en`; else the language of the account.")
    ] = None,
) -> str:
    """Dependency: the language of this answer."""
    return negotiate(accept_language, call.actor.language if call.actor else "")


Language = Annotated[str, Depends(chosen)]
