"""What happened to a request, in words for who is not its applicant."""

from typing import Any

from services.gateway.pages.applicant.steps import STEPS, WHO
from services.gateway.pages.texts import N_
from services.gateway.pages.visit import Visit

SEEN_FROM_HERE = {**STEPS, "nudged": N_("The applicant reminds the authority")}


def told(visit: Visit, request: dict[str, Any] | None) -> list[dict[str, Any]]:
    """The timeline of a request as registry answers it, the latest first; empty while registry does not tell it."""
    entries = request["timeline"] if request is not None else []
    return [_told(visit, entry) for entry in reversed(entries)]


def _told(visit: Visit, entry: dict[str, Any]) -> dict[str, Any]:
    what, who = entry["what"], entry["who"]
    return {
        **entry,
        "what": visit.say(SEEN_FROM_HERE[what]) if what in SEEN_FROM_HERE else what,
        "who": visit.say(WHO[who]) if who in WHO else who,
    }
