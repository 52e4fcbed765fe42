"""What happened to a request, in words for who is not its applicant."""

from typing import Any

from services.gateway.pages.applicant import steps
from services.gateway.pages.texts import N_
from services.gateway.pages.visit import Visit

SEEN_FROM_HERE = {"nudged": N_("The applicant reminds the authority")}
"""Steps that are called otherwise than to the applicant himself."""


def told(visit: Visit, request: dict[str, Any] | None) -> list[dict[str, Any]]:
    """The timeline of a request as registry answers it, the latest first; empty while registry does not tell it."""
    entries = request["timeline"] if request is not None else []
    return [_told(visit, entry) for entry in reversed(entries)]


def _told(visit: Visit, entry: dict[str, Any]) -> dict[str, Any]:
    said = steps.told(visit, entry)
    own = SEEN_FROM_HERE.get(entry["what"])
    return {**said, "what": visit.say(own)} if own else said
