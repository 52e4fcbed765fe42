"""What somebody sends to correct a proposal: the parts that change; the others stay as they are."""

from typing import Annotated, Any

from pydantic import Field

from services.registry.domain.drafts import (
    ActivityDraft,
    AddressDraft,
    Draft,
    IdentifierDraft,
    Name,
    OperatorDraft,
    OrganisationDraft,
    Short,
)
from services.registry.domain.organisation import Organisation

OF_BODIES = frozenset({"code"})
"""Parts that control bodies and authorities have and operators have not."""
OF_OPERATORS = frozenset({"identifiers", "activities"})
"""And the other way round."""


class AmendmentDraft(Draft):
    """A part that is left out or null stays as it is; one that is sent replaces the whole part.

    `code` is of control bodies and authorities, `identifiers` and `activities` are of operators.
    """

    name: Name | None = None
    phone: Short | None = None
    addresses: Annotated[tuple[AddressDraft, ...], Field(max_length=20)] | None = None
    identifiers: Annotated[tuple[IdentifierDraft, ...], Field(max_length=20)] | None = None
    activities: Annotated[tuple[ActivityDraft, ...], Field(max_length=10)] | None = None
    code: Short | None = None


def amended_operator(known: Organisation, amendment: AmendmentDraft) -> OperatorDraft:
    """The whole operator as if it were proposed anew."""
    return OperatorDraft.model_validate(_merged(known, amendment))


def amended_organisation(known: Organisation, amendment: AmendmentDraft) -> OrganisationDraft:
    """The whole control body or authority as if it were proposed anew."""
    return OrganisationDraft.model_validate(_merged(known, amendment))


def _merged(known: Organisation, amendment: AmendmentDraft) -> dict[str, Any]:
    kept = known.model_dump(include=set(AmendmentDraft.model_fields))
    return {**kept, "phone": known.phone or "", **amendment.model_dump(exclude_none=True)}
