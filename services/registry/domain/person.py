"""Person: what registry keeps of an account, to name people to those who may know and let the helpdesk find them."""

from typing import ClassVar

from chassis.decider import Aggregate, Context, Index
from contracts.events.identity import AccountEvent, AccountStatus
from services.registry.domain.beginnings import beginnings, folded_together, whole_address


class Person(Aggregate):
    """Mirror of an account. `seen` is the sequence of the newest event; an erased person stays as a nameless row.

    `words` and `beginnings` are derived from name and mail address, for the helpdesk's search; the address itself is
    not kept.
    """

    collection: ClassVar[str] = "persons"
    indexes: ClassVar[tuple[Index, ...]] = (Index("by_beginning", (("beginnings", 1),)),)

    seen: int = 0
    status: AccountStatus
    first_name: str
    last_name: str
    words: str = ""
    beginnings: tuple[str, ...] = ()

    @property
    def name(self) -> str | None:
        """First and last name; None when there is none any more."""
        return f"{self.first_name} {self.last_name}".strip() or None


def know(row: Person | None, event: AccountEvent, ctx: Context) -> Person:
    """The account as this event says it is."""
    account = event.account
    erased = account.status is AccountStatus.ERASED
    words = "" if erased else folded_together(account.first_name, account.last_name, account.email)
    known = Person(
        id=event.account_id,
        status=account.status,
        first_name="" if erased else account.first_name,
        last_name="" if erased else account.last_name,
        words=words,
        beginnings=(*beginnings(words), whole_address(account.email)) if words else (),
    )
    return known if row is None else known.model_copy(update={"revision": row.revision, "sequence": row.sequence})
