"""What an applicant can do next, as a machine code; the sentences are reference data (domain section 8)."""

from contracts.events.registry import AuthorisationStatus, OrganisationStatus
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.organisation import Organisation

NEXT_STEPS = {
    AuthorisationStatus.REQUESTED: "wait-for-decision",
    AuthorisationStatus.INFO_REQUIRED: "give-information",
    AuthorisationStatus.VALID: "use-access",
    AuthorisationStatus.REJECTED: "ask-again",
    AuthorisationStatus.WITHDRAWN: "ask-again",
    AuthorisationStatus.SUSPENDED: "contact-validator",
    AuthorisationStatus.REVOKED: "contact-validator",
}
ELSEWHERE = frozenset({"wait-for-routing", "may-nudge", "wait-for-reinstatement", "look-for-another"})
"""What holds instead where the case, or the organisation, has come to stand otherwise."""

GONE = frozenset({OrganisationStatus.REJECTED, OrganisationStatus.DELETED})


def next_step_of(request: Authorisation, organisation: Organisation) -> str:
    """The code. Who proposed what was refused may propose it anew; nobody else can join it any more."""
    if request.status is AuthorisationStatus.REQUESTED and request.case is None:
        return "wait-for-routing"
    if request.status is AuthorisationStatus.REQUESTED and request.has_waited:
        return "may-nudge"
    if request.status is AuthorisationStatus.VALID and organisation.status is OrganisationStatus.SUSPENDED:
        return "wait-for-reinstatement"
    if not request.is_open and not request.proposal and organisation.status in GONE:
        return "look-for-another"
    return NEXT_STEPS[request.status]
