"""Request: the case of a validator, from the moment it is routed.

```mermaid
stateDiagram-v2
    OPEN --> VALIDATED: validate
    OPEN --> REJECTED: reject
    OPEN --> INFO_REQUIRED: ask
    OPEN --> WITHDRAWN: withdraw
    OPEN --> REJECTED: close
    OPEN --> OPEN: reassign
    INFO_REQUIRED --> OPEN: reopen
    INFO_REQUIRED --> REJECTED: reject
    INFO_REQUIRED --> WITHDRAWN: withdraw
    INFO_REQUIRED --> REJECTED: close
    VALIDATED --> WITHDRAWN: withdraw
    VALIDATED --> REJECTED: close
    REJECTED --> WITHDRAWN: withdraw
```

`validate`, `reject`, `ask` and `reassign` are the validator's; `withdraw`, `reopen` and `close` (the operator asked for
is gone) are news of registry, which has the last word: it may undo what was decided here before the news came (design
section 6).
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import PlainSerializer

from chassis.decider import Aggregate, Index
from contracts.envelope import format_time
from contracts.events.registry import OrganisationRef
from contracts.events.validation import Case, CaseStatus, Validator

StoredDate = Annotated[date | None, PlainSerializer(lambda day: day and day.isoformat(), return_type=str | None)]
"""A calendar day; the store knows only moments, so it is kept as text."""


class Action(StrEnum):
    """What moves a case."""

    VALIDATE = "validate"
    REJECT = "reject"
    ASK = "ask"
    REASSIGN = "reassign"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    CLOSE = "close"


TRANSITIONS: Mapping[tuple[CaseStatus, Action], CaseStatus] = {
    (CaseStatus.OPEN, Action.VALIDATE): CaseStatus.VALIDATED,
    (CaseStatus.OPEN, Action.REJECT): CaseStatus.REJECTED,
    (CaseStatus.OPEN, Action.ASK): CaseStatus.INFO_REQUIRED,
    (CaseStatus.OPEN, Action.WITHDRAW): CaseStatus.WITHDRAWN,
    (CaseStatus.OPEN, Action.CLOSE): CaseStatus.REJECTED,
    (CaseStatus.OPEN, Action.REASSIGN): CaseStatus.OPEN,
    (CaseStatus.INFO_REQUIRED, Action.REOPEN): CaseStatus.OPEN,
    (CaseStatus.INFO_REQUIRED, Action.REJECT): CaseStatus.REJECTED,
    (CaseStatus.INFO_REQUIRED, Action.WITHDRAW): CaseStatus.WITHDRAWN,
    (CaseStatus.INFO_REQUIRED, Action.CLOSE): CaseStatus.REJECTED,
    (CaseStatus.VALIDATED, Action.WITHDRAW): CaseStatus.WITHDRAWN,
    (CaseStatus.VALIDATED, Action.CLOSE): CaseStatus.REJECTED,
    (CaseStatus.REJECTED, Action.WITHDRAW): CaseStatus.WITHDRAWN,
}
"""The only way the status of a case changes."""

UNDECIDED = (CaseStatus.OPEN, CaseStatus.INFO_REQUIRED)
"""What is still on a validator's desk."""


class Request(Aggregate):
    """A case; `id` is the request id that registry made.

    `scopes` are who may decide it (domain/rights.py), `urgency` its place in the work list: the due date, then the id.
    `complete`: nothing is awaited any more; a proposal's case waits for the proposed organisation.
    `awaited_version` is the version of the organisation that the applicant's answer rests on (0: there was none).
    `remind_at`, `due_at` and `escalate_at` rest while INFO_REQUIRED.
    `administrator`, `certificate` and its dates belong to a validation; `reason` to a rejection decided here, or to the
    question that is asked.
    """

    collection = "requests"
    indexes = (Index("work_list", (("scopes", 1), ("status", 1), ("urgency", 1))),)

    authorisation_id: str
    account_id: str
    proposal: bool
    first_user: bool
    organisation: OrganisationRef
    validator: Validator
    superior: Validator | None
    delegated: bool
    scopes: tuple[str, ...]
    requested_at: datetime
    due_at: datetime
    urgency: str
    complete: bool
    remind_at: datetime | None = None
    escalate_at: datetime | None = None
    awaited_version: int = 0
    status: CaseStatus = CaseStatus.OPEN
    reason: str | None = None
    administrator: bool = False
    certificate: str | None = None
    valid_from: StoredDate = None
    valid_to: StoredDate = None

    def whole(self, seen: int) -> bool:
        """Whether it can be decided by who has `seen` this version of the organisation."""
        return self.complete and seen >= self.awaited_version

    def allows(self, action: Action) -> bool:
        """Whether the transition table has a row for it."""
        return (self.status, action) in TRANSITIONS

    @property
    def case(self) -> Case:
        """The case as every event of it carries it."""
        return Case(
            request_id=self.id,
            authorisation_id=self.authorisation_id,
            account_id=self.account_id,
            proposal=self.proposal,
            first_user=self.first_user,
            status=self.status,
            organisation=self.organisation,
            validator=self.validator,
            superior=self.superior,
            delegated=self.delegated,
            requested_at=self.requested_at,
            due_at=self.due_at,
            reason=self.reason,
        )


def moved(request: Request, action: Action, **fields: object) -> Request:
    """The case after an action that it allows, with these fields replaced. Raises KeyError for one that it does not."""
    after: Request = request.changed(status=TRANSITIONS[request.status, action], **fields)
    return after


def urgency_of(due_at: datetime, request_id: str) -> str:
    """Sorts cases by due date, then by id: text that orders as they do."""
    return f"{format_time(due_at)} {request_id}"
