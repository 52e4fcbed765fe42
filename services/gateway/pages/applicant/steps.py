"""What the steps of a request's timeline are called."""

from typing import Any

from services.gateway.pages.texts import N_
from services.gateway.pages.visit import Visit

STEPS = {
    "requested": N_("Request sent"),
    "routed": N_("Passed to the authority that decides"),
    "reassigned": N_("Passed to another authority"),
    "information-requested": N_("The authority asks a question"),
    "information-provided": N_("Question answered"),
    "reopened": N_("The authority goes on with it"),
    "reminded": N_("The authority was reminded of the deadline"),
    "overdue": N_("The deadline has passed"),
    "escalated": N_("The authority above was told"),
    "nudged": N_("The authority was reminded by you"),
    "validated": N_("Validated by the authority"),
    "granted": N_("Access granted"),
    "rejected": N_("Rejected"),
    "operator-rejected": N_("The organisation was rejected"),
    "operator-withdrawn": N_("The organisation was withdrawn"),
    "withdrawn": N_("Withdrawn"),
    "suspended": N_("Access stopped for now"),
    "reinstated": N_("Access given back"),
    "administrator-appointed": N_("Made administrator of the organisation"),
    "administrator-removed": N_("Administrator no more"),
    "revoked": N_("Access ended"),
}

WHO = {"you": N_("You"), "applicant": N_("The applicant"), "registry": N_("This system")}
"""Codes for who did it; everybody else is the name of an organisation."""


def told(visit: Visit, entry: dict[str, Any]) -> dict[str, Any]:
    """An entry of the timeline in words."""
    what, who = entry["what"], entry["who"]
    return {
        **entry,
        "what": visit.say(STEPS[what]) if what in STEPS else what,
        "who": visit.say(WHO[who]) if who in WHO else who,
    }
