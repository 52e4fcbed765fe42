"""What registry answers about organisations and people's rights on them."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from chassis.errors import FieldError
from contracts.event import Moment
from contracts.events.registry import (
    Activity,
    Address,
    AuthorisationStatus,
    Identifier,
    OrganisationKind,
    OrganisationStatus,
)
from services.registry.domain.organisation import Organisation
from services.registry.domain.remarks import remarks
from services.registry.queries.duplicates import Because, Duplicate
from services.registry.queries.rights import Right, User


class OrganisationName(BaseModel):
    """An organisation as others name it."""

    id: str
    kind: OrganisationKind
    name: str
    code: str | None
    traces_number: str | None
    status: OrganisationStatus

    @classmethod
    def of(cls, organisation: Organisation) -> "OrganisationName":
        """From its state."""
        return cls.model_validate(organisation.ref().model_dump())


class Warning(BaseModel):
    """Something odd that was accepted: JSON pointer into the body, machine code, a sentence.

    `organisation` is one to ask to join instead, where the warning is about that.
    """

    pointer: str
    code: str
    detail: str
    organisation: OrganisationName | None = None


def warnings_json(found: Sequence[FieldError], more: Sequence[Warning] = ()) -> list[dict[str, Any]]:
    """Warnings as they stand in an answer."""
    told = [Warning(pointer=each.pointer, code=each.code, detail=each.detail) for each in found]
    return [each.model_dump(mode="json", exclude_none=True) for each in (*told, *more)]


class OrganisationItem(OrganisationName):
    """A row of the search."""

    country: str
    addresses: tuple[Address, ...]
    activities: tuple[Activity, ...]

    @classmethod
    def of(cls, organisation: Organisation) -> "OrganisationItem":
        """From its state."""
        return cls.model_validate(organisation.published().model_dump())


class DuplicateAnswer(BaseModel):
    """An operator to ask to join instead. `likeness` of the names is 0 to 100, null when no name was given."""

    organisation: OrganisationItem
    because: list[Because]
    likeness: int | None

    @classmethod
    def of(cls, duplicate: Duplicate) -> "DuplicateAnswer":
        """From what was found."""
        return cls(
            organisation=OrganisationItem.of(duplicate.organisation),
            because=list(duplicate.because),
            likeness=duplicate.likeness,
        )


class OrganisationDetail(OrganisationItem):
    """An organisation, whole."""

    phone: str | None
    identifiers: tuple[Identifier, ...]

    @classmethod
    def of(cls, organisation: Organisation) -> "OrganisationDetail":
        """From its state."""
        return cls.model_validate({**organisation.published().model_dump(), "phone": organisation.phone})


class OrganisationShown(OrganisationDetail):
    """An organisation with what is odd about its numbers: a validator is warned as the applicant was."""

    warnings: list[Warning] = []

    @classmethod
    def of(cls, organisation: Organisation) -> "OrganisationShown":
        """From its state."""
        detail = OrganisationDetail.of(organisation).model_dump()
        return cls.model_validate({**detail, "warnings": warnings_json(remarks(organisation))})


class RightAnswer(BaseModel):
    """A right of one's own. `effective`: one may act; false while right or organisation are SUSPENDED."""

    authorisation_id: str
    organisation: OrganisationName
    status: AuthorisationStatus
    effective: bool
    administrator: bool
    since: Moment | None

    @classmethod
    def of(cls, right: Right) -> "RightAnswer":
        """From the right and its organisation."""
        held = right.authorisation
        return cls(
            authorisation_id=held.id,
            organisation=OrganisationName.of(right.organisation),
            status=held.status,
            effective=held.acts_for(right.organisation),
            administrator=held.administrator,
            since=held.since,
        )


class Rights(BaseModel):
    """All rights of the caller."""

    items: list[RightAnswer]


class UserAnswer(BaseModel):
    """A user of an organisation. `name` is null while identity has not said it."""

    authorisation_id: str
    account_id: str
    name: str | None
    status: AuthorisationStatus
    administrator: bool
    since: Moment | None

    @classmethod
    def of(cls, user: User) -> "UserAnswer":
        """From the right and its person."""
        person, held = user.person, user.authorisation
        return cls(
            authorisation_id=held.id,
            account_id=held.account_id,
            name=person.name if person else None,
            status=held.status,
            administrator=held.administrator,
            since=held.since,
        )


class Users(BaseModel):
    """The users of an organisation."""

    items: list[UserAnswer]
