"""Who would decide."""

from typing import Annotated

from fastapi import APIRouter, Query

from chassis.web import AuthenticatedCall, Page, refusals
from contracts.events.registry import OrganisationKind
from services.validation import queries
from services.validation.answers import RouteAnswer, ValidatorAnswer
from services.validation.reference import TABLE

router = APIRouter()

Country = Annotated[str, Query(pattern="^[A-Z]{2}$", description="ISO 3166-1 alpha-2.")]


@router.get("/routes", response_model=RouteAnswer, responses=refusals(s422="`route-unclear`: nothing tells where"))
async def show_route(
    call: AuthenticatedCall,
    kind: OrganisationKind | None = None,
    country: Country | None = None,
    organisation_id: Annotated[str | None, Query(max_length=100)] = None,
) -> RouteAnswer:
    """Who would decide a request sent now, and until when: shown before sending.

    Kind and country are needed for an organisation that does not exist yet; of a known one its id is enough.
    """
    found = await queries.route_now(call.runtime.store, kind, country, organisation_id)
    return RouteAnswer.of(found, call.runtime.clock())


@router.get("/routes/authorities", response_model=Page[ValidatorAnswer])
async def list_authorities(call: AuthenticatedCall) -> Page[ValidatorAnswer]:
    """Who may be handed a request: every deciding authority, by country and name."""
    deciding = [each.validator for each in TABLE.authorities.values() if each.decides]
    deciding.sort(key=lambda each: (each.country, each.name))
    return Page(items=[ValidatorAnswer.of(each) for each in deciding])
