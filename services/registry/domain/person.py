"""Person: what registry keeps of an account, to name the users of an organisation to those who may know."""

from typing import ClassVar

from chassis.decider import Aggregate, Context
from contracts.events.identity import AccountEvent, AccountStatus


class Person(Aggregate):
    """Mirror of an account. `seen` is the sequence of the newest event; an erased person stays as a nameless row."""

    collection: ClassVar[str] = "persons"

    seen: int = 0
    status: AccountStatus
    first_name: str
    last_name: str


def know(row: Person | None, event: AccountEvent, ctx: Context) -> Person:
    """The account as this event says it is."""
    account = event.account
    erased = account.status is AccountStatus.ERASED
    known = Person(
        id=event.account_id,
        status=account.status,
        first_name="" if erased else account.first_name,
        last_name="" if erased else account.last_name,
    )
    return known if row is None else known.model_copy(update={"revision": row.revision, "sequence": row.sequence})
