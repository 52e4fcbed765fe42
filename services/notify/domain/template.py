"""The mails there are."""

from enum import StrEnum


class Template(StrEnum):
    """A text that exists in each language; the value names its file."""

    CONFIRMATION = "confirmation"
    ALREADY_REGISTERED = "already-registered"
    PASSWORD_RESET = "password-reset"
    PASSWORD_CHANGED = "password-changed"
    ACCOUNT_LOCKED = "account-locked"
    ACCOUNT_SUSPENDED = "account-suspended"
    ACCOUNT_REINSTATED = "account-reinstated"

    RECEIPT = "receipt"
    WORK_ITEM = "work-item"
    HELPDESK_COPY = "helpdesk-copy"
    INFORMATION_REQUESTED = "information-requested"
    REQUEST_REOPENED = "request-reopened"
    REQUEST_WITHDRAWN = "request-withdrawn"
    REQUEST_REASSIGNED = "request-reassigned"
    WORK_ITEM_REASSIGNED = "work-item-reassigned"
    DECISION_NUDGED = "decision-nudged"
    GRANTED = "granted"
    REJECTED = "rejected"

    REMINDER = "reminder"
    OVERDUE = "overdue"
    OVERDUE_APPLICANT = "overdue-applicant"
    ESCALATED = "escalated"
    ESCALATED_SUPERIOR = "escalated-superior"
    ESCALATED_APPLICANT = "escalated-applicant"
    ESCALATED_HELPDESK = "escalated-helpdesk"

    RIGHT_SUSPENDED = "right-suspended"
    RIGHT_REINSTATED = "right-reinstated"
    RIGHT_REVOKED = "right-revoked"
    ADMINISTRATOR_APPOINTED = "administrator-appointed"
    ADMINISTRATOR_REMOVED = "administrator-removed"
    USERS_CHANGED = "users-changed"

    OPERATOR_SUSPENDED = "operator-suspended"
    OPERATOR_REINSTATED = "operator-reinstated"
    ACTIVITY_EXPIRING = "activity-expiring"
    ACTIVITY_EXPIRED = "activity-expired"


HELPDESK_COPIES = frozenset({Template.HELPDESK_COPY, Template.ESCALATED_HELPDESK})
"""What goes to the helpdesks themselves: it does not send its readers to them."""
