"""Events of validation: who decides a request, until when, and what was decided."""

from datetime import date
from enum import StrEnum

from contracts.event import Event, Moment, Record
from contracts.events.registry import OrganisationRef
from contracts.topics import REQUESTS


class CaseStatus(StrEnum):
    """Where the case of a validator stands."""

    OPEN = "OPEN"
    INFO_REQUIRED = "INFO_REQUIRED"
    VALIDATED = "VALIDATED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"


class Validator(Record):
    """A deciding organisation. `duty_mailbox` is its functional address, used when nobody of it is known yet."""

    id: str
    code: str
    name: str
    country: str
    duty_mailbox: str


class Case(Record):
    """A case, whole. `due_at` counts working days from the request (rule F2).

    `superior` may always decide in the validator's place (rule E10).
    `delegated`: the organisation's own administrators may decide, too (rule E5).
    """

    request_id: str
    authorisation_id: str
    account_id: str
    proposal: bool
    first_user: bool
    status: CaseStatus
    organisation: OrganisationRef
    validator: Validator
    superior: Validator | None
    delegated: bool
    requested_at: Moment
    due_at: Moment
    reason: str | None


class CaseEvent(Event, topic=REQUESTS, subject="request_id", key="organisation_id", abstract=True):
    """An event about a case, with the case after it."""

    request_id: str
    organisation_id: str
    case: Case


class RequestRouted(CaseEvent):
    """A request found its validator and its due date. registry shows both; notify mails all concerned."""


class RequestValidated(CaseEvent):
    """The authority decided for operator (where it is a proposal) and user in one go, operator first (rules D9, E9).

    `administrator`: the user administers the organisation (rule E4); registry applies it and computes nothing.
    `certificate` is the organic operator certificate the decision rests on, with its dates.
    """

    administrator: bool
    certificate: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


class RequestRejected(CaseEvent):
    """The authority refused operator (where it is a proposal) and user; `reason` is for the applicant.

    registry applies it and has the last word; notify tells the applicant on registry's event.
    """

    reason: str


class RequestWithdrawn(CaseEvent):
    """The applicant took the request back; also said of a case that was decided before the news came.

    notify tells the validators.
    """


class InformationRequested(CaseEvent):
    """The validator needs to know more before deciding; deadlines rest. registry asks; notify tells the applicant."""

    reason: str


class RequestReopened(CaseEvent):
    """The answer is there; a new due date counts from it. registry shows it; notify tells the validators."""


class RequestReassigned(CaseEvent):
    """The case went to another authority, with a new due date. registry shows it; notify tells both sides.

    `previous` is who had it before.
    """

    previous: Validator
    reason: str


class RequestReminded(CaseEvent):
    """A working day has passed and the case waits. notify reminds the validators."""


class RequestOverdue(CaseEvent):
    """The due date has passed. registry shows it; notify tells validators and applicant."""


class RequestEscalated(CaseEvent):
    """The case has waited too long. registry shows it; notify tells the superior authority and the helpdesks, too."""
