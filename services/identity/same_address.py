"""Acting on the account of an address, whether there is one or not, also when two people do so at once."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from chassis.errors import Unavailable
from chassis.ids import new_id
from chassis.mongo import Store
from services.identity.domain.account import Account, AddressTaken
from services.identity.queries import account_by_address

T = TypeVar("T")

LOOKS = 5


async def for_address(store: Store, address_key: str, act: Callable[[str, Account | None], Awaitable[T]]) -> T:
    """`act(account id, account or None)` with the account of this address, or with a new id.

    When `act` finds that somebody else took the address in between (AddressTaken), it is looked up again: the loser
    of a race becomes a repeated registration, and nobody can tell. Raises Unavailable when that does not end.
    """
    for _ in range(LOOKS):
        known = await account_by_address(store, address_key)
        try:
            return await act(known.id if known is not None else new_id(), known)
        except AddressTaken:
            continue
    raise Unavailable("This address is being registered by others.")
