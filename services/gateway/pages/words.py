"""Words for the states and kinds that the API names by codes: text and colour of their tags, once for all pages."""

from services.gateway.pages.texts import N_

Tag = tuple[str, str]
"""Text, and kind of tag (`neutral`, `wait`, `good`, `bad`)."""

REQUEST_STATUS: dict[str, Tag] = {
    "REQUESTED": (N_("Waiting for the decision"), "wait"),
    "INFO_REQUIRED": (N_("Your answer is needed"), "bad"),
    "VALID": (N_("Validated"), "good"),
    "REJECTED": (N_("Rejected"), "bad"),
    "WITHDRAWN": (N_("Withdrawn"), "neutral"),
    "SUSPENDED": (N_("Suspended"), "bad"),
    "REVOKED": (N_("Revoked"), "bad"),
}
"""Of a request, to its applicant."""

RIGHT_STATUS: dict[str, Tag] = {
    "VALID": (N_("In force"), "good"),
    "SUSPENDED": (N_("Stopped for now"), "bad"),
}
"""Of a right that somebody has on an organisation."""

ORGANISATION_STATUS: dict[str, Tag] = {
    "NEW": (N_("Not validated yet"), "wait"),
    "VALID": (N_("Valid"), "good"),
    "REJECTED": (N_("Rejected"), "bad"),
    "SUSPENDED": (N_("Suspended"), "bad"),
    "DELETED": (N_("Deleted"), "neutral"),
}

KIND: dict[str, str] = {
    "operator": N_("Operator"),
    "control_body": N_("Organic control body"),
    "authority": N_("Authority"),
}
"""Of an organisation."""

SECTION: dict[str, str] = {"organic": N_("Organic production")}
"""Of activities."""
