"""What is odd about something that was accepted (`warnings` of the API), in words: where, and what to compare."""

from typing import Any

from services.gateway.pages.sentences import sentence
from services.gateway.pages.texts import N_
from services.gateway.pages.visit import Visit

PLACES = {
    "phone": N_("Phone"),
    "contact_phone": N_("Contact phone"),
    "code": N_("Code"),
    "identifiers": N_("Number of the organisation"),
}
"""What a part of a JSON pointer is called."""

Oddity = tuple[str, str]
"""The place and the sentence."""


def oddities(visit: Visit, warnings: list[dict[str, Any]]) -> list[Oddity]:
    """Each warning once, in the order of the API. A place without a name of its own is left empty."""
    said = ((_place(visit, each["pointer"]), sentence(visit, each["code"])) for each in warnings)
    return list(dict.fromkeys(said))


def _place(visit: Visit, pointer: str) -> str:
    parts = pointer.strip("/").split("/")
    known = next((PLACES[part] for part in parts if part in PLACES), "")
    return visit.say(known) if known else ""
