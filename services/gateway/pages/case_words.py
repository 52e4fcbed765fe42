"""What cases are called on the pages of who decides them: text and colour of tags, and words of filters."""

from services.gateway.pages.texts import N_
from services.gateway.pages.words import ORGANISATION_STATUS, Tag

CASE_STATUS: dict[str, Tag] = {
    "OPEN": (N_("Waits for a decision"), "wait"),
    "INFO_REQUIRED": (N_("Waits for the applicant"), "neutral"),
    "VALIDATED": (N_("Validated"), "good"),
    "REJECTED": (N_("Rejected"), "bad"),
    "WITHDRAWN": (N_("Withdrawn"), "neutral"),
}
"""Of a case, to who decides it."""

REQUEST_KIND: dict[str, str] = {
    "proposal": N_("Recognise the organisation, and the person as its user"),
    "attachment": N_("Recognise the person as a user of the organisation"),
}
"""What is asked for."""

REQUEST_KIND_SHORT: dict[str, str] = {"proposal": N_("New organisation"), "attachment": N_("Further user")}

DUE: dict[str, str] = {
    "overdue": N_("Overdue"),
    "today": N_("Until tonight"),
    "week": N_("Within seven days"),
}
"""The filter by due date."""

OUTCOME: dict[str, str] = {
    "validated": N_("Validate"),
    "rejected": N_("Reject"),
    "information_required": N_("Ask the applicant"),
}
"""What a validator may say."""

IDENTIFIER: dict[str, str] = {"EORI": N_("EORI number"), "VAT": N_("VAT number"), "NATIONAL": N_("National number")}

BECAUSE: dict[str, str] = {
    "eori": N_("the same EORI number"),
    "vat": N_("the same VAT number"),
    "name": N_("a very similar name"),
}
"""Why an operator may be the same as another one."""

STOPPED = frozenset(ORGANISATION_STATUS) - {"NEW", "VALID"}
"""Organisations whose users cannot act."""
