"""Events of identity: accounts of people and their sessions. The only topic with personal data."""

from enum import StrEnum

from contracts.event import Event, Moment, PersonalText, Record
from contracts.topics import ACCOUNTS


class AccountStatus(StrEnum):
    """Where an account stands (domain section 2)."""

    PENDING = "PENDING"
    ACTIVE = "ACTIVE"
    LOCKED = "LOCKED"
    SUSPENDED = "SUSPENDED"
    EXPIRED = "EXPIRED"
    ERASED = "ERASED"


class NotificationKind(StrEnum):
    """Kinds of mails. Only `information` may be switched off (domain section 6)."""

    SECURITY = "security"
    DECISION = "decision"
    DEADLINE = "deadline"
    INFORMATION = "information"


class Account(Record):
    """Public state of an account after the event. `language` is ISO 639-1, `timezone` an IANA name.

    `muted` are the kinds of mails that the person does not want; the in-app notice comes in any case.
    """

    account_id: str
    status: AccountStatus
    first_name: PersonalText
    last_name: PersonalText
    email: PersonalText
    language: PersonalText
    timezone: PersonalText
    muted: tuple[NotificationKind, ...] = ()


class Link(Record):
    """A mailed link, without its token: notify computes that from a key it shares with identity.

    `expires_at` is exclusive: at that very moment the link is expired (90 minutes, rule A8).
    """

    link_id: str
    kid: str
    expires_at: Moment


class AccountEvent(Event, topic=ACCOUNTS, subject="account_id", key="account_id", abstract=True):
    """An event about an account, with the account's state after it."""

    account_id: str
    account: Account


class AccountCreated(AccountEvent):
    """Somebody signed up; the address is not confirmed yet (rules A2, A8). notify mails the link."""

    link: Link


class ConfirmationRenewed(AccountEvent):
    """A new confirmation link, which ends the older one (rule A8). notify mails it."""

    link: Link


class RegistrationRepeated(AccountEvent):
    """Somebody signed up with the address of an active account (rule A10). notify tells the owner."""


class AccountActivated(AccountEvent):
    """The link was used and a password chosen: the person can log in. registry, validation and notify mirror it."""


class AccountExpired(AccountEvent):
    """The link ran out unused (rule A8). ConfirmationRenewed may follow: PENDING again. notify notes it."""


class AccountLocked(AccountEvent):
    """Too many wrong passwords; log-in waits until `locked_until` (domain section 3). notify tells the owner.

    A lock passes by itself: from `locked_until` on the account counts as ACTIVE, and no further event says so.
    """

    locked_until: Moment


class AccountSuspended(AccountEvent):
    """An authority stopped the account (domain section 2): nobody can log in, and all its sessions ended.

    Rights stay as they were. notify tells the owner, and writes to the others who share a duty.
    """

    reason: PersonalText


class AccountReinstated(AccountEvent):
    """A suspended account is ACTIVE again. notify tells the owner."""

    reason: PersonalText


class PasswordResetRequested(AccountEvent):
    """The owner of an active account asked for a way in (rule A12). notify mails the link, which lives 90 minutes."""

    link: Link


class PasswordChanged(AccountEvent):
    """The password was changed, or chosen anew by a reset link; all other sessions ended. notify tells the owner."""


class PreferencesChanged(AccountEvent):
    """Names, language of mails, time zone or wanted mails changed.

    notify and validation write and show them from then on.
    """


class SessionEnded(Event, topic=ACCOUNTS, subject="session_id", key="account_id"):
    """A log-in ended: every access token with this `session_id` (claim `sid`) is dead at once. gateway refuses them."""

    session_id: str
    account_id: str
    reason: str
