"""The guide's people, organisations and events, as notify hears of them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from chassis.testing import envelope_for
from contracts.envelope import Envelope
from contracts.event import Event
from contracts.events.identity import (
    Account,
    AccountActivated,
    AccountCreated,
    AccountEvent,
    AccountExpired,
    AccountLocked,
    AccountStatus,
    ConfirmationRenewed,
    Link,
    PreferencesChanged,
    RegistrationRepeated,
)
from contracts.events.registry import (
    Authorisation,
    AuthorisationEvent,
    AuthorisationGranted,
    AuthorisationRejected,
    AuthorisationRequested,
    AuthorisationStatus,
    OrganisationKind,
    OrganisationRef,
    OrganisationStatus,
)
from contracts.events.validation import Case, CaseStatus, RequestRouted, RequestWithdrawn, Validator
from contracts.reference import organisation_id

Delivery = tuple[Envelope, Event]

BEGIN = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
DUE = datetime(2026, 3, 6, 22, 59, 59, tzinfo=UTC)
HELPDESKS = ("sante@helpdesk.example", "agri@helpdesk.example")

ADDRESSES = {
    "elodie": "elodie.durand@alpro.example",
    "marc": "marc.petit@importeur.example",
    "ines": "ines@inao.example",
    "bela": "bela@be-ca.example",
    "cora": "cora@eu-com.example",
}
NAMES = {
    "elodie": ("Élodie", "Durand"),
    "marc": ("Marc", "Petit"),
    "ines": ("Inès", "Roy"),
    "bela": ("Béla", "Maes"),
    "cora": ("Cora", "Smith"),
}
LANGUAGES = {"elodie": "fr", "marc": "fr", "ines": "fr", "bela": "nl", "cora": "en"}

INAO = Validator(
    id=organisation_id("FR-INAO"), code="FR-INAO", name="INAO", country="FR", duty_mailbox="duty@inao.example"
)
BELGIUM = Validator(
    id=organisation_id("BE-CA"), code="BE-CA", name="Autorité belge", country="BE", duty_mailbox="duty@be-ca.example"
)
COMMISSION = Validator(
    id=organisation_id("EU-COM"), code="EU-COM", name="Commission", country="BE", duty_mailbox="duty@eu-com.example"
)
ALPRO = OrganisationRef(
    id="alpro",
    kind=OrganisationKind.OPERATOR,
    country="BE",
    code=None,
    traces_number="BE-ORG-OP-5",
    name="ALPRO Comm.V.A.",
    status=OrganisationStatus.VALID,
)
IMPORTER = OrganisationRef(
    id="importer",
    kind=OrganisationKind.OPERATOR,
    country="FR",
    code=None,
    traces_number="FR-ORG-OP-1",
    name="Test Importer",
    status=OrganisationStatus.NEW,
)


def account(who: str, status: AccountStatus = AccountStatus.ACTIVE, **changed: Any) -> Account:
    """Public state of an account."""
    first, last = NAMES[who]
    known: dict[str, Any] = {
        "first_name": first,
        "last_name": last,
        "email": ADDRESSES[who],
        "language": LANGUAGES[who],
    }
    return Account(account_id=who, status=status, timezone="Europe/Paris", **{**known, **changed})


def link(id: str = "link-1") -> Link:
    """A confirmation link, good for ninety minutes."""
    return Link(link_id=id, kid="k1", expires_at=BEGIN + timedelta(minutes=90))


def created(who: str, link_id: str = "link-1") -> AccountCreated:
    """Somebody signs up."""
    return AccountCreated(account_id=who, account=account(who, AccountStatus.PENDING), link=link(link_id))


def renewed(who: str, link_id: str = "link-2") -> ConfirmationRenewed:
    """Somebody asks for another link."""
    return ConfirmationRenewed(account_id=who, account=account(who, AccountStatus.PENDING), link=link(link_id))


def activated(who: str) -> AccountActivated:
    """The link was used."""
    return AccountActivated(account_id=who, account=account(who))


def repeated(who: str) -> RegistrationRepeated:
    """Somebody signs up with a known address."""
    return RegistrationRepeated(account_id=who, account=account(who))


def expired(who: str) -> AccountExpired:
    """The link was not used in time."""
    return AccountExpired(account_id=who, account=account(who, AccountStatus.EXPIRED))


def locked(who: str) -> AccountLocked:
    """Too many wrong passwords."""
    state = account(who, AccountStatus.LOCKED)
    return AccountLocked(account_id=who, account=state, locked_until=BEGIN + timedelta(minutes=15))


def preferences(who: str, status: AccountStatus = AccountStatus.ACTIVE, **changed: Any) -> PreferencesChanged:
    """Names, language or time zone change; also a stand-in for any other event with a state."""
    return PreferencesChanged(account_id=who, account=account(who, status, **changed))


def case_of(
    who: str,
    organisation: OrganisationRef,
    validator: Validator,
    *,
    request: str | None = None,
    status: CaseStatus = CaseStatus.OPEN,
    **more: Any,
) -> Case:
    """The case of a request."""
    request = request or f"req-{who}-{organisation.id}"
    facts = {"proposal": False, "first_user": True, "superior": COMMISSION, "delegated": False, "reason": None, **more}
    return Case(
        request_id=request,
        authorisation_id=f"auth-{who}-{organisation.id}",
        account_id=who,
        status=status,
        organisation=organisation,
        validator=validator,
        requested_at=BEGIN,
        due_at=DUE,
        **facts,
    )


def routed(case: Case) -> RequestRouted:
    """The request has a validator and a due date."""
    return RequestRouted(request_id=case.request_id, organisation_id=case.organisation.id, case=case)


def withdrawn(case: Case) -> RequestWithdrawn:
    """The applicant took it back."""
    return RequestWithdrawn(request_id=case.request_id, organisation_id=case.organisation.id, case=case)


def _right(event: type[AuthorisationEvent], who: str, organisation: OrganisationRef, **state: Any) -> dict[str, Any]:
    status = {
        AuthorisationRequested: AuthorisationStatus.REQUESTED,
        AuthorisationGranted: AuthorisationStatus.VALID,
        AuthorisationRejected: AuthorisationStatus.REJECTED,
    }
    after = Authorisation(
        authorisation_id=f"auth-{who}-{organisation.id}",
        request_id=state.get("request", f"req-{who}-{organisation.id}"),
        account_id=who,
        organisation=organisation,
        proposal=state.get("proposal", False),
        status=state.get("status", status[event]),
        administrator=state.get("administrator", False),
    )
    about = {name: getattr(after, name) for name in ("authorisation_id", "request_id", "account_id")}
    return {**about, "organisation_id": organisation.id, "authorisation": after}


def requested(who: str, organisation: OrganisationRef, **state: Any) -> AuthorisationRequested:
    """Somebody asks for a right."""
    return AuthorisationRequested(**_right(AuthorisationRequested, who, organisation, **state), first_user=True)


def granted(who: str, organisation: OrganisationRef, **state: Any) -> AuthorisationGranted:
    """The right is given."""
    return AuthorisationGranted(**_right(AuthorisationGranted, who, organisation, **state))


def rejected(
    who: str, organisation: OrganisationRef, reason: str | None = None, code: str = "decided", **state: Any
) -> AuthorisationRejected:
    """The right is refused."""
    about = _right(AuthorisationRejected, who, organisation, **state)
    return AuthorisationRejected(**about, reason_code=code, reason=reason)


def authority(validator: Validator) -> OrganisationRef:
    """A deciding organisation, as rights on it name it."""
    return OrganisationRef(
        id=validator.id,
        kind=OrganisationKind.AUTHORITY,
        country=validator.country,
        code=validator.code,
        traces_number=None,
        name=validator.name,
        status=OrganisationStatus.VALID,
    )


def history(*events: Event) -> list[Delivery]:
    """The events of one subject, in order, with their envelopes."""
    return [(envelope_for(event, sequence=number, time=BEGIN), event) for number, event in enumerate(events, 1)]


def bootstrapped(who: str, validator: Validator) -> list[list[Delivery]]:
    """A person of an authority: account, and a right that nobody requested."""
    right = granted(who, authority(validator), request=None, administrator=True)
    return [history(created(who, f"link-{who}"), activated(who)), history(right)]


def the_guide() -> list[list[Delivery]]:
    """The guide from sign-up to decision, one history a subject."""
    alpro = case_of("elodie", ALPRO, BELGIUM)
    importer = case_of("marc", IMPORTER, INAO, proposal=True)
    lost = case_of("marc", ALPRO, BELGIUM)
    return [
        history(created("elodie"), renewed("elodie"), activated("elodie"), preferences("elodie"), repeated("elodie")),
        history(created("marc", "link-marc"), activated("marc"), locked("marc")),
        history(routed(alpro)),
        history(requested("elodie", ALPRO), granted("elodie", ALPRO)),
        history(routed(importer)),
        history(requested("marc", IMPORTER), rejected("marc", IMPORTER, "Kein Zertifikat.", proposal=True)),
        history(routed(lost), withdrawn(lost)),
        history(requested("marc", ALPRO)),
        *bootstrapped("ines", INAO),
    ]


ACCOUNT_EVENTS: Sequence[type[Event]] = AccountEvent.__subclasses__()
