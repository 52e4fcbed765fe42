"""Events of registry: organisations, and who is authorised to act for them."""

from enum import StrEnum

from contracts.event import Event, Record
from contracts.topics import ORGANISATIONS


class OrganisationKind(StrEnum):
    """The three roles of the guide (rule B1)."""

    OPERATOR = "operator"
    CONTROL_BODY = "control_body"
    AUTHORITY = "authority"


class OrganisationStatus(StrEnum):
    """Where an organisation stands (domain section 2)."""

    NEW = "NEW"
    VALID = "VALID"
    REJECTED = "REJECTED"
    SUSPENDED = "SUSPENDED"
    DELETED = "DELETED"


class AuthorisationStatus(StrEnum):
    """Where the right of a person on an organisation stands (domain section 2)."""

    REQUESTED = "REQUESTED"
    INFO_REQUIRED = "INFO_REQUIRED"
    VALID = "VALID"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"
    SUSPENDED = "SUSPENDED"
    REVOKED = "REVOKED"


class ActivityType(StrEnum):
    """What an operator does (rule D4): imports with customs declarations, or receives as first consignee."""

    IMPORTER = "organic-importer"
    OPERATOR = "organic-operator"


class IdentifierType(StrEnum):
    """Kinds of numbers an operator is known by (rule D3)."""

    EORI = "EORI"
    VAT = "VAT"
    NATIONAL = "NATIONAL"


class Address(Record):
    """A postal address; exactly one of an organisation's is `main`. `country` is ISO 3166-1 alpha-2."""

    street: str
    postcode: str
    city: str
    country: str
    main: bool


class Identifier(Record):
    """A number an operator is known by, normalised; at most one is `main`."""

    type: IdentifierType
    value: str
    main: bool


class Activity(Record):
    """One activity and the code of the control body that checks it (`FR-BIO-01`)."""

    type: ActivityType
    control_body: str


class OrganisationRef(Record):
    """An organisation as others name it: enough to show and to route, not to decide on.

    `code` is set for control bodies and authorities, `traces_number` for operators.
    """

    id: str
    kind: OrganisationKind
    country: str
    code: str | None
    traces_number: str | None
    name: str
    status: OrganisationStatus


class Organisation(OrganisationRef):
    """Public state of an organisation after the event."""

    addresses: tuple[Address, ...]
    identifiers: tuple[Identifier, ...]
    activities: tuple[Activity, ...]


class OrganisationEvent(Event, topic=ORGANISATIONS, subject="organisation_id", key="organisation_id", abstract=True):
    """An event about an organisation, with its state after it."""

    organisation_id: str
    organisation: Organisation


class OrganisationRegistered(OrganisationEvent):
    """An organisation that comes with the system (reference data): authorities, control bodies, known operators.

    validation mirrors it.
    """


class OperatorProposed(OrganisationEvent):
    """Somebody proposed an operator that was not found (rules D1 to D9).

    Leaves in one transaction with the AuthorisationRequested of the same `request_id`;
    validation completes the case with it.
    """

    request_id: str
    authorisation_id: str
    account_id: str


class OperatorValidated(OrganisationEvent):
    """The competent authority recognised the operator (rule E9: before any user on it).

    validation lets requests to join it be decided from then on.
    """

    request_id: str | None


class OperatorRejected(OrganisationEvent):
    """The competent authority refused the operator; every other open request on it is refused with it.

    validation mirrors it.
    """

    request_id: str
    reason: str


class OperatorDeleted(OrganisationEvent):
    """The operator is gone: its proposer withdrew it before it was decided. Its EORI is free again.

    validation mirrors it.
    """

    reason: str


class Authorisation(Record):
    """Public state of the right of one person (`account_id`) on one organisation.

    `proposal`: the request also proposes the organisation. `administrator` means something while VALID.
    `request_id` is null for rights that were never requested (bootstrap).
    """

    authorisation_id: str
    request_id: str | None
    account_id: str
    organisation: OrganisationRef
    proposal: bool
    status: AuthorisationStatus
    administrator: bool


class AuthorisationEvent(Event, topic=ORGANISATIONS, subject="authorisation_id", key="organisation_id", abstract=True):
    """An event about a person's right on an organisation, with the right's state after it."""

    authorisation_id: str
    organisation_id: str
    request_id: str | None
    account_id: str
    authorisation: Authorisation


class AuthorisationRequested(AuthorisationEvent):
    """A person asks to act for an organisation (rules C2, D9). validation opens and routes the case.

    `first_user`: nobody has been VALID on this organisation yet.
    """

    request_id: str
    first_user: bool


class AuthorisationWithdrawn(AuthorisationEvent):
    """The applicant took the request back before it was settled. validation closes the case."""


class AuthorisationGranted(AuthorisationEvent):
    """The person may act for the organisation. notify tells the applicant (operator and user in one mail)."""


class AuthorisationRejected(AuthorisationEvent):
    """The request is refused. `reason_code` is `decided`, `operator-rejected` or `operator-withdrawn`.

    validation closes the case when the reason is not its own decision; notify tells the applicant.
    `reason` is what the validator wrote for the applicant, null when the refusal follows from the operator's.
    """

    reason_code: str
    reason: str | None
