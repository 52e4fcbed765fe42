"""Requests: seeing them, withdrawing them, answering what was asked, reminding of them (rules C3, F5)."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from chassis.unit_of_work import Answer, Staged
from chassis.web import AuthenticatedCall, Cursor, Limit, Page
from chassis.web.documented import refusals
from chassis.web.headers import IDEMPOTENCY_KEY, takes
from services.registry.api.language import Language
from services.registry.api.organisations import cursor_of, place_of
from services.registry.api.request_answers import RequestAnswer, RequestState
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.commands import NudgeDecision, ProvideInformation, WithdrawRequest
from services.registry.domain.drafts import Draft, Message
from services.registry.domain.errors import NotYourRequest
from services.registry.domain.wording import message_in
from services.registry.queries import requests as queries
from services.registry.queries.duplicates import duplicates_of_proposal

router = APIRouter(prefix="/api/v1", tags=["requests"])

WORDS = (
    "A request id, what an organisation is found by, or words of its addresses; for the helpdesk also of the name or "
    "the mail address of who asks."
)

Scope = Annotated[Literal["own", "all"], Query(description="`all`: whatever you may see. The helpdesk sees every one.")]
Words = Annotated[str | None, Query(max_length=200, description=WORDS)]
Duplicates = Annotated[bool, Query(description="Whether to look for what a proposed operator may be the same as.")]


class AnswerDraft(Draft):
    """What the applicant answers. It never leaves registry."""

    message: Message | None = None


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


@router.get("/requests/{request_id}", response_model=RequestAnswer, responses=refusals(401, 404, 422))
async def show_request(
    request_id: str, call: AuthenticatedCall, language: Language, duplicates: Duplicates = False
) -> RequestAnswer:
    """One request: the applicant's, or one that the caller may decide or, as helpdesk, read."""
    store = call.runtime.store
    seen = await queries.request(store, request_id, call.account_id)
    found = await duplicates_of_proposal(store, seen.authorisation, seen.organisation) if duplicates else None
    return RequestAnswer.of(seen, call.account_id, language, found)


@router.post(
    "/requests/{request_id}/withdrawal",
    response_model=RequestState,
    responses=refusals(401, 403, 404, 409, 503),
    openapi_extra=takes(IDEMPOTENCY_KEY),
)
async def withdraw_request(request_id: str, call: AuthenticatedCall) -> Response:
    """Take an own request back while it is open. A proposed operator goes with it; its EORI number is free again."""
    request = await _own(request_id, call)
    command = WithdrawRequest(
        authorisation_id=request.id, organisation_id=request.organisation_id, proposal=request.proposal
    )
    return await call.execute(command, answer=lambda staged: _state_of(request, staged))


@router.post(
    "/requests/{request_id}/information",
    response_model=RequestState,
    responses=refusals(401, 403, 404, 409, 422, 503),
    openapi_extra=takes(IDEMPOTENCY_KEY),
)
async def provide_information(request_id: str, body: AnswerDraft, call: AuthenticatedCall) -> Response:
    """Answer the question about an own request, once it is corrected. Deadlines count anew from now on."""
    request = await _own(request_id, call)
    command = ProvideInformation(
        authorisation_id=request.id,
        organisation_id=request.organisation_id,
        proposal=request.proposal,
        message=message_in(body.message),
    )
    return await call.execute(command, answer=lambda staged: _state_of(request, staged))


@router.post(
    "/requests/{request_id}/nudges",
    response_model=RequestState,
    responses=refusals(401, 403, 404, 409, 429, 503),
    openapi_extra=takes(IDEMPOTENCY_KEY),
)
async def nudge_decision(request_id: str, call: AuthenticatedCall) -> Response:
    """Remind the validators of an own request that waits, at most once in four hours."""
    request = await _own(request_id, call)
    command = NudgeDecision(authorisation_id=request.id, organisation_id=request.organisation_id)
    return await call.execute(command, answer=lambda staged: _state_of(request, staged))


async def _own(request_id: str, call: AuthenticatedCall) -> Authorisation:
    """The caller's own request. Raises UnknownRequest out of sight, NotYourRequest for somebody else's."""
    seen = await queries.request(call.runtime.store, request_id, call.account_id)
    if seen.authorisation.account_id != call.account_id:
        raise NotYourRequest
    return seen.authorisation


def _state_of(request: Authorisation, staged: Staged) -> Answer:
    (after,) = (each for each in staged.all(Authorisation) if each.id == request.id)
    answer = {"request_id": request.request_id, "authorisation_id": request.id, "status": after.status.value}
    return Answer(200, answer)
