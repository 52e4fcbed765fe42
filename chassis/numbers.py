"""Numbers that are never given out twice: one atomic counter a name.

Draw them before the transaction: a number whose transaction fails is lost, which is fine, and the counter, which
everybody wants, is in nobody's transaction.
"""

from typing import Any

from chassis.mongo import Store

COUNTERS = "counters"


async def next_number(store: Store, name: str) -> int:
    """The next number of this name, from 1, or from after what `numbers_begin_after` said."""
    counters = store[COUNTERS]
    while True:
        drawn: Any = await counters.find_one_and_update({"_id": name}, {"$inc": {"value": 1}}, return_document=True)
        if drawn is not None:
            return int(drawn["value"])
        await numbers_begin_after(store, name, 0)


async def numbers_begin_after(store: Store, name: str, last: int) -> None:
    """Numbers up to `last` are taken. Never moves a counter back."""
    await store[COUNTERS].update_one({"_id": name}, {"$max": {"value": last}}, upsert=True)
