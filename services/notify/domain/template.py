"""The mails there are."""

from enum import StrEnum


class Template(StrEnum):
    """A text that exists in each language; the value names its file."""

    CONFIRMATION = "confirmation"
    ALREADY_REGISTERED = "already-registered"
    ACCOUNT_LOCKED = "account-locked"
    RECEIPT = "receipt"
    WORK_ITEM = "work-item"
    HELPDESK_COPY = "helpdesk-copy"
    REQUEST_WITHDRAWN = "request-withdrawn"
    GRANTED = "granted"
    REJECTED = "rejected"
