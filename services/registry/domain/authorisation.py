"""Authorisation: the right of one person on one organisation, from the request to its end.

```mermaid
stateDiagram-v2
    [*] --> REQUESTED: request
    [*] --> VALID: bootstrap
    REQUESTED --> VALID: grant
    REQUESTED --> REJECTED: reject
    REQUESTED --> WITHDRAWN: withdraw
    REQUESTED --> INFO_REQUIRED: ask
    INFO_REQUIRED --> REQUESTED: answer
    INFO_REQUIRED --> REJECTED: reject
    INFO_REQUIRED --> WITHDRAWN: withdraw
    VALID --> SUSPENDED: suspend
    SUSPENDED --> SUSPENDED: suspend
    SUSPENDED --> VALID: reinstate
    VALID --> REVOKED: revoke
    SUSPENDED --> REVOKED: revoke
```
"""

from datetime import datetime
from typing import Any, ClassVar

from chassis.decider import ANY_TEXT, Aggregate, Index, Part
from contracts.envelope import format_time
from contracts.events import registry as events
from contracts.events.registry import AuthorisationStatus, OrganisationStatus
from contracts.events.validation import Validator
from services.registry.domain.contact import Contact
from services.registry.domain.errors import AlreadyRequested, AlreadySettled
from services.registry.domain.machine import Machine
from services.registry.domain.organisation import Organisation
from services.registry.domain.readers import administrators_reader, readers_of
from services.registry.domain.timeline import Entry, Step

REQUESTED, INFO_REQUIRED, VALID, REJECTED, WITHDRAWN, SUSPENDED, REVOKED = AuthorisationStatus
OPEN = frozenset({REQUESTED, INFO_REQUIRED})
HELD = OPEN | {VALID, SUSPENDED}
WAITED = frozenset({Step.REMINDED, Step.OVERDUE, Step.ESCALATED})
DUE_ANEW = frozenset({Step.ROUTED, Step.REASSIGNED, Step.REOPENED})

MACHINE = Machine(
    initial={"request": REQUESTED, "bootstrap": VALID},
    table={
        (REQUESTED, "grant"): VALID,
        (REQUESTED, "reject"): REJECTED,
        (REQUESTED, "withdraw"): WITHDRAWN,
        (REQUESTED, "ask"): INFO_REQUIRED,
        (INFO_REQUIRED, "answer"): REQUESTED,
        (INFO_REQUIRED, "reject"): REJECTED,
        (INFO_REQUIRED, "withdraw"): WITHDRAWN,
        (VALID, "suspend"): SUSPENDED,
        (SUSPENDED, "suspend"): SUSPENDED,
        (SUSPENDED, "reinstate"): VALID,
        (VALID, "revoke"): REVOKED,
        (SUSPENDED, "revoke"): REVOKED,
    },
)


class FollowedCase(Part):
    """What the newest event of validation said of the case. `sequence` is that event's, due_at in UTC."""

    sequence: int
    validator: Validator
    superior: Validator | None
    due_at: datetime
    delegated: bool = False

    @property
    def deciders(self) -> tuple[str, ...]:
        """Ids of the organisations that may decide (rule E10)."""
        return tuple(each.id for each in (self.validator, self.superior) if each is not None)


class Authorisation(Aggregate):
    """One right, or the request for it.

    `request_id` is None for rights that were never requested (bootstrap). `proposal`: the request proposes the
    organisation, too. `since` is when it became VALID, `nudged_at` when its validators were last reminded by the
    applicant. `claim` is held while it is open, VALID or SUSPENDED, and is unique. `readers` says who may see the
    request. `unrouted` is when it was requested (RFC 3339), while it is open and nobody has said who decides it. The
    last three are derived.
    """

    collection: ClassVar[str] = "authorisations"
    indexes: ClassVar[tuple[Index, ...]] = (
        Index("by_organisation", (("organisation_id", 1),)),
        Index("by_account_and_status", (("account_id", 1), ("status", 1))),
        Index("by_reader", (("readers", 1), ("request_id", -1))),
        Index("by_request", (("request_id", 1),), unique=True, partial={"request_id": ANY_TEXT}),
        Index("unrouted", (("unrouted", 1),), partial={"unrouted": ANY_TEXT}),
        Index("one_claim_a_person", (("claim", 1),), unique=True, partial={"claim": ANY_TEXT}, error=AlreadyRequested),
    )

    request_id: str | None
    previous_request_id: str | None = None
    account_id: str
    organisation_id: str
    proposal: bool
    status: AuthorisationStatus
    administrator: bool = False
    contact: Contact = Contact()
    requested_at: datetime | None = None
    since: datetime | None = None
    reason_code: str | None = None
    reason: str | None = None
    case: FollowedCase | None = None
    nudged_at: datetime | None = None
    suspended_by_authority: bool = False
    timeline: tuple[Entry, ...] = ()

    claim: str | None = None
    readers: tuple[str, ...] = ()
    unrouted: str | None = None

    def changed(self, **fields: Any) -> "Authorisation":
        """A copy with these fields replaced, what is derived made anew."""
        copy: Authorisation = super().changed(**fields)
        deciders = copy.case.deciders if copy.case else ()
        awaited = copy.requested_at if copy.is_open and copy.case is None else None
        derived = {
            "claim": f"{copy.account_id} {copy.organisation_id}" if copy.status in HELD else None,
            "readers": readers_of(copy.account_id, copy.organisation_id, deciders) if copy.request_id else (),
            "unrouted": format_time(awaited) if awaited else None,
        }
        return copy.model_copy(update=derived)

    @property
    def confidants(self) -> tuple[str, ...]:
        """Those of the readers who see message, contact, question and answer, too: who may decide, and the helpdesk."""
        if self.case is not None and self.case.delegated:
            return self.readers
        return tuple(key for key in self.readers if key != administrators_reader(self.organisation_id))

    def acts_for(self, organisation: Organisation) -> bool:
        """Whether the person may act: a SUSPENDED organisation stops its users without changing their rights."""
        return self.status is VALID and organisation.status is OrganisationStatus.VALID

    @property
    def question(self) -> str | None:
        """What the applicant is asked, while an answer is due."""
        if self.status is not INFO_REQUIRED:
            return None
        asked = [entry.text for entry in self.timeline if entry.what is Step.INFORMATION_REQUESTED]
        return asked[-1] if asked else None

    @property
    def has_waited(self) -> bool:
        """Whether validators were reminded of it, or worse, since its due date was last set."""
        waited = False
        for entry in self.timeline:
            waited = entry.what in WAITED or (waited and entry.what not in DUE_ANEW)
        return waited

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.status in OPEN

    def after(self, word: str, **fields: Any) -> "Authorisation":
        """The authorisation after a transition. Raises AlreadySettled when the table has none such."""
        if not MACHINE.allows(self.status, word):
            raise AlreadySettled(f"The request is {self.status}.", state=str(self.status))
        return self.changed(status=MACHINE.after(self.status, word), **fields)

    def published(self, organisation: Organisation) -> events.Authorisation:
        """What events say of it: its public state, whole."""
        return events.Authorisation(
            authorisation_id=self.id,
            request_id=self.request_id,
            account_id=self.account_id,
            organisation=organisation.ref(),
            proposal=self.proposal,
            status=self.status,
            administrator=self.administrator,
        )

    def about(self, organisation: Organisation) -> dict[str, Any]:
        """The fields that every event about it has."""
        return {
            "authorisation_id": self.id,
            "organisation_id": self.organisation_id,
            "request_id": self.request_id,
            "account_id": self.account_id,
            "authorisation": self.published(organisation),
        }
