"""What happens when a deadline of a case has passed: reminder, overdue, escalation (domain section 3).

A deadline is the last second of a working day; its timer runs with the second after it, when it has passed. A timer
acts only when it is that of the case's present deadline: one that was already claimed when the case was decided,
reopened or handed over finds another deadline, or none, and does nothing.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from chassis.decider import UNCHANGED, Change, Context, Timer, TimerFired
from contracts.events.validation import CaseEvent, CaseStatus, RequestEscalated, RequestOverdue, RequestReminded
from services.validation.domain.request import Request

REMINDER, OVERDUE, ESCALATION = "reminder", "overdue", "escalation"
ALL = (REMINDER, OVERDUE, ESCALATION)

AFTER = timedelta(seconds=1)
REMINDER_PATIENCE = timedelta(hours=1)
"""So late a reminder may be; one that was passed while everything was down is left out, not sent in a burst."""

Deadline = Callable[[Request], datetime | None]


def timers_of(request: Request) -> Sequence[Timer]:
    """The timers of an open case."""
    deadlines = zip(ALL, (request.remind_at, request.due_at, request.escalate_at), strict=True)
    return [Timer(name, request.id, at + AFTER) for name, at in deadlines if at is not None]


def remind(request: Request | None, fired: TimerFired, ctx: Context) -> Change[Request]:
    """Remind the validators that the case waits, unless that is past already."""
    if ctx.now - fired.due_at > REMINDER_PATIENCE:
        return UNCHANGED
    return _told(request, fired, lambda case: case.remind_at, RequestReminded)


def report_overdue(request: Request | None, fired: TimerFired, ctx: Context) -> Change[Request]:
    """Say that the due date has passed (rule F2): once, and late rather than never."""
    return _told(request, fired, lambda case: case.due_at, RequestOverdue)


def escalate(request: Request | None, fired: TimerFired, ctx: Context) -> Change[Request]:
    """Tell the superior authority and the helpdesks: once, and late rather than never."""
    return _told(request, fired, lambda case: case.escalate_at, RequestEscalated)


def _told(request: Request | None, fired: TimerFired, deadline: Deadline, event: type[CaseEvent]) -> Change[Request]:
    if request is None or request.status is not CaseStatus.OPEN:
        return UNCHANGED
    at = deadline(request)
    if at is None or at + AFTER != fired.due_at:
        return UNCHANGED
    told = event(request_id=request.id, organisation_id=request.organisation.id, case=request.case)
    return Change(request, [told])
