"""Reads. What they find may be older than what a decision will see, which therefore judges again."""

from datetime import datetime

from chassis.mongo import Store
from services.identity.domain.account import Account
from services.identity.domain.session import Session

SESSIONS_SHOWN = 100


async def account_by_address(store: Store, address_key: str) -> Account | None:
    """The account with this address, in its comparison form."""
    found = await store.find(Account, {"address_key": address_key}, limit=1)
    return found[0] if found else None


async def account_by_link(store: Store, link_id: str) -> Account | None:
    """The account whose present link this is."""
    found = await store.find(Account, {"link.link_id": link_id}, limit=1)
    return found[0] if found else None


async def living_sessions(store: Store, account_id: str, now: datetime) -> list[Session]:
    """Sessions of an account that are still good, the latest first."""
    found = await store.find(Session, {"account_id": account_id})
    alive = [session for session in found if session.alive(now)]
    return sorted(alive, key=lambda session: session.started_at, reverse=True)[:SESSIONS_SHOWN]
