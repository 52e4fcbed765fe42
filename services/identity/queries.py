"""Reads. What they find may be older than what a decision will see, which therefore judges again."""

from datetime import datetime

from chassis.mongo import Store
from services.identity.domain.account import Account
from services.identity.domain.session import Session


async def account_by_address(store: Store, address_key: str) -> Account | None:
    """The account with this address, in its comparison form."""
    found = await store.find(Account, {"address_key": address_key}, limit=1)
    return found[0] if found else None


async def account_by_link(store: Store, link_id: str) -> Account | None:
    """The account whose present link this is."""
    found = await store.find(Account, {"link.link_id": link_id}, limit=1)
    return found[0] if found else None


async def living_sessions(store: Store, account_id: str, now: datetime) -> list[Session]:
    """Sessions of an account that are still good, the latest first (ids are UUIDv7)."""
    found = await store.find(Session, {"account_id": account_id})
    return sorted((session for session in found if session.alive(now)), key=lambda session: session.id, reverse=True)


async def session_ids(store: Store, account_id: str) -> list[str]:
    """Ids of the sessions of an account that the store still has, ended ones as well."""
    return [session.id for session in await store.find(Session, {"account_id": account_id})]
