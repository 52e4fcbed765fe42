"""What validation answers over HTTP (design section 7)."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, Field

from chassis.errors import DomainError
from contracts.event import Moment
from contracts.events.registry import Activity, OrganisationKind, OrganisationStatus
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
        due_at = route.deadlines(now).due_at
        return cls(validator=ValidatorAnswer.of(route.authority.validator), due_at_if_sent_now=due_at)


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
    reason: str | None = Field(description="Why it was rejected, or what the applicant is asked.")
    activities: tuple[Activity, ...] = Field(description="What the operator does, and who certifies it (rule E1).")
    certificate: str | None = Field(description="The organic certificate that a validation rests on.")
    delegated: bool = Field(description="Administrators of the organisation may decide, too (rule E5).")
    version: int = Field(description="That of the case, as its `ETag` says: a decision can name it (rule F10).")

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
            complete=request.whole(known.seen if known else 0),
            operator_version=known.seen if known else 0,
            reason=request.reason,
            activities=known.activities if known else (),
            certificate=request.certificate,
            delegated=request.delegated,
            version=request.sequence,
        )

    def without_person(self) -> "WorkItem":
        """The same without the applicant's name and address: what may be kept for longer than an answer lives."""
        applicant = ApplicantAnswer(account_id=self.applicant.account_id, name=None, email=None)
        return self.model_copy(update={"applicant": applicant})


class WorkCounts(BaseModel):
    """How many cases are on a validator's desk, by what they can be filtered by. `more`: there are more than these."""

    total: int = 0
    open: int = Field(0, description="Waiting for a decision.")
    information_required: int = Field(0, description="Waiting for the applicant's answer.")
    overdue: int = Field(0, description="Waiting for a decision longer than they should.")
    kinds: dict[RequestKind, int] = {}
    countries: dict[str, int] = {}
    organisation_kinds: dict[OrganisationKind, int] = {}
    more: bool = False

    def add(self, status: CaseStatus, late: bool, proposal: bool, organisation: Mapping[str, Any]) -> None:
        """Count one case; `organisation` is its reference as it is kept."""
        kind = RequestKind.PROPOSAL if proposal else RequestKind.ATTACHMENT
        country, of_kind = organisation["country"], OrganisationKind(organisation["kind"])
        self.total += 1
        self.open += status is CaseStatus.OPEN
        self.information_required += status is CaseStatus.INFO_REQUIRED
        self.overdue += late and status is CaseStatus.OPEN
        self.kinds[kind] = self.kinds.get(kind, 0) + 1
        self.countries[country] = self.countries.get(country, 0) + 1
        self.organisation_kinds[of_kind] = self.organisation_kinds.get(of_kind, 0) + 1


class RowProblem(BaseModel):
    """Why a row was refused: as problem details of a single decision would say."""

    code: str
    title: str
    detail: str


class DecisionResult(BaseModel):
    """What became of one row; `status` is the HTTP status that the decision alone would have been answered with."""

    request_id: str
    status: int
    case_status: CaseStatus | None = Field(None, description="Where the case stands after it; null when refused.")
    problem: RowProblem | None = None

    @classmethod
    def refused(cls, request_id: str, error: DomainError) -> "DecisionResult":
        """The result of a row that was not decided."""
        why = RowProblem(code=error.code, title=error.title, detail=error.detail)
        return cls(request_id=request_id, status=error.status, problem=why)


class DecisionResults(BaseModel):
    """One result a row, in the order of the rows."""

    items: list[DecisionResult]
