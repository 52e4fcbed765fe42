"""The people, organisations and events that validation's tests tell of."""

from datetime import UTC, datetime
from typing import Any

from contracts.events.identity import Account, AccountActivated, AccountStatus
from contracts.events.registry import (
    AdministratorAppointed,
    AdministratorRemoved,
    Authorisation,
    AuthorisationEvent,
    AuthorisationGranted,
    AuthorisationReinstated,
    AuthorisationRejected,
    AuthorisationRequested,
    AuthorisationRevoked,
    AuthorisationStatus,
    AuthorisationSuspended,
    AuthorisationWithdrawn,
    DecisionNudged,
    InformationProvided,
    OperatorAmended,
    OperatorDeleted,
    OperatorProposed,
    OperatorReinstated,
    OperatorRejected,
    OperatorSuspended,
    OperatorValidated,
    Organisation,
    OrganisationEvent,
    OrganisationKind,
    OrganisationProposed,
    OrganisationRef,
    OrganisationRegistered,
    OrganisationRejected,
    OrganisationStatus,
    OrganisationValidated,
)
from contracts.reference import organisation_id

ANNA, BERT, INES, BELA, CORA = "anna", "bert", "ines", "bela", "cora"
"""Anna and Bert ask; Ines belongs to INAO, Béla to the Belgian authority, Cora to the Commission."""

INAO, BELGIUM, COMMISSION = organisation_id("FR-INAO"), organisation_id("BE-CA"), organisation_id("EU-COM")

WEDNESDAY = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
FRIDAY_EVENING_IN_PARIS = datetime(2026, 3, 6, 22, 59, 59, tzinfo=UTC)

STATUS_AFTER = {
    AuthorisationRequested: AuthorisationStatus.REQUESTED,
    AuthorisationGranted: AuthorisationStatus.VALID,
    AuthorisationWithdrawn: AuthorisationStatus.WITHDRAWN,
    AuthorisationRejected: AuthorisationStatus.REJECTED,
    InformationProvided: AuthorisationStatus.REQUESTED,
    DecisionNudged: AuthorisationStatus.REQUESTED,
    AuthorisationSuspended: AuthorisationStatus.SUSPENDED,
    AuthorisationReinstated: AuthorisationStatus.VALID,
    AuthorisationRevoked: AuthorisationStatus.REVOKED,
    AdministratorAppointed: AuthorisationStatus.VALID,
    AdministratorRemoved: AuthorisationStatus.VALID,
}
ORGANISATION_AFTER = {
    OrganisationRegistered: OrganisationStatus.VALID,
    OperatorProposed: OrganisationStatus.NEW,
    OperatorValidated: OrganisationStatus.VALID,
    OperatorRejected: OrganisationStatus.REJECTED,
    OperatorDeleted: OrganisationStatus.DELETED,
    OperatorAmended: OrganisationStatus.NEW,
    OperatorSuspended: OrganisationStatus.SUSPENDED,
    OperatorReinstated: OrganisationStatus.VALID,
    OrganisationProposed: OrganisationStatus.NEW,
    OrganisationValidated: OrganisationStatus.VALID,
    OrganisationRejected: OrganisationStatus.REJECTED,
}


def ref(
    id: str = "importer",
    *,
    kind: OrganisationKind = OrganisationKind.OPERATOR,
    country: str = "FR",
    status: OrganisationStatus = OrganisationStatus.NEW,
) -> OrganisationRef:
    """An organisation as a request names it; by default a French operator."""
    return OrganisationRef(
        id=id,
        kind=kind,
        country=country,
        code=None,
        traces_number=f"{country}-ORG-OP-9",
        name=f"The {id}",
        status=status,
    )


def right_after(
    event: type[AuthorisationEvent], of: str, account: str, organisation: OrganisationRef | None, **state: bool
) -> dict[str, Any]:
    """What every event about authorisation `auth-{of}` and request `req-{of}` has."""
    after = Authorisation(
        authorisation_id=f"auth-{of}",
        request_id=f"req-{of}",
        account_id=account,
        organisation=organisation or ref(),
        proposal=state.get("proposal", False),
        status=STATUS_AFTER[event],
        administrator=state.get("administrator", False),
    )
    return {
        "authorisation_id": after.authorisation_id,
        "organisation_id": after.organisation.id,
        "request_id": after.request_id,
        "account_id": account,
        "authorisation": after,
    }


def requested(
    of: str = "a",
    *,
    account: str = ANNA,
    organisation: OrganisationRef | None = None,
    proposal: bool = False,
    first_user: bool = True,
) -> AuthorisationRequested:
    """Somebody asks for a right."""
    about = right_after(AuthorisationRequested, of, account, organisation, proposal=proposal)
    return AuthorisationRequested(**about, first_user=first_user)


def granted(
    of: str = "a", *, account: str = ANNA, organisation: OrganisationRef | None = None, administrator: bool = False
) -> AuthorisationGranted:
    """The right is given."""
    return AuthorisationGranted(
        **right_after(AuthorisationGranted, of, account, organisation, administrator=administrator)
    )


def withdrawn(
    of: str = "a", *, account: str = ANNA, organisation: OrganisationRef | None = None, proposal: bool = False
) -> AuthorisationWithdrawn:
    """The request is taken back."""
    return AuthorisationWithdrawn(**right_after(AuthorisationWithdrawn, of, account, organisation, proposal=proposal))


def rejected(
    of: str = "a",
    reason_code: str = "operator-rejected",
    *,
    account: str = ANNA,
    organisation: OrganisationRef | None = None,
) -> AuthorisationRejected:
    """The request is refused by registry."""
    about = right_after(AuthorisationRejected, of, account, organisation)
    return AuthorisationRejected(**about, reason_code=reason_code, reason=None)


def organisation_after(event: type[OrganisationEvent], about: OrganisationRef) -> Organisation:
    """Public state of an organisation after an event of this type."""
    told = {**about.model_dump(), "status": ORGANISATION_AFTER[event]}
    return Organisation(**told, addresses=(), identifiers=(), activities=())


def registered(about: OrganisationRef) -> OrganisationRegistered:
    """A reference organisation."""
    return OrganisationRegistered(
        organisation_id=about.id, organisation=organisation_after(OrganisationRegistered, about)
    )


def proposed(of: str = "a", *, account: str = ANNA, organisation: OrganisationRef | None = None) -> OperatorProposed:
    """Somebody proposes the operator that request `req-{of}` is about."""
    about = organisation or ref()
    return OperatorProposed(
        organisation_id=about.id,
        organisation=organisation_after(OperatorProposed, about),
        request_id=f"req-{of}",
        authorisation_id=f"auth-{of}",
        account_id=account,
    )


def operator_validated(about: OrganisationRef) -> OperatorValidated:
    """The operator is recognised."""
    state = organisation_after(OperatorValidated, about)
    return OperatorValidated(organisation_id=about.id, organisation=state, request_id="req-a")


def operator_rejected(about: OrganisationRef) -> OperatorRejected:
    """The operator is refused."""
    state = organisation_after(OperatorRejected, about)
    return OperatorRejected(organisation_id=about.id, organisation=state, request_id="req-a", reason="not certified")


def operator_deleted(about: OrganisationRef) -> OperatorDeleted:
    """The operator was withdrawn by its proposer."""
    state = organisation_after(OperatorDeleted, about)
    return OperatorDeleted(organisation_id=about.id, organisation=state, reason="withdrawn")


def person(id: str = ANNA) -> Account:
    """Public state of an account; the address is under a reserved domain."""
    return Account(
        account_id=id,
        status=AccountStatus.ACTIVE,
        first_name=id.capitalize(),
        last_name="Martin",
        email=f"{id}@importer.example",
        language="fr",
        timezone="Europe/Paris",
    )


def activated(id: str = ANNA) -> AccountActivated:
    """Somebody can log in."""
    return AccountActivated(account_id=id, account=person(id))
