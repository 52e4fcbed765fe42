"""What registry answers about requests."""

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel

from contracts.event import Moment
from contracts.events.registry import AuthorisationStatus
from contracts.events.validation import Validator
from services.registry.api.answers import DuplicateAnswer, OrganisationName, Warning, warnings_json
from services.registry.domain.contact import Contact
from services.registry.domain.next_step import next_step_of
from services.registry.domain.person import Person
from services.registry.domain.remarks import remarks_on_request
from services.registry.domain.timeline import APPLICANT, Step
from services.registry.queries.duplicates import Duplicate
from services.registry.queries.requests import Seen
from services.registry.reference import next_steps

CONFIDENTIAL = frozenset({Step.INFORMATION_REQUESTED, Step.INFORMATION_PROVIDED})


class Requested(BaseModel):
    """A request has been sent. `request_id` names it in all its mails."""

    authorisation_id: str
    request_id: str
    warnings: list[Warning]


class Proposed(Requested):
    """An operator has been proposed, and asked to join, in one request."""

    operator_id: str
    traces_number: str


class RequestState(BaseModel):
    """The request after what the applicant did: withdrew, answered or reminded."""

    request_id: str
    authorisation_id: str
    status: AuthorisationStatus


class ValidatorAnswer(BaseModel):
    """Who decides."""

    id: str
    code: str
    name: str
    country: str

    @classmethod
    def of(cls, validator: Validator) -> "ValidatorAnswer":
        """Without the duty mailbox."""
        return cls.model_validate(validator.model_dump(include={"id", "code", "name", "country"}))


class TimelineEntry(BaseModel):
    """`who` is the name of an organisation, `you`, `applicant` or `registry`; `text` a question, answer or reason."""

    at: Moment
    what: Step
    who: str
    text: str | None


class NextStep(BaseModel):
    """What the applicant can do: a machine code and a sentence in the language asked for."""

    code: str
    text: str


class ApplicantAnswer(BaseModel):
    """Who asks. `name` is null once the person is erased."""

    account_id: str
    name: str | None

    @classmethod
    def of(cls, person: Person) -> "ApplicantAnswer":
        """From what registry mirrors of the account."""
        return cls(account_id=person.id, name=person.name)


class RequestAnswer(BaseModel):
    """A request as its applicant, its validators and the helpdesk see it.

    `validator` is null until it is routed; `question` is what the applicant is asked while INFO_REQUIRED;
    `previous_request_id` names the attempt before this one, on the same organisation.
    `applicant` is told to the helpdesk only. `warnings` say what is odd about it while it is open, as it was answered
    when it was sent or corrected.
    `duplicates` are told when they are asked for: other operators that the one of an open proposal may be the same as.
    Administrators of the organisation see it, too, but message, contact, question and answer only if they may decide.
    """

    request_id: str
    previous_request_id: str | None
    authorisation_id: str
    kind: Literal["proposal", "attachment"]
    status: AuthorisationStatus
    organisation: OrganisationName
    validator: ValidatorAnswer | None
    due_at: Moment | None
    reason_code: str | None
    reason: str | None
    question: str | None
    message: str | None
    contact_email: str | None
    contact_phone: str | None
    administrator: bool
    requested_at: Moment
    timeline: list[TimelineEntry]
    next_step: NextStep
    warnings: list[Warning] = []
    applicant: ApplicantAnswer | None = None
    duplicates: list[DuplicateAnswer] | None = None

    @classmethod
    def of(
        cls, seen: Seen, reader: str, language: str, duplicates: Sequence[Duplicate] | None = None
    ) -> "RequestAnswer":
        """As `reader` (an account id) sees it."""
        request, case = seen.authorisation, seen.authorisation.case
        contact = request.contact if seen.confided else Contact()
        assert request.request_id is not None
        assert request.requested_at is not None
        odd = remarks_on_request(request, seen.organisation, confided=seen.confided)
        return cls(
            request_id=request.request_id,
            previous_request_id=request.previous_request_id,
            authorisation_id=request.id,
            kind="proposal" if request.proposal else "attachment",
            status=request.status,
            organisation=OrganisationName.of(seen.organisation),
            validator=ValidatorAnswer.of(case.validator) if case else None,
            due_at=case.due_at if case else None,
            reason_code=request.reason_code,
            reason=request.reason,
            question=request.question if seen.confided else None,
            message=contact.message,
            contact_email=contact.email,
            contact_phone=contact.phone,
            administrator=request.administrator,
            requested_at=request.requested_at,
            timeline=_timeline(seen, reader),
            next_step=_next_step(seen, language),
            applicant=ApplicantAnswer.of(seen.applicant) if seen.applicant else None,
            warnings=[Warning.model_validate(each) for each in warnings_json(odd)],
            duplicates=[DuplicateAnswer.of(each) for each in duplicates] if duplicates is not None else None,
        )


def _timeline(seen: Seen, reader: str) -> list[TimelineEntry]:
    request = seen.authorisation
    applicant = "you" if request.account_id == reader else APPLICANT
    return [
        TimelineEntry(
            at=entry.at,
            what=entry.what,
            who=applicant if entry.who == APPLICANT else entry.who,
            text=entry.text if seen.confided or entry.what not in CONFIDENTIAL else None,
        )
        for entry in request.timeline
    ]


def _next_step(seen: Seen, language: str) -> NextStep:
    code = next_step_of(seen.authorisation, seen.organisation)
    return NextStep(code=code, text=next_steps()[code][language])
