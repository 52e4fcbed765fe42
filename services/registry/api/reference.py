"""Reference data for forms: countries, activity types, control bodies. Kept by the caller, and asked for by version."""

import asyncio
from collections.abc import Mapping
from functools import cache
from typing import Annotated

from babel import Locale
from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from chassis.web import AuthenticatedCall, Cursor, Limit, Page
from chassis.web.documented import refusals
from chassis.web.headers import IF_NONE_MATCH, takes
from contracts.events.registry import ActivityType, OrganisationKind, OrganisationStatus
from services.registry.api.conditional import NOT_MODIFIED, cacheable
from services.registry.api.language import Language, NamesLanguage
from services.registry.api.organisations import Country, Words, cursor_of, place_of
from services.registry.domain.folding import fold
from services.registry.queries.search import Criteria, search
from services.registry.reference import Establishment, activity_types, countries

router = APIRouter(prefix="/api/v1", tags=["reference data"])

A_MINUTE = 60
A_DAY = 24 * 60 * A_MINUTE


class CountryAnswer(BaseModel):
    """A country. `establishment`: whether importers and first consignees can be established there."""

    code: str
    name: str
    establishment: Establishment


class ActivityTypeAnswer(BaseModel):
    """An activity type and its section."""

    code: ActivityType
    section: str
    name: str


class ControlBodyAnswer(BaseModel):
    """A control body, by its code as published."""

    id: str
    code: str | None
    name: str
    country: str


Established = Annotated[bool, Query(description="Only where operators can be established.")]


@router.get(
    "/countries",
    response_model=Page[CountryAnswer],
    responses={**NOT_MODIFIED, **refusals(401, 422)},
    openapi_extra=takes(IF_NONE_MATCH),
)
async def list_countries(
    call: AuthenticatedCall, language: NamesLanguage, established: Established = False
) -> Response:
    """All countries by name, in any of the Union's languages."""
    names = await asyncio.to_thread(_territories, language)
    wanted = [
        (code, where) for code, where in countries().items() if not established or where is not Establishment.NONE
    ]
    items = [CountryAnswer(code=code, name=names[code], establishment=where) for code, where in wanted]
    page = Page(items=sorted(items, key=lambda country: fold(country.name)))
    return cacheable(call.request, page, seconds=A_DAY, language=language)


@router.get(
    "/activity-types",
    response_model=Page[ActivityTypeAnswer],
    responses={**NOT_MODIFIED, **refusals(401)},
    openapi_extra=takes(IF_NONE_MATCH),
)
async def list_activity_types(call: AuthenticatedCall, language: Language) -> Response:
    """What operators do (rule D4), in French or English."""
    items = [
        ActivityTypeAnswer(code=each.type, section=each.section, name=each.names[language]) for each in activity_types()
    ]
    return cacheable(call.request, Page(items=items), seconds=A_DAY, language=language)


@router.get(
    "/control-bodies",
    response_model=Page[ControlBodyAnswer],
    responses={**NOT_MODIFIED, **refusals(401, 422)},
    openapi_extra=takes(IF_NONE_MATCH),
)
async def list_control_bodies(
    call: AuthenticatedCall, q: Words = None, country: Country = None, cursor: Cursor = None, limit: Limit = 100
) -> Response:
    """Active control bodies by name, for search while typing: parts of name or code, whatever case and accents."""
    found, place = await search(
        call.runtime.store,
        Criteria(
            kind=OrganisationKind.CONTROL_BODY,
            status=OrganisationStatus.VALID,
            country=country,
            q=q,
            after=place_of(cursor),
            limit=limit,
        ),
    )
    items = [ControlBodyAnswer(id=each.id, code=each.code, name=each.name, country=each.country) for each in found]
    return cacheable(call.request, Page(items=items, next_cursor=cursor_of(place)), seconds=A_MINUTE)


@cache
def _territories(language: str) -> Mapping[str, str]:
    """Names of all countries. The first time in a language they are read from CLDR's files."""
    return dict(Locale(language).territories)
