"""To the right authority."""

from fastapi import APIRouter, Response

from chassis.web import AuthenticatedCall, refusals
from chassis.web.headers import IDEMPOTENCY_KEY, IF_MATCH, takes
from services.validation import queries
from services.validation.answers import WorkItem
from services.validation.api.bodies import ReassignmentBody
from services.validation.api.keeping import given, kept
from services.validation.domain.commands import Reassign

router = APIRouter()


@router.post(
    "/work-items/{request_id}/reassignment",
    response_model=WorkItem,
    responses=refusals(
        s403="`self-validation`: my own request; `not-your-case`: neither its validator nor the superior",
        s404="unknown",
        s409="`already-decided`, `information-pending`, `case-incomplete`, `operator-version-pending`, "
        "`already-there`, `authority-concerned`",
        s412="`version-mismatch`: not the version that `If-Match` names",
        s422="`authority-unknown`, `reason-missing`, or a field of another shape",
    ),
    openapi_extra=takes(IF_MATCH, IDEMPOTENCY_KEY),
)
async def reassign(call: AuthenticatedCall, request_id: str, body: ReassignmentBody) -> Response:
    """Hand the case over, with a reason and a new due date that counts from now."""
    desk = await queries.desk(call.runtime.store, request_id)
    command = Reassign(
        request_id, desk.request.organisation.id, call.account_id, body.authority, body.reason, call.if_match
    )
    return await given(call, desk, await call.execute(command, lambda staged: kept(desk, staged)))
