"""What validation answers over HTTP (design section 7)."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, Field

from contracts.event import Moment
from contracts.events.registry import OrganisationKind, OrganisationStatus
from contracts.events.validation import CaseStatus, Validator
from services.validation.domain.organisation_view import OrganisationView
from services.validation.domain.person import Person
from services.validation.domain.request import Request
from services.validation.domain.routing import Route


class RequestKind(StrEnum):
    """A proposal asks for an operator and a user on it in one; an attachment for a user only."""

    PROPOSAL = "proposal"
    ATTACHMENT = "attachment"


class ValidatorAnswer(BaseModel):
    """Who decides. The duty mailbox is not shown."""

    id: str
    code: str
    name: str
    country: str

    @classmethod
    def of(cls, validator: Validator) -> "ValidatorAnswer":
        """What may be shown of a validator."""
        return cls(**validator.model_dump(include=set(cls.model_fields)))


class RouteAnswer(BaseModel):
    """Who would decide a request sent now, and until when."""

    validator: ValidatorAnswer
    due_at_if_sent_now: Moment

    @classmethod
    def of(cls, route: Route, now: datetime) -> "RouteAnswer":
        """The answer for a request made at `now`."""
        return cls(validator=ValidatorAnswer.of(route.authority.validator), due_at_if_sent_now=route.due_at(now))


class OrganisationAnswer(BaseModel):
    """What the request is about, as last heard of it. `code` or `traces_number` is set, by kind."""

    id: str
    kind: OrganisationKind
    country: str
    code: str | None
    traces_number: str | None
    name: str
    status: OrganisationStatus


class ApplicantAnswer(BaseModel):
    """Who asks. Name and address are null until identity has told them."""

    account_id: str
    name: str | None
    email: str | None


class WorkItem(BaseModel):
    """A case on a validator's desk."""

    request_id: str
    kind: RequestKind
    status: CaseStatus
    organisation: OrganisationAnswer
    applicant: ApplicantAnswer
    validator: ValidatorAnswer
    superior: ValidatorAnswer | None = Field(description="May decide in the validator's place.")
    first_user: bool = Field(description="Nobody was a valid user of the organisation when this was asked.")
    due_at: Moment
    created_at: Moment
    complete: bool = Field(description="Whether it can be decided: false while the proposed operator is awaited.")
    operator_version: int = Field(description="Registry's version of the organisation as shown; 0: not heard of yet.")
    reason: str | None = Field(description="Why it was rejected.")

    @classmethod
    def of(cls, request: Request, applicant: Person | None, view: OrganisationView | None) -> "WorkItem":
        """The case with what is known of its applicant and its organisation."""
        known = view if view is not None and view.known else None
        organisation = known.ref if known else request.organisation
        return cls(
            request_id=request.id,
            kind=RequestKind.PROPOSAL if request.proposal else RequestKind.ATTACHMENT,
            status=request.status,
            organisation=OrganisationAnswer(**organisation.model_dump()),
            applicant=ApplicantAnswer(
                account_id=request.account_id,
                name=applicant.name if applicant else None,
                email=applicant.email if applicant else None,
            ),
            validator=ValidatorAnswer.of(request.validator),
            superior=ValidatorAnswer.of(request.superior) if request.superior else None,
            first_user=request.first_user,
            due_at=request.due_at,
            created_at=request.requested_at,
            complete=request.complete,
            operator_version=known.seen if known else 0,
            reason=request.reason,
        )
