"""Person: identity's word on people, mirrored to show a validator who asks."""

from chassis.decider import Aggregate, Context
from contracts.events.identity import AccountEvent, AccountStatus


class Person(Aggregate):
    """One account (`id`). `language` is ISO 639-1, `timezone` an IANA name. Personal data of applicants stays here."""

    collection = "people"

    name: str
    email: str
    language: str
    timezone: str
    status: AccountStatus
    seen: int = 0


def mirror_person(row: Person | None, event: AccountEvent, ctx: Context) -> Person:
    """The row as the event says; `seen` is kept by the mirror step."""
    account = event.account
    return Person(
        id=account.account_id,
        name=f"{account.first_name} {account.last_name}".strip(),
        email=account.email,
        language=account.language,
        timezone=account.timezone,
        status=account.status,
    )
