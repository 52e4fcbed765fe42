"""Which language names and sentences are in: French or English, from the start."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import Depends, Header

from chassis.web import AuthenticatedCall

LANGUAGES = ("en", "fr")
"""Of sentences."""
UNION = tuple("en bg cs da de el es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split())  # noqa: SIM905
"""The Union's languages: of names that CLDR has."""


def negotiate(accept_language: str | None, otherwise: str, among: Sequence[str] = LANGUAGES) -> str:
    """The best of `among` by `Accept-Language` (RFC 9110 12.5.4), else `otherwise` if it is one, else the first."""
    wanted: list[tuple[float, str]] = []
    for part in (accept_language or "").split(","):
        tag, _, parameter = part.strip().partition(";")
        wanted.append((_quality(parameter), tag.strip().lower().split("-")[0]))
    for quality, language in sorted(wanted, key=lambda each: -each[0]):
        if quality > 0 and language in among:
            return language
    return otherwise if otherwise in among else among[0]


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


async def chosen_for_names(
    call: AuthenticatedCall,
    accept_language: Annotated[
        str | None, Header(description="One of the Union's languages; else the language of the account.")
    ] = None,
) -> str:
    """Dependency: the language of names in this answer."""
    return negotiate(accept_language, call.actor.language if call.actor else "", UNION)


Language = Annotated[str, Depends(chosen)]
NamesLanguage = Annotated[str, Depends(chosen_for_names)]
