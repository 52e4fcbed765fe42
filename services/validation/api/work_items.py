"""What is on a validator's desk."""

from fastapi import APIRouter, Response

from chassis.web import AuthenticatedCall, Cursor, Limit, Page, decode_cursor, encode_cursor
from contracts.event import Moment
from contracts.events.validation import CaseStatus
from services.validation import queries
from services.validation.answers import WorkItem
from services.validation.api.documented import refused
from services.validation.api.keeping import etag_of

router = APIRouter()


@router.get("/work-items", response_model=Page[WorkItem], responses=refused(s422="a filter or cursor of another shape"))
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
async def show_work(call: AuthenticatedCall, request_id: str, answer: Response) -> WorkItem:
    """One case that I may decide. `ETag` is its version, for `If-Match`."""
    found = await queries.work_item(call.runtime.store, call.account_id, request_id)
    answer.headers.update(etag_of(found.request.sequence))
    return found.item(found.request)
