"""Proposing a control body or an authority that was not found (rule B1)."""

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import Field

from chassis.ids import new_id
from chassis.web import Answer, AuthenticatedCall
from chassis.web.documented import refusals
from chassis.web.headers import IDEMPOTENCY_KEY, takes
from contracts.events.registry import OrganisationKind
from services.registry.api.answers import warnings_json
from services.registry.api.request_answers import Requested
from services.registry.api.taken import naming_the_bearer
from services.registry.domain.contact import examine_contact
from services.registry.domain.drafts import ContactDraft, OrganisationDraft
from services.registry.domain.findings import Findings
from services.registry.domain.organisation_commands import ProposeOrganisation
from services.registry.domain.organisation_errors import CodeTaken
from services.registry.domain.profile import examine_organisation
from services.registry.reference import operator_countries

router = APIRouter(prefix="/api/v1", tags=["organisations"])


class OrganisationProposal(OrganisationDraft):
    """A control body or an authority, and the request of whoever proposes it to act for it."""

    kind: Literal["control_body", "authority"]
    authorisation: ContactDraft = Field(default=ContactDraft())


class OrganisationProposed(Requested):
    """A control body or an authority has been proposed, and asked to join, in one request."""

    organisation_id: str
    code: str


@router.post(
    "/organisations",
    status_code=201,
    response_model=OrganisationProposed,
    responses=refusals(401, 409, 422, 503),
    openapi_extra=takes(IDEMPOTENCY_KEY),
)
async def propose_organisation(body: OrganisationProposal, call: AuthenticatedCall) -> Response:
    """Create a control body or an authority and ask to act for it: one request, one decision.

    A living organisation with the same code: 409, whose member `organisation` names the one to join instead.
    """
    findings = Findings()
    kind = OrganisationKind(body.kind)
    profile = examine_organisation(kind, body, findings, countries=operator_countries())
    contact = examine_contact(body.authorisation, findings, at="/authorisation")
    warnings = findings.settle()
    command = ProposeOrganisation(
        kind=kind,
        organisation_id=new_id(),
        authorisation_id=new_id(),
        request_id=new_id(),
        profile=profile,
        contact=contact,
    )
    answer = {
        "organisation_id": command.organisation_id,
        "code": profile.code,
        "authorisation_id": command.authorisation_id,
        "request_id": command.request_id,
        "warnings": warnings_json(warnings),
    }
    try:
        return await call.execute(command, answer=lambda _: Answer(201, answer))
    except CodeTaken as taken:
        raise await naming_the_bearer(call.runtime.store, taken, profile) from None
