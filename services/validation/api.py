"""Routes: HTTP to a command or a query, nothing else."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from chassis.web import Answer, AuthenticatedCall, Cursor, Limit, Page, Staged, decode_cursor, encode_cursor
from contracts.event import Moment
from contracts.events.registry import OrganisationKind
from contracts.events.validation import CaseStatus
from services.validation import queries
from services.validation.answers import RouteAnswer, WorkItem
from services.validation.domain.commands import Decide, Outcome
from services.validation.domain.request import Request

router = APIRouter(prefix="/api/v1", tags=["validation"])

CERTIFICATE = r"^[A-Z]{2}-[A-Z]{3}-\d{1,3}(?:-[A-Z]{2,3})?\.\d{3}-\d{7}\.\d{4}\.\d{3}$"
"""Number of an organic operator certificate, OOC in domain section 4."""

Country = Annotated[str, Query(pattern="^[A-Z]{2}$", description="ISO 3166-1 alpha-2.")]
Text = Annotated[str, StringConstraints(max_length=2000)]


class DecisionBody(BaseModel):
    """A decision. `reason` is mandatory for a rejection; the other fields are read for a validation only."""

    model_config = ConfigDict(extra="forbid")

    outcome: Outcome
    reason: Text | None = Field(None, description="For the applicant.")
    administrator: bool | None = Field(None, description="Left out: true for the first user of the organisation.")
    certificate: str | None = Field(None, pattern=CERTIFICATE, description="Organic certificate it rests on.")
    valid_from: date | None = Field(None, description="First day of the certificate.")
    valid_to: date | None = Field(None, description="Last day of the certificate.")


def refused(**whats: str) -> dict[int | str, dict[str, Any]]:
    """Documents refusals by status: `refused(s403="not yours")`."""
    return {int(status[1:]): {"description": what} for status, what in whats.items()}


@router.get("/routes", response_model=RouteAnswer, responses=refused(s422="`route-unclear`: nothing tells where"))
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


@router.get("/work-items", response_model=Page[WorkItem])
async def list_work(
    call: AuthenticatedCall,
    status: CaseStatus | None = None,
    due_before: Moment | None = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[WorkItem]:
    """What I may decide, most urgent first. Without a status: all that is not settled."""
    position = decode_cursor(cursor)
    wanted = queries.Wanted(status, due_before, str(position[0]) if position else None, limit)
    items, last = await queries.work_list(call.runtime.store, call.account_id, wanted)
    return Page(items=items, next_cursor=encode_cursor([last]) if last else None)


@router.get("/work-items/{request_id}", response_model=WorkItem, responses=refused(s404="unknown, or out of sight"))
async def show_work(call: AuthenticatedCall, request_id: str) -> WorkItem:
    """One case that I may decide."""
    return await queries.work_item(call.runtime.store, call.account_id, request_id)


@router.post(
    "/work-items/{request_id}/decision",
    response_model=WorkItem,
    responses=refused(
        s403="`self-validation`: my own request; `not-your-case`: another authority's",
        s404="unknown",
        s409="`already-decided`, `information-pending`, `case-incomplete`, `operator-not-valid`",
        s422="`reason-missing`, `dates-reversed`, or a field of another shape",
    ),
)
async def decide(call: AuthenticatedCall, request_id: str, body: DecisionBody) -> Response:
    """Validate or reject operator and user in one go (rules D9, E9)."""
    desk = await queries.desk(call.runtime.store, request_id)

    def answer(staged: Staged) -> Answer:
        return Answer(200, desk.item(staged.one(Request)).model_dump(mode="json"))

    command = Decide(request_id, desk.request.organisation.id, call.account_id, **dict(body))
    return await call.execute(command, answer)
