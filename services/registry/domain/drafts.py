"""What people send: drafts, with the maxima of design section 5, before anything is judged."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from contracts.events.registry import ActivityType, IdentifierType

Name = Annotated[str, StringConstraints(max_length=200)]
Line = Annotated[str, StringConstraints(max_length=200)]
Short = Annotated[str, StringConstraints(max_length=50)]
Message = Annotated[str, StringConstraints(max_length=2_000)]


class Draft(BaseModel):
    """A frozen piece of what was sent."""

    model_config = ConfigDict(frozen=True)


class AddressDraft(Draft):
    """A postal address; exactly one is `main`. `country` is ISO 3166-1 alpha-2."""

    street: Line
    postcode: Short
    city: Line
    country: Annotated[str, StringConstraints(max_length=2)]
    main: bool = False


class IdentifierDraft(Draft):
    """A number the operator is known by; at most one is `main` (none: the EORI number, or else the first)."""

    type: IdentifierType
    value: Short
    main: bool = False


class ActivityDraft(Draft):
    """An activity and the code of the control body that checks it."""

    type: ActivityType
    control_body: Short


class ContactDraft(Draft):
    """Message and contact of a request, all optional (rule C2). They never leave registry."""

    message: Message | None = None
    contact_email: Annotated[str, StringConstraints(max_length=254)] | None = None
    contact_phone: Short | None = None


class OperatorDraft(Draft):
    """An operator as proposed (rules D2 to D6)."""

    name: Name
    phone: Short
    addresses: Annotated[tuple[AddressDraft, ...], Field(max_length=20)]
    identifiers: Annotated[tuple[IdentifierDraft, ...], Field(max_length=20)] = ()
    activities: Annotated[tuple[ActivityDraft, ...], Field(max_length=10)]


class OrganisationDraft(Draft):
    """A control body or an authority as proposed (rule B1): known by a code."""

    name: Name
    code: Short
    phone: Short
    addresses: Annotated[tuple[AddressDraft, ...], Field(max_length=20)]
