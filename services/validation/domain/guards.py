"""What has to hold before a case is decided. Each guard raises the refusal that its docstring names, or passes."""

from collections.abc import Sequence
from unicodedata import category

from chassis.errors import StaleVersion
from contracts.events.registry import OrganisationStatus
from contracts.events.validation import CaseStatus
from services.validation.domain.commands import Decide
from services.validation.domain.decider import Decider
from services.validation.domain.organisation_view import OrganisationView
from services.validation.domain.refusals import (
    AlreadyDecided,
    CaseIncomplete,
    DatesReversed,
    InformationPending,
    NotYourCase,
    OperatorNotValid,
    OperatorVersionPending,
    ReasonMissing,
    SelfValidation,
)
from services.validation.domain.request import Action, Request
from services.validation.domain.rights import scopes_of_person

RECOGNISED = (OrganisationStatus.VALID, OrganisationStatus.SUSPENDED)
"""A right on a suspended organisation may be granted; access to it stays stopped until reinstatement."""

CONTROL, LAYOUT = "Cc", "\n\t"
"""Control characters are removed from texts (domain section 4), but for these."""

GONE = (OrganisationStatus.REJECTED, OrganisationStatus.DELETED)


def decider_may(
    request: Request, account_id: str, rights: Sequence[Decider], organisation: OrganisationView | None
) -> None:
    """Nobody decides his own request (SelfValidation, rule E7), or one out of scope (NotYourCase, rules E6, E10).

    Where the country delegates, an administrator of the organisation may (rule E5), but not of one that is stopped.
    """
    if account_id == request.account_id:
        raise SelfValidation
    stopped = [organisation.id] if organisation is not None and organisation.stopped else []
    if scopes_of_person(rights, stopped).isdisjoint(request.scopes):
        raise NotYourCase


def reassigner_may(request: Request, account_id: str, rights: Sequence[Decider]) -> None:
    """The validator's or its superior's users (NotYourCase), of others' requests (SelfValidation); no delegate."""
    if account_id == request.account_id:
        raise SelfValidation
    may = {request.validator.id} | ({request.superior.id} if request.superior else set())
    if scopes_of_person(rights).isdisjoint(may):
        raise NotYourCase


def read_lately(request: Request, version: int | None) -> None:
    """What is decided on is the case as it was read (StaleVersion, rule F10), where the caller names that."""
    if version is not None and version != request.sequence:
        raise StaleVersion


def organisation_read_lately(organisation: OrganisationView | None, version: int | None) -> None:
    """Nor has the organisation changed since it was read (StaleVersion, rule F10), where the caller names that."""
    if version is not None and version != (organisation.seen if organisation is not None else 0):
        raise StaleVersion


def reason_of(said: str | None) -> str:
    """A reason as plain text, without the white space around it (ReasonMissing, guard of domain section 2)."""
    reason = "".join(sign for sign in said or "" if sign in LAYOUT or category(sign) != CONTROL).strip()
    if not reason:
        raise ReasonMissing
    return reason


def certificate_dates_run_forward(command: Decide) -> None:
    """A certificate does not end before it begins (DatesReversed, rule E15)."""
    if command.valid_from and command.valid_to and command.valid_to < command.valid_from:
        raise DatesReversed


def case_allows(request: Request, action: Action, organisation: OrganisationView | None) -> None:
    """It is not settled (AlreadyDecided), awaits no answer (InformationPending), and is whole (CaseIncomplete).

    Whole is also what the applicant corrected (OperatorVersionPending): nobody decides on data that he has not seen.
    """
    if not request.allows(action):
        raise InformationPending if request.status is CaseStatus.INFO_REQUIRED else AlreadyDecided(request.status)
    if not request.complete:
        raise CaseIncomplete
    if not request.whole(organisation.seen if organisation is not None else 0):
        raise OperatorVersionPending(request.awaited_version)


def operator_is_ready(request: Request, organisation: OrganisationView | None) -> None:
    """A user is valid on a valid organisation only, and by registry's word (OperatorNotValid, rule E9).

    A proposal makes its operator valid with the same decision; but not one that was withdrawn or refused meanwhile.
    """
    status = organisation.status if organisation is not None and organisation.known else None
    ready = status not in GONE if request.proposal else status in RECOGNISED
    if not ready:
        raise OperatorNotValid(status)
