"""Which language names and sentences are in: French or English, from the start."""

from typing import Annotated

from fastapi import Depends, Header

from chassis.web import AuthenticatedCall
from chassis.web.languages import negotiate

LANGUAGES = ("en", "fr")
"""Of sentences."""
UNION = tuple("en bg cs da de el es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split())  # noqa: SIM905
"""The Union's languages: of names that CLDR has."""


async def chosen(
    call: AuthenticatedCall,
    accept_language: Annotated[
        str | None, Header(description="`fr` or `en`; else the language of the account.")
    ] = None,
) -> str:
    """Dependency: the language of this answer."""
    return negotiate(accept_language, call.actor.language if call.actor else "", LANGUAGES)


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
