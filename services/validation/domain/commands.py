"""What a validator may ask for."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Outcome(StrEnum):
    """What a validator may say."""

    VALIDATED = "validated"
    REJECTED = "rejected"
    INFORMATION_REQUIRED = "information_required"


@dataclass(frozen=True, slots=True)
class Decide:
    """Settle a case, or ask the applicant.

    `account_id` decides; `organisation_id` is what the case is about, looked up beforehand. `reason` is for the
    applicant: why it is rejected, or what he is asked. The rest belongs to a validation: `administrator` None means by
    the rule of the first user; `certificate` is the number of the organic certificate that it rests on, `valid_from`
    and `valid_to` are the certificate's dates, both included. `version` is that of the case as it was read (its
    sequence), `operator_version` that of the organisation; None: any (rule F10).
    """

    request_id: str
    organisation_id: str
    account_id: str
    outcome: Outcome
    reason: str | None = None
    administrator: bool | None = None
    certificate: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    operator_version: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Reassign:
    """Hand a case over. `authority` is the code or the organisation id of a deciding authority; `account_id` does it.

    `organisation_id` is what the case is about, looked up beforehand; `version` is as in Decide.
    """

    request_id: str
    organisation_id: str
    account_id: str
    authority: str
    reason: str
    version: int | None = None
