"""How long activities are valid: the dates of the organic certificate (rule E15).

A day is a day in UTC. One timer an operator goes from one date that matters to the next: 30, 7 and 1 days before the
end, and the day after it. What was passed while everything was down is skipped; that it has ended is said in any case.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from chassis.decider import UNCHANGED, Change, Context, Timer, TimerFired
from contracts.events.registry import Activity, ActivityExpired, ActivityExpiring
from contracts.events.validation import RequestValidated
from services.registry.domain.case import envelope_of
from services.registry.domain.organisation import Organisation

VALIDITY_TIMER = "activity-validity"
WARN_DAYS = (30, 7, 1)
"""Days before the end."""


def certified(organisation: Organisation, event: RequestValidated, ctx: Context) -> Organisation:
    """The organisation with the dates that its authority decided on; the newest decision counts, however late it comes.

    Without dates nothing changes. Also a decision on one more user renews them: it names the certificate of the day.
    """
    if not organisation.activities or (event.valid_from is None and event.valid_to is None):
        return organisation
    decided = f"{envelope_of(ctx).time.isoformat()} {event.request_id}"
    if organisation.certified_by is not None and organisation.certified_by >= decided:
        return organisation
    dates = {"valid_from": event.valid_from, "valid_to": event.valid_to, "expired": False}
    activities = tuple(each.model_copy(update=dates) for each in organisation.activities)
    dated: Organisation = organisation.changed(activities=activities, certified_by=decided)
    return dated


def next_look(organisation: Organisation, now: datetime) -> list[Timer]:
    """The timer for the next date that matters, if there is one."""
    days = [day for each in organisation.activities for day in _days_to_come(each, now.date())]
    if not days or not organisation.living:
        return []
    return [Timer(VALIDITY_TIMER, organisation.id, datetime.combine(min(days), time(tzinfo=UTC)))]


def look(state: Organisation | None, fired: TimerFired, ctx: Context) -> Change[Organisation]:
    """Warn of what runs out in so many days from today, say what has run out, and look again on the next date."""
    if state is None or not state.living:
        return UNCHANGED
    today = ctx.now.date()
    ended = {each.type for each in state.activities if _has_ended(each, today)}
    activities = tuple(
        each.model_copy(update={"expired": True}) if each.type in ended else each for each in state.activities
    )
    looked: Organisation = state.changed(activities=activities)
    told = looked.published()
    events: list[ActivityExpired | ActivityExpiring] = []
    for each in activities:
        if each.valid_to is None:
            continue
        days = (each.valid_to - today).days
        if each.type in ended:
            events.append(
                ActivityExpired(
                    organisation_id=looked.id, organisation=told, activity=each.type, valid_to=each.valid_to
                )
            )
        elif days in WARN_DAYS:
            events.append(
                ActivityExpiring(
                    organisation_id=looked.id, organisation=told, activity=each.type, valid_to=each.valid_to, days=days
                )
            )
    return Change(looked, events, timers=next_look(looked, ctx.now))


def _has_ended(activity: Activity, today: date) -> bool:
    return activity.valid_to is not None and not activity.expired and activity.valid_to < today


def _days_to_come(activity: Activity, today: date) -> Iterator[date]:
    """Warnings after today; the day after the end also when it is past, because it is told in any case."""
    if activity.valid_to is None or activity.expired:
        return
    yield from (day for n in WARN_DAYS if (day := activity.valid_to - timedelta(days=n)) > today)
    yield activity.valid_to + timedelta(days=1)
