"""Decisions: one, or many at once."""

from fastapi import APIRouter, Response

from chassis.web import AuthenticatedCall, refusals
from chassis.web.headers import IDEMPOTENCY_KEY, IF_MATCH, takes
from services.validation import queries
from services.validation.answers import DecisionResults, WorkItem
from services.validation.api.bodies import DecisionBody, DecisionsBody
from services.validation.api.keeping import given, kept
from services.validation.api.rows import decide_rows
from services.validation.domain.commands import Decide

router = APIRouter()


@router.post(
    "/work-items/{request_id}/decision",
    response_model=WorkItem,
    responses=refusals(
        s403="`self-validation`: my own request; `not-your-case`: another authority's",
        s404="unknown",
        s409="`already-decided`, `information-pending`, `case-incomplete`, `operator-version-pending`, "
        "`operator-not-valid`",
        s412="`version-mismatch`: not the version that `If-Match` or `operator_version` names",
        s422="`reason-missing`, `dates-reversed`, or a field of another shape",
    ),
    openapi_extra=takes(IF_MATCH, IDEMPOTENCY_KEY),
)
async def decide(call: AuthenticatedCall, request_id: str, body: DecisionBody) -> Response:
    """Validate or reject operator and user in one go (rules D9, E9), or ask the applicant for information.

    With `If-Match` only the version that was read is decided on; with `operator_version` only if the organisation is
    as it was read.
    """
    desk = await queries.desk(call.runtime.store, request_id)
    command = Decide(request_id, desk.request.organisation.id, call.account_id, **dict(body), version=call.if_match)
    return await given(call, desk, await call.execute(command, lambda staged: kept(desk, staged)))


@router.post(
    "/work-items/decisions",
    response_model=DecisionResults,
    responses=refusals(s422="a row of another shape: nothing was decided"),
    openapi_extra=takes(IDEMPOTENCY_KEY),
)
async def decide_many(call: AuthenticatedCall, body: DecisionsBody) -> DecisionResults:
    """Up to a hundred decisions, each for itself: one that is refused does not keep the others.

    With an `Idempotency-Key` each row takes effect once, however often the list is sent and whatever became of it;
    another decision on a case that was decided under this key is refused (`idempotency-key-reused`).
    """
    return DecisionResults(items=await decide_rows(call, body.decisions))
