"""Commands about organisations. Ids are drawn by whoever asks, so that a repetition has the same ones."""

from dataclasses import dataclass
from typing import ClassVar

from contracts.events.registry import OrganisationKind
from services.registry.domain.contact import Contact
from services.registry.domain.profile import Profile


@dataclass(frozen=True, slots=True)
class ProposeOrganisation:
    """Create a control body or an authority that was not found, and ask to act for it (rule B1)."""

    proposal: ClassVar[bool] = True

    kind: OrganisationKind
    organisation_id: str
    authorisation_id: str
    request_id: str
    profile: Profile
    contact: Contact


@dataclass(frozen=True, slots=True)
class AmendOrganisation:
    """Correct what was proposed. `version` is the one that the correction was made on (its sequence), None: any."""

    organisation_id: str
    authorisation_id: str
    profile: Profile
    version: int | None


@dataclass(frozen=True, slots=True)
class SuspendOperator:
    """Stop a valid operator for a while; its users keep their rights but cannot act."""

    organisation_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReinstateOperator:
    """Let a suspended operator be valid again."""

    organisation_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class DeleteOperator:
    """End an operator for good (softly: it stays as a row). Its users' rights and open requests end with it."""

    organisation_id: str
    reason: str
