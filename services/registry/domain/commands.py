"""Commands: what registry is asked to do. Ids are drawn by whoever asks, so that a repetition has the same ones."""

from dataclasses import dataclass
from typing import ClassVar

from contracts.events.registry import Activity, Address, Identifier, OrganisationKind
from services.registry.domain.contact import Contact
from services.registry.domain.profile import Profile
from services.registry.domain.standing import Deed, Overseer


@dataclass(frozen=True, slots=True)
class RegisterOrganisation:
    """An organisation that comes with the system (rule E11): its reference data, as the files have it."""

    organisation_id: str
    kind: OrganisationKind
    country: str
    name: str
    code: str | None = None
    traces_number: str | None = None
    addresses: tuple[Address, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    activities: tuple[Activity, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposeOperator:
    """Create an operator that was not found, and ask to act for it: two requests in one go (rules D1 to D9)."""

    proposal: ClassVar[bool] = True

    organisation_id: str
    authorisation_id: str
    request_id: str
    traces_number: str
    profile: Profile
    contact: Contact


@dataclass(frozen=True, slots=True)
class RequestAuthorisation:
    """Ask to act for an organisation that is there (rule C2). `previous_request_id` is the last attempt's, if any."""

    proposal: ClassVar[bool] = False

    organisation_id: str
    authorisation_id: str
    request_id: str
    contact: Contact
    previous_request_id: str | None = None


@dataclass(frozen=True, slots=True)
class WithdrawRequest:
    """Take an own request back. `proposal` is that of the request: its operator goes with it."""

    authorisation_id: str
    organisation_id: str
    proposal: bool


@dataclass(frozen=True, slots=True)
class ProvideInformation:
    """Answer a question about an own request. `proposal` is that of the request."""

    authorisation_id: str
    organisation_id: str
    proposal: bool
    message: str


@dataclass(frozen=True, slots=True)
class NudgeDecision:
    """Remind the validators of an own request that waits."""

    authorisation_id: str
    organisation_id: str


@dataclass(frozen=True, slots=True)
class ChangeRight:
    """Do something to another person's right.

    `account_id` does it; `control_bodies` are those that check the operator, looked up beforehand.
    """

    deed: Deed
    authorisation_id: str
    organisation_id: str
    account_id: str
    reason: str | None
    control_bodies: tuple[Overseer, ...] = ()


@dataclass(frozen=True, slots=True)
class GrantByBootstrap:
    """Make somebody the first administrator of an organisation, without a request (design section 6, bootstrap)."""

    authorisation_id: str
    organisation_id: str
    account_id: str
