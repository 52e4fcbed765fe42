"""Amending a proposal while the authority asks for information (design section 6)."""

from typing import Any

from fastapi import APIRouter, Response

from chassis.mongo import Store
from chassis.unit_of_work import Staged
from chassis.web import Answer, AuthenticatedCall
from chassis.web.documented import refusals
from chassis.web.headers import IDEMPOTENCY_KEY, IF_MATCH, takes
from contracts.events.registry import OrganisationKind
from services.registry.api.answers import OrganisationDetail, Warning, warnings_json
from services.registry.api.conditional import version_tag
from services.registry.api.duplicates import duplicate_warnings
from services.registry.api.taken import naming_the_bearer
from services.registry.domain.amending import must_be_amendable
from services.registry.domain.amendment import (
    OF_BODIES,
    OF_OPERATORS,
    AmendmentDraft,
    amended_operator,
    amended_organisation,
)
from services.registry.domain.errors import EoriTaken
from services.registry.domain.findings import Findings
from services.registry.domain.organisation import Organisation
from services.registry.domain.organisation_commands import AmendOrganisation
from services.registry.domain.organisation_errors import CodeTaken
from services.registry.domain.profile import Profile, examine_operator, examine_organisation
from services.registry.queries.organisations import control_bodies, organisation
from services.registry.queries.sight import own_proposal
from services.registry.reference import operator_countries

router = APIRouter(prefix="/api/v1", tags=["operators"])


class Amended(OrganisationDetail):
    """The organisation after the correction."""

    warnings: list[Warning]


@router.patch(
    "/operators/{organisation_id}",
    response_model=Amended,
    responses=refusals(401, 403, 404, 409, 412, 422, 503),
    openapi_extra=takes(IF_MATCH, IDEMPOTENCY_KEY),
)
async def amend_proposal(organisation_id: str, body: AmendmentDraft, call: AuthenticatedCall) -> Response:
    """Correct what one has proposed (control bodies and authorities as well) while information is required.

    What is left out stays as it is. `If-Match` names the version (`ETag`) that the correction was made on: 412 when
    somebody changed it meanwhile. The country cannot be amended; a changed EORI number or code must be free.
    """
    store, findings = call.runtime.store, Findings()
    version = call.if_match
    known = await organisation(store, organisation_id, call.account_id)
    proposal = await own_proposal(store, organisation_id, call.account_id)
    profile = await _examined(store, known, body, findings)
    if findings.errors:
        must_be_amendable(known, proposal, version, call.account_id)
    warnings = findings.settle()
    like = await duplicate_warnings(store, profile, but=known.id) if known.kind is OrganisationKind.OPERATOR else []
    command = AmendOrganisation(
        organisation_id=organisation_id, authorisation_id=proposal.id, profile=profile, version=version
    )
    told = warnings_json(warnings, like)
    try:
        return await call.execute(command, answer=lambda staged: _answer(staged, told))
    except (EoriTaken, CodeTaken) as taken:
        raise await naming_the_bearer(store, taken, profile) from None


async def _examined(store: Store, known: Organisation, body: AmendmentDraft, findings: Findings) -> Profile:
    countries = operator_countries()
    operator = known.kind is OrganisationKind.OPERATOR
    for part in sorted(body.model_fields_set & (OF_BODIES if operator else OF_OPERATORS)):
        if getattr(body, part) is not None:
            findings.error(f"/{part}", "not-of-this-kind", f"A {known.kind} has no {part}.")
    if not operator:
        return examine_organisation(known.kind, amended_organisation(known, body), findings, countries=countries)
    draft = amended_operator(known, body)
    bodies = await control_bodies(store, (activity.control_body for activity in draft.activities))
    return examine_operator(draft, findings, countries=countries, control_bodies=bodies)


def _answer(staged: Staged, warnings: list[dict[str, Any]]) -> Answer:
    amended = staged.one(Organisation)
    body = {**OrganisationDetail.of(amended).model_dump(mode="json"), "warnings": warnings}
    return Answer(200, body, {"ETag": version_tag(amended.sequence)})
