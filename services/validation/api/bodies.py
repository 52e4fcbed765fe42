"""What is sent to validation, with its maxima."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from services.validation.domain.certificate import CERTIFICATE, plain
from services.validation.domain.commands import Outcome

MOST_DECISIONS = 100

Id = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Text = Annotated[str, StringConstraints(max_length=2000)]
CertificateNumber = Annotated[
    str,
    StringConstraints(pattern=CERTIFICATE),
    BeforeValidator(lambda number: plain(number) if isinstance(number, str) else number),
]
"""Read however it is spelled, kept as it is compared."""


class DecisionBody(BaseModel):
    """A decision. A rejection needs a `reason`, a question is one; the other fields are read for a validation only."""

    model_config = ConfigDict(extra="forbid")

    outcome: Outcome
    reason: Text | None = Field(None, description="For the applicant: why, or what he is asked.")
    administrator: bool | None = Field(None, description="Left out: true for the first user of the organisation.")
    certificate: CertificateNumber | None = Field(None, description="Number of the organic certificate it rests on.")
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
