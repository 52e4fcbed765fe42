"""Changing other people's rights: stopping and ending them, appointing administrators (domain section 5)."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from chassis.unit_of_work import Answer, Staged
from chassis.web import AuthenticatedCall
from chassis.web.documented import refusals
from chassis.web.headers import IDEMPOTENCY_KEY, takes
from contracts.events.registry import AuthorisationStatus
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.commands import ChangeRight
from services.registry.domain.drafts import Draft, Message
from services.registry.domain.standing import Deed
from services.registry.queries.rights import control_bodies_over, right_of_user

router = APIRouter(prefix="/api/v1", tags=["rights"])

REFUSALS = refusals(401, 403, 404, 409, 422, 503)
TAKES_KEY = takes(IDEMPOTENCY_KEY)


class ReasonDraft(Draft):
    """Why; told to the person concerned. It must say something."""

    reason: Message | None = None


class RightState(BaseModel):
    """A right after it was changed."""

    authorisation_id: str
    account_id: str
    organisation_id: str
    status: AuthorisationStatus
    administrator: bool


Reason = Annotated[
    str | None, Query(max_length=2_000, description="Instead of a body, which not every client can send.")
]


@router.post(
    "/authorisations/{authorisation_id}/suspension",
    response_model=RightState,
    responses=REFUSALS,
    openapi_extra=TAKES_KEY,
)
async def suspend_right(authorisation_id: str, body: ReasonDraft, call: AuthenticatedCall) -> Response:
    """Stop a user for a while. What an authority stopped only an authority lets go on.

    An authority may stop whom an administrator has stopped before.
    """
    return await _change(Deed.SUSPEND, authorisation_id, body.reason, call)


@router.post(
    "/authorisations/{authorisation_id}/reinstatement",
    response_model=RightState,
    responses=REFUSALS,
    openapi_extra=TAKES_KEY,
)
async def reinstate_right(authorisation_id: str, body: ReasonDraft, call: AuthenticatedCall) -> Response:
    """Let a suspended user act again."""
    return await _change(Deed.REINSTATE, authorisation_id, body.reason, call)


@router.post(
    "/authorisations/{authorisation_id}/revocation",
    response_model=RightState,
    responses=REFUSALS,
    openapi_extra=TAKES_KEY,
)
async def revoke_right(authorisation_id: str, body: ReasonDraft, call: AuthenticatedCall) -> Response:
    """End a user's right for good. A new one has to be requested."""
    return await _change(Deed.REVOKE, authorisation_id, body.reason, call)


@router.put(
    "/authorisations/{authorisation_id}/administrator",
    response_model=RightState,
    responses=REFUSALS,
    openapi_extra=TAKES_KEY,
)
async def appoint_administrator(authorisation_id: str, body: ReasonDraft, call: AuthenticatedCall) -> Response:
    """Let a user administer the organisation (rule E4). Who does so already stays what he is."""
    return await _change(Deed.APPOINT, authorisation_id, body.reason, call)


@router.delete(
    "/authorisations/{authorisation_id}/administrator",
    response_model=RightState,
    responses=REFUSALS,
    openapi_extra=TAKES_KEY,
)
async def remove_administrator(
    authorisation_id: str, call: AuthenticatedCall, body: ReasonDraft | None = None, reason: Reason = None
) -> Response:
    """Let a user not administer the organisation any more (rule E5). The last administrator stays: 409."""
    return await _change(Deed.REMOVE, authorisation_id, (body and body.reason) or reason, call)


async def _change(deed: Deed, authorisation_id: str, reason: str | None, call: AuthenticatedCall) -> Response:
    store = call.runtime.store
    right = await right_of_user(store, authorisation_id, call.account_id)
    command = ChangeRight(
        deed=deed,
        authorisation_id=authorisation_id,
        organisation_id=right.organisation.id,
        account_id=call.account_id,
        reason=reason,
        control_bodies=await control_bodies_over(store, right.organisation),
    )
    return await call.execute(command, answer=lambda staged: _state_of(right.authorisation, staged))


def _state_of(right: Authorisation, staged: Staged) -> Answer:
    after = next((each for each in staged.all(Authorisation) if each.id == right.id), right)
    state = RightState(
        authorisation_id=after.id,
        account_id=after.account_id,
        organisation_id=after.organisation_id,
        status=after.status,
        administrator=after.administrator,
    )
    return Answer(200, state.model_dump(mode="json"))
