"""Contact: what identity last said of a person, to write to them."""

from typing import Any, ClassVar

from chassis.decider import UNCHANGED, Aggregate, Change, Context
from contracts.events.identity import AccountEvent, AccountStatus, NotificationKind


class Contact(Aggregate):
    """A projection, by account id. `seen` is the account's highest sequence; 0: only `awaited`, nothing is known yet.

    `muted` are the kinds of mails that the person does not want. An erased account stays as a tombstone without
    personal data.
    """

    collection: ClassVar[str] = "contacts"

    seen: int = 0
    awaited: bool = False
    status: AccountStatus | None = None
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    language: str = ""
    timezone: str = ""
    muted: tuple[NotificationKind, ...] = ()

    @property
    def known(self) -> bool:
        """Whether anything was heard of this account."""
        return self.seen > 0

    @property
    def erased(self) -> bool:
        """Whether the person has left for good."""
        return self.status is AccountStatus.ERASED

    @property
    def away(self) -> bool:
        """Whether the person cannot do a duty: gone for good, or stopped by an authority."""
        return self.status in (AccountStatus.ERASED, AccountStatus.SUSPENDED)

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


def remember(_: Contact | None, event: AccountEvent, __: Context) -> Contact:
    """The row after an event of the account."""
    account = event.account
    if account.status is AccountStatus.ERASED:
        return Contact(id=event.account_id, status=account.status)
    return Contact(
        id=event.account_id,
        status=account.status,
        first_name=account.first_name,
        last_name=account.last_name,
        email=account.email,
        language=account.language,
        timezone=account.timezone,
        muted=account.muted,
    )


def expect(contact: Contact | None, message: Any, _: Context) -> Change[Contact]:
    """Write the row that is waited for, also when it is there already.

    The event that brings it then conflicts and one of the two transactions runs again: no wake-up is lost.
    """
    if contact is None:
        return Change(Contact(id=message.account_id, awaited=True))
    if not contact.known:
        return Change(contact.changed(awaited=True))
    return UNCHANGED
