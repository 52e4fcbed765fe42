"""Checks on deadlines of cases: each that came fired once, and none that was settled or moved before it came."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.chaos.checker.history import Event, History
from tests.chaos.checker.violation import Kind, Violation
from tests.chaos.hurried import WORKING_DAY

OPENS = frozenset({"RequestRouted", "RequestReopened", "RequestReassigned"})
"""A case waits from here on, with the due date that the event names."""
ENDS = frozenset({"RequestValidated", "RequestRejected", "RequestWithdrawn", "InformationRequested"})
AFTER_DUE: Mapping[str, timedelta] = {
    "RequestReminded": -WORKING_DAY,
    "RequestOverdue": timedelta(0),
    "RequestEscalated": WORKING_DAY,
}
"""What deadlines set off, and when, from the due date on: a reminder a day before, and a day later it is passed on."""
LATE = timedelta(seconds=5)
"""So late a deadline may be in quiet times."""
OUTAGE = timedelta(seconds=60)
"""So long a case may stand beyond a deadline that nobody could see to, and be settled then."""


@dataclass(slots=True)
class Wait:
    """A time during which a case waits: since an event that opened it, until one that ended it, if there was one."""

    case: str
    due_at: datetime
    ended_at: datetime | None = None
    fired: dict[str, list[Event]] = field(default_factory=lambda: defaultdict(list))


def deadlines_fire_once(history: History) -> Iterator[Violation]:
    """Each deadline that came while its case waited fired once, when it had come; nothing fired for any other."""
    waits, strays = _waits(history)
    for stray in strays:
        yield Violation(Kind.STRANGE, f"{stray.type} of {stray.subject}, which did not wait any more")
    cases = history.documents("validation", "requests")
    for wait in waits:
        waits_still = wait.ended_at is None and cases.get(wait.case, {}).get("status") == "OPEN"
        for type, after in AFTER_DUE.items():
            yield from _judged(wait, type, wait.due_at + after, history.now if waits_still else None)


def fired(history: History) -> int:
    """How many deadlines have fired: of cases, of links, of certificates."""
    return sum(1 for _ in history.of_type(*AFTER_DUE, "AccountExpired", "ActivityExpiring"))


def _judged(wait: Wait, type: str, deadline: datetime, now: datetime | None) -> Iterator[Violation]:
    """`now`, if the case waits still."""
    found = wait.fired[type]
    if len(found) > 1:
        yield Violation(Kind.DOUBLED, f"{type} of {wait.case}, due {deadline}, fired {len(found)} times")
    for event in found:
        if event.time <= deadline:
            yield Violation(Kind.STRANGE, f"{type} of {wait.case} fired at {event.time}, before {deadline}")
    overslept = wait.ended_at is not None and deadline + OUTAGE < wait.ended_at
    if not found and (overslept or (now is not None and deadline + LATE < now)):
        yield Violation(Kind.LOST, f"{type} of {wait.case}, due {deadline}, never fired")


def _waits(history: History) -> tuple[list[Wait], list[Event]]:
    """All times of waiting, and what fired outside of them."""
    waits: list[Wait] = []
    strays: list[Event] = []
    current: dict[str, Wait] = {}
    for event in sorted(history.of_type(*OPENS, *ENDS, *AFTER_DUE), key=lambda each: each.sequence):
        wait = current.get(event.subject)
        if wait is not None and (event.type in OPENS or event.type in ENDS):
            wait.ended_at = event.time
            del current[event.subject]
        if event.type in OPENS:
            current[event.subject] = Wait(event.subject, datetime.fromisoformat(event.at("case.due_at")))
            waits.append(current[event.subject])
        elif event.type in AFTER_DUE and wait is None:
            strays.append(event)
        elif event.type in AFTER_DUE and wait is not None:
            wait.fired[event.type].append(event)
    return waits, strays
