"""What is sent to validation, with its maxima."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.validation.domain.commands import Outcome

CERTIFICATE = r"^[A-Z]{2}-[A-Z]{3}-\d{1,3}(?:-[A-Z]{2,3})?\.\d{3}-\d{7}\.\d{4}\.\d{3}$"
"""Number of an organic operator certificate, OOC in domain section 4."""

MOST_DECISIONS = 100

Id = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Text = Annotated[str, StringConstraints(max_length=2000)]


class DecisionBody(BaseModel):
    """A decision. A rejection needs a `reason`, a question is one; the other fields are read for a validation only."""

    model_config = ConfigDict(extra="forbid")

    outcome: Outcome
    reason: Text | None = Field(None, description="For the applicant: why, or what he is asked.")
    administrator: bool | None = Field(None, description="Left out: true for the first user of the organisation.")
    certificate: str | None = Field(None, pattern=CERTIFICATE, description="Organic certificate it rests on.")
    valid_from: date | None = Field(None, description="First day of the certificate.")
    valid_to: date | None = Field(None, description="Last day of the certificate.")
    operator_version: int | None = Field(
        None, ge=0, description="That of the work item as it was read: another one is refused (412). Left out: any."
    )


class DecisionRow(DecisionBody):
    """One decision of many."""

    request_id: Id
    version: int | None = Field(
        None, ge=0, description="That of the case as it was listed, as `If-Match`: another one is refused (412)."
    )

    @property
    def decision(self) -> dict[str, object]:
        """All but the case it is about."""
        return {name: value for name, value in self if name != "request_id"}


class DecisionsBody(BaseModel):
    """Many decisions at once. A row of another shape refuses them all; a rule that is broken only its own row."""

    model_config = ConfigDict(extra="forbid")

    decisions: Annotated[list[DecisionRow], Field(min_length=1, max_length=MOST_DECISIONS)]


class ReassignmentBody(BaseModel):
    """Where a case belongs, and why."""

    model_config = ConfigDict(extra="forbid")

    authority: Id = Field(description="Code or id of a deciding authority: `BE-CA`.")
    reason: Text = Field(description="For the new validators and the applicant.")
