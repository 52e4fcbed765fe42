"""Finding organisations, and asking to join one (rules C1, C2)."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from chassis.errors import FieldError, RuleBroken
from chassis.ids import new_id
from chassis.web import Answer, AuthenticatedCall, Cursor, Limit, Page, decode_cursor, encode_cursor
from chassis.web.documented import refusals
from chassis.web.headers import IDEMPOTENCY_KEY, takes
from contracts.events.registry import ActivityType, OrganisationKind
from services.registry.api.answers import OrganisationItem, OrganisationShown, UserAnswer, Users, warnings_json
from services.registry.api.conditional import version_tag
from services.registry.api.request_answers import Requested
from services.registry.domain.commands import RequestAuthorisation
from services.registry.domain.contact import examine_contact
from services.registry.domain.drafts import ContactDraft
from services.registry.domain.errors import AlreadyRequested
from services.registry.domain.findings import Findings
from services.registry.queries.organisations import organisation
from services.registry.queries.requests import last_request, open_request
from services.registry.queries.rights import users_of
from services.registry.queries.search import Criteria, search

router = APIRouter(prefix="/api/v1", tags=["organisations"])

Words = Annotated[str | None, Query(max_length=200, description="Parts of names, a TRACES number, an EORI or a code.")]
Country = Annotated[str | None, Query(pattern="^[A-Z]{2}$", description="ISO 3166-1 alpha-2.")]
Section = Annotated[str | None, Query(max_length=50, description="Section of activities: `organic`.")]


def place_of(cursor: str | None) -> str | None:
    """The place a cursor names, None for the first page. Raises RuleBroken for a cursor that names none."""
    match decode_cursor(cursor):
        case None:
            return None
        case [str() as place]:
            return place
    raise RuleBroken("This cursor was not made here.", errors=(FieldError("/cursor", "cursor", "unknown cursor"),))


def cursor_of(place: str | None) -> str | None:
    """The inverse."""
    return None if place is None else encode_cursor([place])


@router.get("/organisations", response_model=Page[OrganisationItem], responses=refusals(401, 422))
async def search_organisations(
    call: AuthenticatedCall,
    kind: OrganisationKind | None = None,
    country: Country = None,
    section: Section = None,
    activity_type: ActivityType | None = None,
    q: Words = None,
    cursor: Cursor = None,
    limit: Limit = 20,
) -> Page[OrganisationItem]:
    """Organisations by name. Refused and deleted ones are not found; suspended ones are, with their status."""
    criteria = Criteria(
        kind=kind,
        country=country,
        section=section,
        activity_type=activity_type,
        q=q,
        after=place_of(cursor),
        limit=limit,
    )
    found, place = await search(call.runtime.store, criteria)
    return Page(items=[OrganisationItem.of(each) for each in found], next_cursor=cursor_of(place))


@router.get("/organisations/{organisation_id}", response_model=OrganisationShown, responses=refusals(401, 404))
async def show_organisation(organisation_id: str, call: AuthenticatedCall, response: Response) -> OrganisationShown:
    """One organisation, with warnings about its numbers. `ETag` is its version, for `If-Match`."""
    found = await organisation(call.runtime.store, organisation_id, call.account_id)
    response.headers["ETag"] = version_tag(found.sequence)
    return OrganisationShown.of(found)


@router.get("/organisations/{organisation_id}/users", response_model=Users, responses=refusals(401, 404))
async def list_users(organisation_id: str, call: AuthenticatedCall) -> Users:
    """Who belongs to it and who administers it; for its users and for whoever may decide requests on it."""
    found = await users_of(call.runtime.store, organisation_id, call.account_id)
    return Users(items=[UserAnswer.of(user) for user in found])


@router.post(
    "/organisations/{organisation_id}/authorisations",
    status_code=201,
    response_model=Requested,
    responses=refusals(401, 404, 409, 422, 503),
    openapi_extra=takes(IDEMPOTENCY_KEY),
)
async def request_authorisation(organisation_id: str, body: ContactDraft, call: AuthenticatedCall) -> Response:
    """Ask to act for an organisation. One open request or right a person and organisation; else 409 names it."""
    findings = Findings()
    contact = examine_contact(body, findings)
    warnings = findings.settle()
    command = RequestAuthorisation(
        organisation_id=organisation_id,
        authorisation_id=new_id(),
        request_id=new_id(),
        contact=contact,
        previous_request_id=await last_request(call.runtime.store, call.account_id, organisation_id),
    )
    answer = {
        "authorisation_id": command.authorisation_id,
        "request_id": command.request_id,
        "warnings": warnings_json(warnings),
    }
    try:
        return await call.execute(command, answer=lambda _: Answer(201, answer))
    except AlreadyRequested:
        standing = await open_request(call.runtime.store, call.account_id, organisation_id)
        if standing is None:
            raise
        raise AlreadyRequested(request_id=standing.request_id, state=str(standing.status)) from None
