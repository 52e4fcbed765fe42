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

SEEN_STATUS: dict[str, Tag] = {"REQUESTED": CASE_STATUS["OPEN"], "INFO_REQUIRED": CASE_STATUS["INFO_REQUIRED"]}
"""Of a request, to who only looks; all others are called as its applicant calls them."""

MAIL_STATUS: dict[str, Tag] = {
    "QUEUED": (N_("Waiting to be sent"), "wait"),
    "SENDING": (N_("Being sent"), "wait"),
    "SENT": (N_("Sent"), "good"),
    "DEFERRED": (N_("Will be tried again"), "wait"),
    "ABANDONED": (N_("Given up"), "bad"),
    "SPLIT": (N_("Divided among several people"), "neutral"),
    "MUTED": (N_("Not wanted by the person"), "neutral"),
}
"""Of a mail about a request."""

MAIL_REASON: dict[str, str] = {
    "recipient-erased": N_("the account has been deleted"),
    "link-expired": N_("its link had expired before it could be sent"),
    "postponed-too-long": N_("the mail server put it off for three days"),
    "refused: address-needs-smtputf8": N_("the mail server takes no address with such letters"),
    "refused": N_("the mail server refused it: %(answer)s"),
}
"""Why one was given up; `refused: 550 5.1.1` by its first word, with what the mail server answered."""

MAIL: dict[str, str] = {
    "receipt": N_("Receipt"),
    "work-item": N_("New request to decide"),
    "helpdesk-copy": N_("Copy for the helpdesk"),
    "information-requested": N_("Question to the applicant"),
    "request-reopened": N_("Answer of the applicant"),
    "request-withdrawn": N_("Request withdrawn"),
    "request-reassigned": N_("Request passed to another authority"),
    "work-item-reassigned": N_("Request passed on to be decided"),
    "decision-nudged": N_("Reminder by the applicant"),
    "granted": N_("Access granted"),
    "rejected": N_("Rejected"),
    "reminder": N_("Reminder of the deadline"),
    "overdue": N_("Deadline passed"),
    "overdue-applicant": N_("Deadline passed"),
    "escalated": N_("Authority above told"),
    "escalated-superior": N_("Authority above told"),
    "escalated-applicant": N_("Authority above told"),
    "escalated-helpdesk": N_("Authority above told"),
}
"""Mails about requests, by their template."""

TO: dict[str, str] = {
    "person": N_("a person"),
    "validators": N_("the validators"),
    "superiors": N_("the authority above"),
    "helpdesks": N_("the helpdesks"),
    "administrators": N_("the administrators"),
    "users": N_("the users"),
    "control-body": N_("the control body"),
}
"""Whom a mail goes to."""
