"""Requests: seeing and withdrawing them (rules C3, F5)."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from chassis.web import Answer, AuthenticatedCall, Cursor, Limit, Page
from chassis.web.documented import refusals
from services.registry.api.language import Language
from services.registry.api.organisations import cursor_of, place_of
from services.registry.api.request_answers import RequestAnswer, Withdrawn
from services.registry.domain.authorisation import WITHDRAWN
from services.registry.domain.commands import WithdrawRequest
from services.registry.domain.errors import NotYourRequest
from services.registry.queries import requests as queries

router = APIRouter(prefix="/api/v1", tags=["requests"])

Scope = Annotated[Literal["own", "all"], Query(description="`all`: whatever you may see. The helpdesk sees every one.")]
Words = Annotated[str | None, Query(max_length=200, description="A request id, or what an organisation is found by.")]


@router.get("/requests", response_model=Page[RequestAnswer], responses=refusals(401, 422))
async def list_requests(
    call: AuthenticatedCall,
    language: Language,
    scope: Scope = "own",
    q: Words = None,
    cursor: Cursor = None,
    limit: Limit = 20,
) -> Page[RequestAnswer]:
    """Requests, newest first."""
    found, place = await queries.requests(
        call.runtime.store, call.account_id, everything=scope == "all", q=q, after=place_of(cursor), limit=limit
    )
    items = [RequestAnswer.of(seen, call.account_id, language) for seen in found]
    return Page(items=items, next_cursor=cursor_of(place))


@router.get("/requests/{request_id}", response_model=RequestAnswer, responses=refusals(401, 404))
async def show_request(request_id: str, call: AuthenticatedCall, language: Language) -> RequestAnswer:
    """One request: the applicant's, or one that the caller may decide or, as helpdesk, read."""
    seen = await queries.request(call.runtime.store, request_id, call.account_id)
    return RequestAnswer.of(seen, call.account_id, language)


@router.post("/requests/{request_id}/withdrawal", response_model=Withdrawn, responses=refusals(401, 403, 404, 409, 503))
async def withdraw_request(request_id: str, call: AuthenticatedCall) -> Response:
    """Take an own request back while it is open. A proposed operator goes with it; its EORI number is free again."""
    seen = await queries.request(call.runtime.store, request_id, call.account_id)
    request = seen.authorisation
    if request.account_id != call.account_id:
        raise NotYourRequest
    command = WithdrawRequest(
        authorisation_id=request.id, organisation_id=request.organisation_id, proposal=request.proposal
    )
    answer = {"request_id": request_id, "authorisation_id": request.id, "status": WITHDRAWN.value}
    return await call.execute(command, answer=lambda _: Answer(200, answer))
