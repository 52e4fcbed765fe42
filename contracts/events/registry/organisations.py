"""Events about organisations: operators, control bodies, authorities."""

from datetime import date

from contracts.event import Event
from contracts.events.registry.records import ActivityType, Organisation
from contracts.topics import ORGANISATIONS


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


class OrganisationProposed(OrganisationEvent):
    """Somebody proposed a control body or an authority that was not found (rule B1).

    The same as OperatorProposed is for operators; validation completes the case with it.
    """

    request_id: str
    authorisation_id: str
    account_id: str


class OrganisationValidated(OrganisationEvent):
    """The authority above recognised a proposed control body or authority. validation mirrors it."""

    request_id: str | None


class OrganisationRejected(OrganisationEvent):
    """The authority above refused a proposed control body or authority. validation mirrors it."""

    request_id: str
    reason: str


class OperatorAmended(OrganisationEvent):
    """The applicant corrected what he had proposed, while information was required. validation mirrors it.

    Also for proposed control bodies and authorities.
    """

    request_id: str
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
    """The operator is gone: its proposer withdrew it before it was decided, or an authority ended it.

    Its EORI is free again. Also for proposed control bodies and authorities, whose code is free then.
    validation mirrors it.
    """

    reason: str


class OperatorSuspended(OrganisationEvent):
    """The authority stopped a valid operator for a while; its users keep their rights but cannot act.

    validation mirrors it; notify tells its users.
    """

    reason: str


class OperatorReinstated(OrganisationEvent):
    """A suspended operator is valid again. validation mirrors it; notify tells its users."""

    reason: str


class ActivityExpiring(OrganisationEvent):
    """A certificate of an operator runs out in `days` days (30, 7, 1; rule E15). notify tells its administrators."""

    activity: ActivityType
    valid_to: date
    days: int


class ActivityExpired(OrganisationEvent):
    """A certificate of an operator ran out: certificates of inspection would be refused. notify tells its users."""

    activity: ActivityType
    valid_to: date
