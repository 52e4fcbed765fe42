"""How pressing a case is, in words: colour only says again what the words say."""

from datetime import timedelta
from typing import Any

from services.gateway.pages.texts import N_
from services.gateway.pages.visit import Visit
from services.gateway.pages.words import Tag

OPEN = "OPEN"
TODAY: Tag = (N_("Due today"), "wait")
TOMORROW: Tag = (N_("Due tomorrow"), "neutral")


def urgency(visit: Visit, case: dict[str, Any]) -> Tag | None:
    """The tag of a case that waits: overdue by how long, or due today or tomorrow by the reader's calendar.

    None for what has time, and for what is not waited for here (the clock rests while the applicant is asked).
    """
    if case["status"] != OPEN:
        return None
    due, now = visit.formats.local(case["due_at"]), visit.formats.local(visit.now)
    if due < now:
        return visit.say(N_("Overdue by %(wait)s"), wait=visit.formats.past((now - due).total_seconds())), "bad"
    for day, (text, kind) in ((now.date(), TODAY), (now.date() + timedelta(days=1), TOMORROW)):
        if due.date() == day:
            return visit.say(text), kind
    return None


def age(visit: Visit, case: dict[str, Any]) -> str:
    """How long ago it was sent, as `3 days`, never more than it is."""
    return visit.formats.past((visit.now - visit.formats.local(case["created_at"])).total_seconds())
