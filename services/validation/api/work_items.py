"""What is on a validator's desk."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from chassis.web import AuthenticatedCall, Cursor, Limit, Page, decode_cursor, encode_cursor, refusals
from contracts.event import Moment
from contracts.events.registry import OrganisationKind
from contracts.events.validation import CaseStatus
from services.validation import queries
from services.validation.answers import RequestKind, WorkCounts, WorkItem
from services.validation.api.keeping import etag_of

router = APIRouter()

Country = Annotated[str, Query(pattern="^[A-Z]{2}$", description="ISO 3166-1 alpha-2, of the organisation.")]


@router.get(
    "/work-items", response_model=Page[WorkItem], responses=refusals(s422="a filter or cursor of another shape")
)
async def list_work(
    call: AuthenticatedCall,
    status: CaseStatus | None = None,
    due_before: Moment | None = None,
    kind: RequestKind | None = None,
    country: Country | None = None,
    organisation_kind: OrganisationKind | None = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[WorkItem]:
    """What I may decide, most urgent first. Without a status: all that is not settled."""
    position = decode_cursor(cursor)
    after = str(position[0]) if position else None
    wanted = queries.Wanted(status, due_before, after, limit, kind, country, organisation_kind)
    items, last = await queries.work_list(call.runtime.store, call.account_id, wanted)
    return Page(items=items, next_cursor=encode_cursor([last]) if last else None)


@router.get("/work-items/counts", response_model=WorkCounts)
async def count_work(call: AuthenticatedCall) -> WorkCounts:
    """How much of what is not settled I may decide. At most the thousand most urgent cases are counted."""
    return await queries.work_counts(call.runtime.store, call.account_id, call.runtime.clock())


@router.get("/work-items/{request_id}", response_model=WorkItem, responses=refusals(s404="unknown, or out of sight"))
async def show_work(call: AuthenticatedCall, request_id: str, answer: Response) -> WorkItem:
    """One case that I may decide. `ETag` is its version, for `If-Match`."""
    found = await queries.work_item(call.runtime.store, call.account_id, request_id)
    answer.headers.update(etag_of(found.request.sequence))
    return found.item(found.request)
