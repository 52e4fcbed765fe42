"""Account: one natural person and an address of hers (rules A1, A4). Its states, and what may follow what.

```mermaid
stateDiagram-v2
    [*] --> PENDING: signs up
    PENDING --> ACTIVE: uses the link and chooses a password
    PENDING --> EXPIRED: 90 minutes pass
    PENDING --> ERASED: is erased
    EXPIRED --> PENDING: asks for a new link
    EXPIRED --> ERASED: is erased
    ACTIVE --> LOCKED: too many wrong passwords
    ACTIVE --> SUSPENDED: an authority stops it
    ACTIVE --> ERASED: is erased
    LOCKED --> ACTIVE: time passes
    LOCKED --> SUSPENDED: an authority stops it
    LOCKED --> ERASED: is erased
    SUSPENDED --> ACTIVE: an authority lets it go on
    SUSPENDED --> ERASED: is erased
    ERASED --> [*]
```
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from chassis.decider import ANY_TEXT, Aggregate, Index
from chassis.errors import Conflict
from contracts.events import identity as events
from contracts.events.identity import AccountStatus as Status
from contracts.events.identity import NotificationKind
from services.identity.domain.link import MailedLink

TRANSITIONS: Mapping[Status, frozenset[Status]] = {
    Status.PENDING: frozenset({Status.ACTIVE, Status.EXPIRED, Status.ERASED}),
    Status.EXPIRED: frozenset({Status.PENDING, Status.ERASED}),
    Status.ACTIVE: frozenset({Status.LOCKED, Status.SUSPENDED, Status.ERASED}),
    Status.LOCKED: frozenset({Status.ACTIVE, Status.SUSPENDED, Status.ERASED}),
    Status.SUSPENDED: frozenset({Status.ACTIVE, Status.ERASED}),
    Status.ERASED: frozenset(),
}
"""What may follow what (domain section 2)."""


class AddressTaken(Conflict):
    """Another account has this address already. Never shown: whoever meets it looks again (no enumeration)."""

    code = "address-taken"
    title = "This address has an account."


class IllegalTransition(Conflict):
    """The account is in a state from which this cannot follow."""

    code = "account-state"
    title = "The state of the account does not allow this."


class Account(Aggregate):
    """A person's account.

    `email` is as the person wrote it, `address_key` its form for comparison (None once erased), unique among accounts.
    `link` is the mailed link that would be accepted now, never its token; `password_hash` is argon2id's.
    `muted` are the kinds of mails that the person does not want.
    `preferred` is the sequence of the last event by which its owner changed it: the version of what owners change,
    which nothing that others bring about makes any older. It is 1 (AccountCreated) until then.
    `locked_until` belongs to LOCKED: from then on the account counts as ACTIVE.
    """

    collection: ClassVar[str] = "accounts"
    indexes: ClassVar[tuple[Index, ...]] = (
        Index("address", (("address_key", 1),), unique=True, partial={"address_key": ANY_TEXT}, error=AddressTaken),
        Index("link", (("link.link_id", 1),)),
    )

    status: Status
    first_name: str
    last_name: str
    email: str
    address_key: str | None
    language: str
    timezone: str
    muted: tuple[NotificationKind, ...] = ()
    preferred: int = 1
    created_at: datetime
    link: MailedLink | None = None
    password_hash: str | None = None
    locked_until: datetime | None = None

    def moved(self, status: Status, **fields: Any) -> "Account":
        """This account in another state. Raises IllegalTransition for a step the table does not have."""
        if status not in TRANSITIONS[self.status]:
            raise self.illegal(status)
        account: Account = self.changed(status=status, **fields)
        return account

    def illegal(self, status: Status) -> IllegalTransition:
        """The refusal of a step to another state."""
        return IllegalTransition(f"The account is {self.status}; it cannot become {status} by this.")

    def at(self, now: datetime) -> "Account":
        """This account as it counts now: a lock whose time has passed is no lock (domain section 3)."""
        if self.status is Status.LOCKED and (self.locked_until is None or self.locked_until <= now):
            return self.moved(Status.ACTIVE, locked_until=None)
        return self

    def public(self) -> events.Account:
        """The state that its events carry."""
        return events.Account(
            account_id=self.id,
            status=self.status,
            first_name=self.first_name,
            last_name=self.last_name,
            email=self.email,
            language=self.language,
            timezone=self.timezone,
            muted=self.muted,
        )
