"""What comes after the first thread: resets, questions, deadlines, measures on rights, operators that are stopped."""

from datetime import date, timedelta
from typing import Any

from contracts.event import Event
from contracts.events.identity import (
    AccountReinstated,
    AccountStatus,
    AccountSuspended,
    PasswordChanged,
    PasswordResetRequested,
)
from contracts.events.registry import (
    Activity,
    ActivityExpired,
    ActivityExpiring,
    ActivityType,
    AdministratorAppointed,
    AdministratorRemoved,
    Authorisation,
    AuthorisationEvent,
    AuthorisationReinstated,
    AuthorisationRevoked,
    AuthorisationStatus,
    AuthorisationSuspended,
    DecisionNudged,
    InformationProvided,
    OperatorReinstated,
    OperatorSuspended,
    Organisation,
    OrganisationKind,
    OrganisationRef,
    OrganisationStatus,
)
from contracts.events.validation import (
    Case,
    CaseEvent,
    CaseStatus,
    InformationRequested,
    RequestEscalated,
    RequestOverdue,
    RequestReassigned,
    RequestReminded,
    RequestReopened,
    Validator,
)
from contracts.reference import organisation_id
from tests.unit.notify.guide import (
    ALPRO,
    BELGIUM,
    COMMISSION,
    DUE,
    IMPORTER,
    Delivery,
    account,
    bootstrapped,
    case_of,
    created,
    granted,
    history,
    link,
    requested,
    routed,
)

VALID_TO = date(2026, 4, 3)
ECOCERT = OrganisationRef(
    id=organisation_id("FR-BIO-01"),
    kind=OrganisationKind.CONTROL_BODY,
    country="FR",
    code="FR-BIO-01",
    traces_number=None,
    name="Ecocert France",
    status=OrganisationStatus.VALID,
)
WHY = "The mandate has ended."
HELPDESK = Validator(
    id=organisation_id("EU-HELPDESK"), code="EU-HELPDESK", name="Helpdesk", country="BE", duty_mailbox="h@desk.example"
)


def account_suspended(who: str) -> AccountSuspended:
    """An authority stops an account."""
    return AccountSuspended(account_id=who, account=account(who, AccountStatus.SUSPENDED), reason=WHY)


def account_reinstated(who: str) -> AccountReinstated:
    """And lets it go on."""
    return AccountReinstated(account_id=who, account=account(who), reason=WHY)


def reset(who: str, link_id: str = "reset-1") -> PasswordResetRequested:
    """Somebody forgot the password."""
    return PasswordResetRequested(account_id=who, account=account(who), link=link(link_id))


def password_changed(who: str) -> PasswordChanged:
    """And chose another."""
    return PasswordChanged(account_id=who, account=account(who))


def of_case(event: type[CaseEvent], case: Case, **more: Any) -> CaseEvent:
    """Any event of a case that says nothing but the case."""
    return event(request_id=case.request_id, organisation_id=case.organisation.id, case=case, **more)


def asked(case: Case, question: str = "Which certificate?") -> CaseEvent:
    """The validator asks."""
    waiting = case.model_copy(update={"status": CaseStatus.INFO_REQUIRED})
    return of_case(InformationRequested, waiting, reason=question)


def reopened(case: Case) -> CaseEvent:
    """The answer is there; two more days."""
    return of_case(RequestReopened, case.model_copy(update={"due_at": DUE + timedelta(days=4)}))


def reassigned(case: Case, validator: Validator, reason: str = "This operator is established in Belgium.") -> CaseEvent:
    """To another authority, with a due date of its own."""
    after = case.model_copy(update={"validator": validator, "due_at": DUE + timedelta(days=4)})
    return of_case(RequestReassigned, after, previous=case.validator, reason=reason)


def reminded(case: Case) -> CaseEvent:
    """One working day has passed."""
    return of_case(RequestReminded, case)


def overdue(case: Case) -> CaseEvent:
    """Two."""
    return of_case(RequestOverdue, case)


def escalated(case: Case) -> CaseEvent:
    """Three."""
    return of_case(RequestEscalated, case)


def right_of(who: str, organisation: OrganisationRef, status: AuthorisationStatus, **more: Any) -> dict[str, Any]:
    """What every event about a right says."""
    after = Authorisation(
        authorisation_id=f"auth-{who}-{organisation.id}",
        request_id=more.pop("request", f"req-{who}-{organisation.id}"),
        account_id=who,
        organisation=organisation,
        proposal=False,
        status=status,
        administrator=more.pop("administrator", False),
    )
    about = {name: getattr(after, name) for name in ("authorisation_id", "request_id", "account_id")}
    return {**about, "organisation_id": organisation.id, "authorisation": after, **more}


def nudged(who: str, organisation: OrganisationRef, **more: Any) -> DecisionNudged:
    """The applicant gets impatient."""
    return DecisionNudged(**right_of(who, organisation, AuthorisationStatus.REQUESTED, **more))


def provided(who: str, organisation: OrganisationRef) -> InformationProvided:
    """The applicant answers."""
    return InformationProvided(**right_of(who, organisation, AuthorisationStatus.REQUESTED), operator_version=2)


def measure(event: type[AuthorisationEvent], who: str, organisation: OrganisationRef, **more: Any) -> Event:
    """Something is done to a right, with a reason."""
    status = {
        AuthorisationSuspended: AuthorisationStatus.SUSPENDED,
        AuthorisationRevoked: AuthorisationStatus.REVOKED,
    }.get(event, AuthorisationStatus.VALID)
    more.setdefault("administrator", event is AdministratorAppointed)
    return event.model_validate({**right_of(who, organisation, status, **more), "reason": WHY})


MEASURES: tuple[type[AuthorisationEvent], ...] = (
    AuthorisationSuspended,
    AuthorisationReinstated,
    AuthorisationRevoked,
    AdministratorAppointed,
    AdministratorRemoved,
)


def whole(organisation: OrganisationRef, status: OrganisationStatus = OrganisationStatus.VALID) -> Organisation:
    """An operator with one activity."""
    activity = Activity(type=ActivityType.IMPORTER, control_body="FR-BIO-01", valid_to=VALID_TO)
    known = {**organisation.model_dump(), "status": status}
    return Organisation(**known, addresses=(), identifiers=(), activities=(activity,))


def stopped(organisation: OrganisationRef) -> OperatorSuspended:
    """The authority stops an operator."""
    state = whole(organisation, OrganisationStatus.SUSPENDED)
    return OperatorSuspended(organisation_id=organisation.id, organisation=state, reason=WHY)


def restored(organisation: OrganisationRef) -> OperatorReinstated:
    """And lets it go on."""
    return OperatorReinstated(organisation_id=organisation.id, organisation=whole(organisation), reason=WHY)


def expiring(organisation: OrganisationRef, days: int = 30) -> ActivityExpiring:
    """A certificate ends soon."""
    return ActivityExpiring(
        organisation_id=organisation.id,
        organisation=whole(organisation),
        activity=ActivityType.IMPORTER,
        valid_to=VALID_TO,
        days=days,
    )


def expired_activity(organisation: OrganisationRef) -> ActivityExpired:
    """A certificate has ended."""
    return ActivityExpired(
        organisation_id=organisation.id,
        organisation=whole(organisation),
        activity=ActivityType.IMPORTER,
        valid_to=VALID_TO,
    )


def people_and_rights() -> list[list[Delivery]]:
    """Who is there already: Béla at the Belgian authority, Cora at the Commission, Marc administering the importer."""
    return [
        *bootstrapped("bela", BELGIUM),
        *bootstrapped("cora", COMMISSION),
        history(created("marc", "link-marc")),
        history(requested("marc", IMPORTER), granted("marc", IMPORTER, administrator=True)),
    ]


def the_long_way() -> list[list[Delivery]]:
    """One request that takes all turns, and what befalls rights and operators, one history a subject."""
    case = case_of("elodie", ALPRO, BELGIUM)
    events: list[Event] = [routed(case), reminded(case), asked(case), reopened(case)]
    events += [overdue(case), escalated(case), reassigned(case, COMMISSION)]
    return [
        *people_and_rights(),
        history(created("elodie"), reset("elodie"), password_changed("elodie")),
        history(*events),
        history(requested("elodie", ALPRO), provided("elodie", ALPRO), nudged("elodie", ALPRO)),
        history(*(measure(event, "ines", IMPORTER) for event in MEASURES)),
        history(created("ines", "link-ines")),
        history(stopped(IMPORTER), restored(IMPORTER), expiring(IMPORTER), expired_activity(IMPORTER)),
    ]
