"""Proposing an operator that was not found (rules D1 to D9)."""

from fastapi import APIRouter, Response
from pydantic import Field

from chassis.ids import new_id
from chassis.web import Answer, AuthenticatedCall
from chassis.web.documented import refusals
from chassis.web.headers import IDEMPOTENCY_KEY, takes
from services.registry.api.answers import warnings_json
from services.registry.api.duplicates import duplicate_warnings
from services.registry.api.request_answers import Proposed
from services.registry.api.taken import naming_the_bearer
from services.registry.domain.commands import ProposeOperator
from services.registry.domain.contact import examine_contact
from services.registry.domain.drafts import ContactDraft, OperatorDraft
from services.registry.domain.errors import EoriTaken
from services.registry.domain.findings import Findings
from services.registry.domain.profile import examine_operator
from services.registry.queries.organisations import control_bodies
from services.registry.reference import operator_countries
from services.registry.starting import draw_traces_number

router = APIRouter(prefix="/api/v1", tags=["operators"])


class Proposal(OperatorDraft):
    """An operator, and the request of whoever proposes it to act for it."""

    authorisation: ContactDraft = Field(default=ContactDraft())


@router.post(
    "/operators",
    status_code=201,
    response_model=Proposed,
    responses=refusals(401, 409, 422, 503),
    openapi_extra=takes(IDEMPOTENCY_KEY),
)
async def propose_operator(body: Proposal, call: AuthenticatedCall) -> Response:
    """Create an operator and ask to act for it: one request, one decision.

    A living operator with the same EORI number: 409, whose member `organisation` names the one to join instead.
    One with the same VAT number, or with a name much like it in the same country: a warning that names it.
    """
    store, findings = call.runtime.store, Findings()
    known = await control_bodies(store, (activity.control_body for activity in body.activities))
    profile = examine_operator(body, findings, countries=operator_countries(), control_bodies=known)
    contact = examine_contact(body.authorisation, findings, at="/authorisation")
    warnings = findings.settle()
    like = await duplicate_warnings(store, profile)
    command = ProposeOperator(
        organisation_id=new_id(),
        authorisation_id=new_id(),
        request_id=new_id(),
        traces_number=await draw_traces_number(store, profile.country),
        profile=profile,
        contact=contact,
    )
    answer = {
        "operator_id": command.organisation_id,
        "traces_number": command.traces_number,
        "authorisation_id": command.authorisation_id,
        "request_id": command.request_id,
        "warnings": warnings_json(warnings, like),
    }
    try:
        return await call.execute(command, answer=lambda _: Answer(201, answer))
    except EoriTaken as taken:
        raise await naming_the_bearer(store, taken, profile) from None
