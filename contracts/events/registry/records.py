"""What events of registry speak of: organisations, and the rights of people on them."""

from datetime import date
from enum import StrEnum

from contracts.event import Record


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
    """One activity and the code of the control body that checks it (`FR-BIO-01`).

    `valid_from` and `valid_to` are the dates of the organic certificate (rule E15), both included; null when nobody
    has said. From the day after `valid_to` the activity is `expired`.
    """

    type: ActivityType
    control_body: str
    valid_from: date | None = None
    valid_to: date | None = None
    expired: bool = False


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
