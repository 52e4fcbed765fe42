"""Routes: HTTP to a query or a command, nothing else."""

from typing import Annotated

from fastapi import APIRouter, Header, Path, Query
from fastapi.responses import Response
from pydantic import BaseModel

from chassis.audit import AuditEntry, trail
from chassis.errors import FieldError, RuleBroken
from chassis.runtime import Runtime
from chassis.web import AuthenticatedCall, Cursor, Limit, Page, decode_cursor, encode_cursor, refusals
from chassis.web.headers import IDEMPOTENCY_KEY, takes
from services.notify import inbox, queries
from services.notify.domain.reading import MarkRead
from services.notify.inbox import Notification, Place
from services.notify.mailer.notices import Notices
from services.notify.queries import Delivery

router = APIRouter(prefix="/api/v1", tags=["notify"])

MessageId = Annotated[str, Path(max_length=100)]
AcceptLanguage = Annotated[str | None, Header(description="`fr` or `en`; else the language of the account.")]
Unread = Annotated[bool, Query(description="Only what has not been marked as read.")]
NOTICES = "notices"


class Deliveries(BaseModel):
    """Mails of one request; there are few, so they come at once."""

    items: list[Delivery]


class Trail(BaseModel):
    """What became of one mail, oldest first."""

    items: list[AuditEntry]


async def prepare(runtime: Runtime) -> None:
    """Read the texts once, before the service is ready."""
    runtime.state[NOTICES] = Notices(runtime.settings.public_url, runtime.settings.helpdesks)


@router.get("/notifications", responses=refusals(401, 422, 503))
async def list_notifications(
    call: AuthenticatedCall,
    accept_language: AcceptLanguage = None,
    unread: Unread = False,
    cursor: Cursor = None,
    limit: Limit = 20,
) -> Page[Notification]:
    """The in-app inbox of the caller, newest first: a copy of every mail, also of those that are switched off."""
    items, place = await inbox.notices_of(
        call.runtime.store,
        call.runtime.state[NOTICES],
        call.account_id,
        unread=unread,
        accept_language=accept_language,
        after=_place(cursor),
        limit=limit,
    )
    return Page(items=items, next_cursor=None if place is None else encode_cursor(inbox.position_of(place)))


@router.post(
    "/notifications/{id}/read",
    status_code=204,
    response_model=None,
    responses=refusals(401, 404, 422, 503),
    openapi_extra=takes(IDEMPOTENCY_KEY),
)
async def mark_read(call: AuthenticatedCall, id: MessageId) -> Response:
    """The caller has read it. Doing so again changes nothing."""
    return await call.execute(MarkRead(id))


@router.get("/messages", responses=refusals(401, 422, 503))
async def show_deliveries(
    call: AuthenticatedCall,
    request_id: Annotated[str, Query(max_length=100, description="Reference of the request.")],
) -> Deliveries:
    """Where the mails about a request stand: the caller's own; all of them for who decides it and for the helpdesk.

    No address is shown. An unknown request has no mails.
    """
    found = await queries.deliveries(call.runtime.store, account_id=call.account_id, request_id=request_id)
    return Deliveries(items=found)


@router.get("/audit/messages/{id}", responses=refusals(401, 404, 422, 503))
async def show_trail(call: AuthenticatedCall, id: MessageId) -> Trail:
    """What became of a mail: the caller's own, or one about a request that the caller decides or reads as helpdesk."""
    message = await queries.message_in_sight(call.runtime.store, call.account_id, id)
    return Trail(items=await trail(call.runtime.store, message.id))


def _place(cursor: str | None) -> Place | None:
    try:
        return inbox.place_of(decode_cursor(cursor))
    except (ValueError, TypeError):
        problem = FieldError("/cursor", "cursor", "unknown cursor")
        raise RuleBroken("This cursor was not made here.", errors=(problem,)) from None
