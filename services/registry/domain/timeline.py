"""Timeline: what happened to a request, in an order that does not depend on when the news came."""

from datetime import datetime
from enum import StrEnum

from chassis.decider import Part

APPLICANT = "applicant"
"""`who` of what the applicant did; shown as `you` to himself. Other people are never named."""
REGISTRY = "registry"
"""`who` of what followed by itself."""


class Step(StrEnum):
    """What can happen, in the order it is told when the time is the same."""

    REQUESTED = "requested"
    ROUTED = "routed"
    REASSIGNED = "reassigned"
    INFORMATION_REQUESTED = "information-requested"
    INFORMATION_PROVIDED = "information-provided"
    REOPENED = "reopened"
    REMINDED = "reminded"
    OVERDUE = "overdue"
    ESCALATED = "escalated"
    NUDGED = "nudged"
    VALIDATED = "validated"
    GRANTED = "granted"
    REJECTED = "rejected"
    OPERATOR_REJECTED = "operator-rejected"
    OPERATOR_WITHDRAWN = "operator-withdrawn"
    WITHDRAWN = "withdrawn"
    SUSPENDED = "suspended"
    REINSTATED = "reinstated"
    ADMINISTRATOR_APPOINTED = "administrator-appointed"
    ADMINISTRATOR_REMOVED = "administrator-removed"
    REVOKED = "revoked"


ORDER = {step: place for place, step in enumerate(Step)}


class Entry(Part):
    """`who` is the name of an organisation, or one of the codes above; `text` a question, an answer or a reason."""

    at: datetime
    what: Step
    who: str
    text: str | None = None


def noted(timeline: tuple[Entry, ...], entry: Entry) -> tuple[Entry, ...]:
    """The timeline with one more entry, by time."""
    return tuple(sorted((*timeline, entry), key=lambda e: (e.at, ORDER[e.what], e.who, e.text or "")))
