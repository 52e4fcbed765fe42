"""Further news of registry, by event: what became of rights, organisations and questions."""

from typing import Any, TypeVar

from contracts.events.registry import (
    AuthorisationEvent,
    DecisionNudged,
    InformationProvided,
    OperatorAmended,
    OrganisationEvent,
    OrganisationProposed,
    OrganisationRef,
)
from tests.unit.validation.world import ANNA, organisation_after, right_after

R = TypeVar("R", bound=AuthorisationEvent)
S = TypeVar("S", bound=OrganisationEvent)


def ruled(
    event: type[R],
    of: str = "a",
    *,
    account: str = ANNA,
    organisation: OrganisationRef | None = None,
    administrator: bool = False,
) -> R:
    """A right was suspended, reinstated, revoked, or its administrator changed, with a reason."""
    about: dict[str, Any] = right_after(event, of, account, organisation, administrator=administrator)
    return event(**{**about, "reason": "as the law says"})


def answered(
    of: str = "a",
    version: int = 1,
    *,
    account: str = ANNA,
    organisation: OrganisationRef | None = None,
    proposal: bool = False,
) -> InformationProvided:
    """The applicant answered; the answer rests on this version of the organisation."""
    about = right_after(InformationProvided, of, account, organisation, proposal=proposal)
    return InformationProvided(**about, operator_version=version)


def nudged(of: str = "a", *, account: str = ANNA, organisation: OrganisationRef | None = None) -> DecisionNudged:
    """The applicant reminds."""
    return DecisionNudged(**right_after(DecisionNudged, of, account, organisation))


def amended(about: OrganisationRef, of: str = "a", *, account: str = ANNA) -> OperatorAmended:
    """The applicant corrected what he had proposed."""
    state = organisation_after(OperatorAmended, about)
    return OperatorAmended(organisation_id=about.id, organisation=state, request_id=f"req-{of}", account_id=account)


def body_proposed(about: OrganisationRef, of: str = "a", *, account: str = ANNA) -> OrganisationProposed:
    """Somebody proposes a control body or an authority."""
    return OrganisationProposed(
        organisation_id=about.id,
        organisation=organisation_after(OrganisationProposed, about),
        request_id=f"req-{of}",
        authorisation_id=f"auth-{of}",
        account_id=account,
    )


def stood(event: type[S], about: OrganisationRef, **particular: Any) -> S:
    """An organisation came to stand as the event says: suspended, reinstated, recognised, refused."""
    return event(organisation_id=about.id, organisation=organisation_after(event, about), **particular)
