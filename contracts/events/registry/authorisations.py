"""Events about authorisations: who may act for which organisation."""

from contracts.event import Event
from contracts.events.registry.records import Authorisation
from contracts.topics import ORGANISATIONS


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
    `reason` is what the validator wrote for the applicant, or the authority when it deleted the operator; null when the
    refusal follows from that of the operator, or from the withdrawal of its proposal.
    """

    reason_code: str
    reason: str | None


class InformationProvided(AuthorisationEvent):
    """The applicant answered a question; what he wrote is read at registry. validation reopens the case.

    `operator_version` is the `ce_sequence` of the organisation that the answer rests on: a case can be decided only by
    who has seen that version.
    """

    request_id: str
    operator_version: int


class DecisionNudged(AuthorisationEvent):
    """The applicant reminds of a request that waits; at most once in four hours. notify tells the validators."""

    request_id: str


class AuthorisationSuspended(AuthorisationEvent):
    """A right is stopped for a while. validation and notify heed it at once; notify tells the person.

    It comes again when an authority stops what an administrator had stopped: then only an authority lets it go on.
    """

    reason: str


class AuthorisationReinstated(AuthorisationEvent):
    """A suspended right holds again. validation and notify heed it; notify tells the person."""

    reason: str


class AuthorisationRevoked(AuthorisationEvent):
    """A right has ended for good. validation and notify heed it at once; notify tells the person."""

    reason: str


class AdministratorAppointed(AuthorisationEvent):
    """A user administers the organisation from now on (rule E4). validation and notify heed it."""

    reason: str


class AdministratorRemoved(AuthorisationEvent):
    """A user does not administer the organisation any more (rule E5). validation and notify heed it."""

    reason: str
