"""Whom a mail is for. Address, name and language of a person are looked up when the mail is sent, not before."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from chassis.decider import Part


class DutyName(StrEnum):
    """Functions that are written to, whoever holds them.

    VALIDATORS decide a request, SUPERIORS stand above them (rule E10), ADMINISTRATORS and USERS are those of an
    organisation (rule E4), CONTROL_BODY are the users of the control body that checks an operator.
    """

    VALIDATORS = "validators"
    SUPERIORS = "superiors"
    HELPDESKS = "helpdesks"
    ADMINISTRATORS = "administrators"
    USERS = "users"
    CONTROL_BODY = "control-body"


class ToAccount(Part):
    """A person, by account."""

    kind: Literal["account"] = "account"
    account_id: str

    @property
    def name(self) -> str:
        """What the mail's id is made of."""
        return f"account:{self.account_id}"


class ToDuty(Part):
    """A duty; divided among those who hold it when the mail is first due.

    `organisation_id` is the organisation whose users hold it, or one with the code `organisation_code`: proposed
    bodies have an id that does not follow from their code. `delegate_id` one whose administrators share it
    (rule E5), `not_to` an account that must not be asked (the applicant: nobody validates himself, rule E7).
    `request_id` stands for both where an event does not say who decides: the desk of that request is looked up.
    `or_users`: without administrators, all users hold it. `mailboxes` are written to when no user is known; those
    of the helpdesks are a setting. `country` gives the language of mailboxes.
    """

    kind: Literal["duty"] = "duty"
    duty: DutyName
    organisation_id: str | None = None
    organisation_code: str | None = None
    delegate_id: str | None = None
    not_to: str | None = None
    request_id: str | None = None
    or_users: bool = False
    mailboxes: tuple[str, ...] = ()
    country: str | None = None

    @property
    def name(self) -> str:
        """What the mail's id is made of."""
        return f"duty:{self.duty}"


class ToMailbox(Part):
    """A functional mailbox. `key` is the keyed hash of the address that events carry instead of it."""

    kind: Literal["mailbox"] = "mailbox"
    address: str
    key: str
    country: str | None = None

    @property
    def name(self) -> str:
        """What the mail's id is made of."""
        return f"mailbox:{self.address}"


Recipient = Annotated[ToAccount | ToDuty | ToMailbox, Field(discriminator="kind")]
